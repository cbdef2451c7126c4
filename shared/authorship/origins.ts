import { AppendOnly } from '../record/appendOnly.ts'
import type { Origin } from '../record/origin.ts'
import type { IdRange } from '../text/ranges.ts'
import { type Found, RangeMap } from './rangeMap.ts'
import { type Step, Steps } from './steps.ts'

/** What a record knows of where re-created text first came from, in the order in which it became known. */
export type Origins = AppendOnly<Origin, OriginIndex>

/** Origins by the identities that they are about, and by those that they lead from. */
class OriginIndex {
  readonly #all: readonly Origin[]
  #byTarget: RangeMap<Origin> | null = null
  #forward: Steps | null = null
  #back: Steps | null = null

  constructor(all: readonly Origin[]) {
    this.#all = all
  }

  get byTarget(): RangeMap<Origin> {
    if (!this.#byTarget) {
      this.#byTarget = new RangeMap()
      for (const each of this.#all) this.#byTarget.set(each.to, each)
    }
    return this.#byTarget
  }

  /** From where words stood to where they stand. */
  get forward(): Steps {
    this.#forward ??= new Steps(
      continued(this.#all).map(({ at, image }) => ({
        at: [image[0], image[1], at[2]],
        image: [at[0], at[1]],
      })),
    )
    return this.#forward
  }

  /** From where words stand to where they stood. */
  get back(): Steps {
    this.#back ??= new Steps(continued(this.#all))
    return this.#back
  }
}

/** From where words stand to where they had stood; a copy is other words. */
function continued(all: readonly Origin[]): Step[] {
  return all.flatMap(({ to, from, how }) =>
    from && (how === 'undo' || how === 'moved') ? [{ at: to, image: from }] : [],
  )
}

export const noOrigins: Origins = AppendOnly.empty((all) => new OriginIndex(all))

/** A record's own, as they are; or what any other list says, which is read anew. */
export function originsIn(list: Iterable<Origin>): Origins {
  return list instanceof AppendOnly ? list : noOrigins.and([...list])
}

/** What the newest origin says of an identity. */
export function originAt(origins: Origins, client: number, clock: number): Found<Origin> {
  const { indexes } = origins
  let reach = Number.POSITIVE_INFINITY
  for (let nth = indexes.length - 1; nth >= 0; nth--) {
    const found = (indexes[nth] as OriginIndex).byTarget.at(client, clock)
    reach = Math.min(reach, found.until)
    if (found.value) return { ...found, until: reach }
  }
  return { value: undefined, offset: 0, until: reach }
}

/** Where a character stood first, and how it came to where it stands now. */
export type Source = {
  readonly client: number
  readonly clock: number
  /** Of the last step that says more than "moved": undone and moved words are simply still there. */
  readonly how: 'pasted' | 'imported' | null
  /** Under whose id a copy was placed, when it was a copy. */
  readonly placedUnder: number | null
  /** The first clock of the same client for which the answer may differ. */
  readonly until: number
}

/** Follows re-created characters back to the identity under which they first came into the text. */
export type Sources = (client: number, clock: number) => Source

/** Chains can be long after much undoing; they cannot be endless, unless somebody forged a ring. */
const longestChain = 1000

/** Answers from the record's origins. */
export function sourcesOf(list: Iterable<Origin>): Sources {
  const origins = originsIn(list)
  return (client, clock) => {
    let here: readonly [number, number] = [client, clock]
    let reach = Number.POSITIVE_INFINITY
    let how: Source['how'] = null
    let placedUnder: number | null = null
    for (let step = 0; step < longestChain; step++) {
      const { value, offset, until } = originAt(origins, here[0], here[1])
      reach = Math.min(reach, until - here[1])
      if (!value) break
      if (value.how === 'copied') placedUnder ??= here[0]
      if (value.how === 'pasted' || value.how === 'imported') how = value.how
      if (!value.from) break
      here = [value.from[0], value.from[1] + offset]
    }
    return { client: here[0], clock: here[1], how, placedUnder, until: clock + reach }
  }
}

/** The first identities of a range, in its order. */
export function* sourceRanges(
  [client, clock, length]: IdRange,
  sources: Sources,
): Generator<IdRange> {
  for (let here = clock; here < clock + length; ) {
    const source = sources(client, here)
    const end = Math.min(clock + length, source.until)
    yield [source.client, source.clock, end - here]
    here = end
  }
}
