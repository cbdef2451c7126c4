import * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { readEntry, readTakenBack } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { Stretches } from '../../shared/text/stretches.ts'
import { itemAt } from './passages.ts'

/** A suggested deletion that is in the document. */
type Entry = {
  readonly by: number
  readonly at: IdRange
  gone: boolean
  /** What the room has taken back of it, by what it was called then. */
  takenBack: IdSet | null
}

/** What has changed since it was last asked for. */
export type Touched = {
  /** Identities that came into a field's text, or left it. */
  readonly text: readonly IdRange[]
  /** Words that are named by a suggested deletion now, or no more, by what they were called then. */
  readonly struck: readonly IdRange[]
  /** Something about blocks' suggested kinds. */
  readonly kinds: boolean
}

/** Part of a range, and who suggests to take it out. */
export type Struck = { readonly range: IdRange; readonly by: readonly number[] }

/**
 * Who suggests to take out which words, kept along with a document: a key costs by what it touches, and
 * not by how many deletions wait. As `deletionsByTarget`, which reads all of them anew.
 */
export class Strikes {
  readonly doc: Y.Doc
  readonly #entries = new Map<string, Entry>()
  /** What the room takes back, by the value that says so. */
  readonly #backs = new Map<string, { readonly entry: string; readonly range: IdRange }>()
  /** Each at least twice as long as the next, so that what is new is sorted in seldom. */
  readonly #layers: Layer[] = []
  #written: IdRange[] = []

  constructor(doc: Y.Doc) {
    this.doc = doc
    const all: IdRange[] = []
    for (let item = doc.getArray(bodyRoots.deletions)._start; item; item = item.right) {
      all.push([item.id.client, item.id.clock, item.length])
    }
    this.#written = all
    this.take()
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.#note(transaction))
  }

  /** What was written since the last time. */
  take(): Touched {
    const written = this.#written
    this.#written = []
    const text: IdRange[] = []
    const struck: IdRange[] = []
    const fresh: Entry[] = []
    const changed = new Set<string>()
    const { share } = this.doc
    const [deletions, proposals] = [
      share.get(bodyRoots.deletions),
      share.get(bodyRoots.kindProposals),
    ]
    let kinds = false
    for (const [client, clock, length] of written) {
      for (let here = clock; here < clock + length; ) {
        const item = itemAt(this.doc, client, here)
        if (!item) break
        const end = Math.min(clock + length, item.id.clock + item.length)
        if (item.parent === deletions) this.#enter(item, here, end, { fresh, struck, changed })
        else if (item.parent === proposals) kinds = true
        else if (item.parentSub === null) text.push([client, here, end - here])
        here = end
      }
    }
    if (fresh.length > 0) this.#sortIn(fresh)
    this.#takeBack(changed)
    return { text, struck, kinds }
  }

  /** All that is named of a range, in its order; `origins`: as the words are called by now. */
  within(range: IdRange, origins: Iterable<Origin>): Struck[] {
    if (this.#entries.size === 0) return []
    const [client, clock, length] = range
    const { ancestors } = descentOf(origins)
    const found: Struck[] = []
    for (let at = 0; at < length; ) {
      let span = length - at
      let family = ancestors([[client, clock + at, span]])
      // as far as all of it has come the same way
      while (span > 1 && family.some((each) => each[2] !== span)) {
        span >>= 1
        family = ancestors([[client, clock + at, span]])
      }
      for (const each of this.#namedIn(family, span)) {
        const [from, to] = each.range
        found.push({ range: [client, clock + at + from, to - from], by: each.by })
      }
      at += span
    }
    return found
  }

  /** Of words that have been called all of these; by how far into them. */
  *#namedIn(family: readonly IdRange[], span: number) {
    const edges: { at: number; entry: Entry; turn: 1 | -1 }[] = []
    for (const [client, clock] of family) {
      for (const layer of this.#layers) {
        for (const entry of layer.over(client, clock, clock + span)) {
          if (entry.gone) continue
          const start = Math.max(0, entry.at[1] - clock)
          const end = Math.min(span, entry.at[1] + entry.at[2] - clock)
          for (const [from, to] of leftOf(entry, family, start, end, span)) {
            edges.push({ at: from, entry, turn: 1 }, { at: to, entry, turn: -1 })
          }
        }
      }
    }
    if (edges.length === 0) return
    edges.sort((a, b) => a.at - b.at)
    const naming = new Map<number, number>()
    let from = 0
    for (const { at, entry, turn } of edges) {
      if (at > from && naming.size > 0) {
        yield { range: [from, at] as const, by: [...naming.keys()].sort((a, b) => a - b) }
      }
      from = at
      const count = (naming.get(entry.by) ?? 0) + turn
      if (count > 0) naming.set(entry.by, count)
      else naming.delete(entry.by)
    }
  }

  #note({ deleteSet, beforeState, afterState }: Y.Transaction): void {
    for (const [client, clock] of afterState) {
      const before = beforeState.get(client) ?? 0
      if (clock > before) this.#written.push([client, before, clock - before])
    }
    for (const [client, gone] of deleteSet.clients) {
      for (const { clock, len } of gone) this.#written.push([client, clock, len])
    }
  }

  /** What stands in the list of deletions at these clocks of an item, or does no more. */
  #enter(
    item: Y.Item,
    from: number,
    to: number,
    { fresh, struck, changed }: { fresh: Entry[]; struck: IdRange[]; changed: Set<string> },
  ): void {
    if (!(item.content instanceof Y.ContentAny)) return
    const { client, clock: start } = item.id
    for (let clock = from; clock < to; clock++) {
      const value: unknown = item.content.arr[clock - start]
      const id = `${client},${clock}`
      const known = this.#entries.get(id)
      if (item.deleted) {
        const back = this.#backs.get(id)
        if (back) {
          this.#backs.delete(id)
          changed.add(back.entry)
          struck.push(back.range)
        }
        if (!known) continue
        known.gone = true
        this.#entries.delete(id)
        struck.push(known.at)
        continue
      }
      const read = readEntry(value, client)
      if (read && !known) {
        const entry = { by: read.by, at: read.range, gone: false, takenBack: null }
        this.#entries.set(id, entry)
        fresh.push(entry)
        struck.push(read.range)
      }
      const back = readTakenBack(value, client)
      if (!back || this.#backs.has(id)) continue
      this.#backs.set(id, back)
      changed.add(back.entry)
      struck.push(back.range)
    }
  }

  /** Entries of which the room has taken back more, or less: they may have come behind what says so. */
  #takeBack(changed: ReadonlySet<string>): void {
    if (changed.size === 0) return
    for (const id of changed) {
      const entry = this.#entries.get(id)
      if (entry) entry.takenBack = null
    }
    for (const { entry: id, range } of this.#backs.values()) {
      const entry = changed.has(id) ? this.#entries.get(id) : undefined
      if (!entry) continue
      entry.takenBack ??= new IdSet()
      entry.takenBack.add(range)
    }
  }

  #sortIn(fresh: readonly Entry[]): void {
    let all = fresh
    for (let last = this.#layers.at(-1); last; last = this.#layers.at(-1)) {
      if (last.all.length >= 2 * all.length) break
      all = [...last.all.filter(({ gone }) => !gone), ...all]
      this.#layers.pop()
    }
    this.#layers.push(new Layer(all))
  }
}

/** Entries by the client under whose id the words stand. */
class Layer {
  readonly all: readonly Entry[]
  readonly #byClient = new Map<number, Stretches<Entry>>()

  constructor(all: readonly Entry[]) {
    this.all = all
    const byClient = new Map<number, Entry[]>()
    for (const entry of all) {
      const own = byClient.get(entry.at[0])
      if (own) own.push(entry)
      else byClient.set(entry.at[0], [entry])
    }
    for (const [client, own] of byClient) this.#byClient.set(client, new Stretches(own))
  }

  over(client: number, start: number, end: number): readonly Entry[] {
    return this.#byClient.get(client)?.over(start, end) ?? []
  }
}

/** What is left of an entry's part after what the room has taken back, whatever that was called then. */
function leftOf(
  { takenBack }: Entry,
  family: readonly IdRange[],
  start: number,
  end: number,
  span: number,
): readonly (readonly [number, number])[] {
  if (!takenBack) return [[start, end]]
  const back = new IdSet()
  for (const [client, clock] of family) {
    for (const [from, to] of takenBack.within(client, clock, clock + span)) {
      back.add([0, from - clock, to - from])
    }
  }
  return back.missing([0, start, end - start]).map(([, from, length]) => [from, from + length])
}
