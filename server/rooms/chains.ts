import { descentOf } from '../../shared/authorship/descent.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { isUnreadable, itemAt } from './passages.ts'
import type { Past } from './provenance.ts'

/** From where a part of a claim's words came, and how far that holds. */
type Stage = {
  /** How they had come there; null: there they stood. */
  readonly before: Pick<Origin, 'from' | 'how'> | null
  readonly isReadable: boolean
  readonly length: number
}

/**
 * Words that are moved, or taken out and put back, more than once before the room hears of it come
 * with identities in between that nobody else ever saw: they arrive deleted, and a page has often thrown
 * away what they said. Claims are followed through these, in the order in which they were made, to
 * identities that the room knows, or to the sender's own new words.
 */
export class Chains {
  readonly #past: Past
  readonly #arrived: IdSet
  readonly #told = new RangeMap<Origin>()

  constructor(past: Past) {
    this.#past = past
    this.#arrived = new IdSet(past.inserted)
  }

  /** A claim as it is to be judged: its parts, each by where its words come from in the end. */
  follow(claim: Origin): Origin[] {
    const parts = [...this.#parts(claim)]
    for (const part of parts) this.#told.set(part.to, part)
    return parts
  }

  *#parts(claim: Origin): Generator<Origin> {
    const { to, from, how } = claim
    if (!from) {
      yield claim
      return
    }
    for (let at = 0; at < to[2]; ) {
      const { before, length } = this.#stage([from[0], from[1] + at, to[2] - at])
      const part: Origin['to'] = [to[0], to[1] + at, length]
      if (!before) yield { to: part, from: [from[0], from[1] + at], how }
      else if (!before.from) yield { to: part, how: before.how }
      else yield { to: part, from: before.from, how: before.how === 'copied' ? before.how : how }
      at += length
    }
  }

  /** Items of which the same can be said are one stage. */
  #stage([client, clock, length]: IdRange): Stage {
    const first = this.#stageAt([client, clock, length])
    if (first.before) return first
    let reach = first.length
    while (reach < length) {
      const next = this.#stageAt([client, clock + reach, length - reach])
      if (next.before || next.isReadable !== first.isReadable) break
      reach += next.length
    }
    return { ...first, length: reach }
  }

  #stageAt([client, clock, most]: IdRange): Stage {
    const item = itemAt(this.#past.doc, client, clock)
    if (!item) return { before: null, isReadable: true, length: most }
    const length = Math.min(most, item.id.clock + item.length - clock)
    const isReadable = !isUnreadable(item)
    if (item.deleted && this.#arrived.has(client, clock)) {
      const { value, offset, until } = this.#told.at(client, clock)
      const reach = Math.min(length, until - clock)
      return { before: value ? shifted(value, offset) : null, isReadable, length: reach }
    }
    if (isReadable) return { before: null, isReadable, length }
    const from = this.#knownBefore([client, clock, 1])
    if (!from) return { before: null, isReadable, length: 1 }
    return { before: { from, how: 'moved' }, isReadable, length: 1 }
  }

  /** As what the room had known a unit that it never could read. */
  #knownBefore(unit: IdRange): [number, number] | null {
    for (const [client, clock] of descentOf(this.#past.origins).ancestors([unit])) {
      const item = itemAt(this.#past.doc, client, clock)
      if (item && !isUnreadable(item)) return [client, clock]
    }
    return null
  }
}

function shifted({ from, how }: Origin, by: number): Pick<Origin, 'from' | 'how'> {
  return from ? { from: [from[0], from[1] + by], how } : { how }
}
