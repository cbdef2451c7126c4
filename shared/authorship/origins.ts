import type { Origin } from '../record/origin.ts'
import type { IdRange } from '../text/ranges.ts'
import { RangeMap } from './rangeMap.ts'

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
export function sourcesOf(origins: readonly Origin[]): Sources {
  const map = new RangeMap<Origin>()
  for (const each of origins) map.set(each.to, each)
  return (client, clock) => {
    let here: readonly [number, number] = [client, clock]
    let reach = Number.POSITIVE_INFINITY
    let how: Source['how'] = null
    let placedUnder: number | null = null
    for (let step = 0; step < longestChain; step++) {
      const { value, offset, until } = map.at(here[0], here[1])
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
