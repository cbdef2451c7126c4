import type { Origin } from '../record/origin.ts'
import { IdSet } from '../text/idSet.ts'
import { extendsList } from '../text/lists.ts'
import type { IdRange } from '../text/ranges.ts'
import { Stretches } from '../text/stretches.ts'

/**
 * How words that were taken out and put back are called by now, and were called before: undo, redo,
 * cut and paste and drags give them new identities. A copy is other words.
 */
export type Descent = {
  /** Each range, and behind it all those under which its words came to stand later. */
  descendants(ranges: Iterable<IdRange>): IdRange[]
  /** Each range, and behind it all those under which its words stood before. */
  ancestors(ranges: Iterable<IdRange>): IdRange[]
}

type Step = { readonly at: IdRange; readonly image: readonly [client: number, clock: number] }

/** What is known of a list of origins, and of all that it began with. */
type Answered = {
  readonly origins: readonly Origin[]
  readonly ways: Ways
  readonly descent: Descent
}

/** Origins are never changed, only replaced by longer ones, and asked about again and again. */
const known = new WeakMap<readonly Origin[], Answered>()
/** The newest answer about the lists that begin with this origin: a longer one costs what is new in it. */
const newest = new WeakMap<Origin, Answered>()

/** Answers from the record's origins. */
export function descentOf(origins: readonly Origin[]): Descent {
  const answered = known.get(origins)
  if (answered) return answered.descent
  const [first] = origins
  const before = first && newest.get(first)
  const grown =
    before && origins.length > before.origins.length && extendsList(origins, before.origins)
  const ways = grown
    ? before.ways.and(origins.slice(before.origins.length))
    : Ways.none.and(origins)
  const descent: Descent = {
    descendants: (ranges) => closed(ranges, ways.forward),
    ancestors: (ranges) => closed(ranges, ways.back),
  }
  const answer = { origins, ways, descent }
  known.set(origins, answer)
  if (first) newest.set(first, answer)
  return descent
}

function closed(ranges: Iterable<IdRange>, steps: Layers): IdRange[] {
  const found: IdRange[] = []
  for (const range of ranges) {
    const family = [range]
    // nobody may lead it round in a ring
    let seen: IdSet | null = null
    for (const each of family) {
      for (const image of steps.imagesOf(each)) {
        seen ??= new IdSet([range])
        family.push(...seen.missing(image))
        seen.add(image)
      }
    }
    found.push(...family)
  }
  return found
}

/**
 * Steps in layers, each at least twice as long as the next: what is new becomes a layer, and takes in
 * those that are too short beside it. So a step is sorted in again as often as the number doubles, and
 * not with each that comes. Never changed.
 */
class Layers {
  static readonly none = new Layers([])
  readonly #layers: readonly Steps[]

  private constructor(layers: readonly Steps[]) {
    this.#layers = layers
  }

  and(steps: readonly Step[]): Layers {
    let fresh = steps
    let kept = this.#layers.length
    for (; kept > 0; kept--) {
      const { all } = this.#layers[kept - 1] as Steps
      if (all.length >= 2 * fresh.length) break
      fresh = [...all, ...fresh]
    }
    return new Layers([...this.#layers.slice(0, kept), new Steps(fresh)])
  }

  /** Where the parts of a range are led to, in the order of the range. */
  imagesOf(range: IdRange): IdRange[] {
    const led = this.#layers.flatMap((layer) => layer.from(range))
    if (this.#layers.length > 1) led.sort((a, b) => a.step.at[1] - b.step.at[1])
    return led.map(({ image }) => image)
  }
}

type Led = { readonly step: Step; readonly image: IdRange }

/** Steps by the identities that they start from, which may be the same for several. */
class Steps {
  /** In the order of the origins. */
  readonly all: readonly Step[]
  readonly #byClient = new Map<number, Stretches<Step>>()

  constructor(steps: readonly Step[]) {
    this.all = steps
    const byClient = new Map<number, Step[]>()
    for (const step of steps) {
      const own = byClient.get(step.at[0])
      if (own) own.push(step)
      else byClient.set(step.at[0], [step])
    }
    for (const [client, own] of byClient) this.#byClient.set(client, new Stretches(own))
  }

  /** The steps that lead parts of a range elsewhere, in its order. */
  from([client, clock, length]: IdRange): Led[] {
    const own = this.#byClient.get(client)?.over(clock, clock + length) ?? []
    return own.map((step) => {
      const { at: from, image } = step
      const start = Math.max(clock, from[1])
      const end = Math.min(clock + length, from[1] + from[2])
      return { step, image: [image[0], image[1] + start - from[1], end - start] }
    })
  }
}

/** Both ways that words can be followed; never changed, so an answer stays what it was. */
class Ways {
  static readonly none = new Ways(Layers.none, Layers.none)
  readonly forward: Layers
  readonly back: Layers

  private constructor(forward: Layers, back: Layers) {
    this.forward = forward
    this.back = back
  }

  and(origins: readonly Origin[]): Ways {
    const steps: { forward: Step[]; back: Step[] } = { forward: [], back: [] }
    for (const { to, from, how } of origins) {
      if (!from || (how !== 'undo' && how !== 'moved')) continue
      steps.forward.push({ at: [from[0], from[1], to[2]], image: [to[0], to[1]] })
      steps.back.push({ at: to, image: from })
    }
    if (steps.back.length === 0) return this
    return new Ways(this.forward.and(steps.forward), this.back.and(steps.back))
  }
}
