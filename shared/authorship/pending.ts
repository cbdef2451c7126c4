import type { Origin } from '../record/origin.ts'
import type { CommitmentRecord } from '../record/record.ts'
import { isSuggesting } from '../text/identity.ts'
import type { PendingUnder } from '../text/pending.ts'
import type { IdRange } from '../text/ranges.ts'
import { originAt, originsIn } from './origins.ts'
import { RangeMap } from './rangeMap.ts'

/** The identity under which a character was suggested, and for how long the answer holds. */
export type Root = {
  /** Null: it came in as agreed text. */
  readonly root: { readonly client: number; readonly clock: number } | null
  /** The first clock of the same client for which the answer may differ. */
  readonly until: number
}

/** Follows words that were taken out and put back to where they were suggested first. */
export type Roots = (client: number, clock: number) => Root

/** As far as undoing can reasonably chain. */
const longestChain = 1000

/**
 * Answers from the record's origins. What is born under a suggesting id is a suggestion wherever its
 * words are from; what is born under an editing id is one only if it was a suggestion when it was
 * taken out. A copy of a suggestion is not that suggestion.
 */
export function rootsOf(list: Iterable<Origin>): Roots {
  const origins = originsIn(list)
  return (client, clock) => {
    let here: readonly [number, number] = [client, clock]
    let reach = Number.POSITIVE_INFINITY
    let root: Root['root'] = null
    for (let step = 0; step < longestChain; step++) {
      if (isSuggesting(here[0])) root = { client: here[0], clock: here[1] }
      const { value, offset, until } = originAt(origins, here[0], here[1])
      reach = Math.min(reach, until - here[1])
      if (!value?.from || (value.how !== 'undo' && value.how !== 'moved')) break
      here = [value.from[0], value.from[1] + offset]
    }
    return { root, until: clock + reach }
  }
}

/** The identities under which the characters of a range were suggested; others are left out. */
export function* rootRanges([client, clock, length]: IdRange, roots: Roots): Generator<IdRange> {
  for (let here = clock; here < clock + length; ) {
    const { root, until } = roots(client, here)
    const end = Math.min(clock + length, until)
    if (root) yield [root.client, root.clock, end - here]
    here = end
  }
}

/**
 * Which identities are a suggestion still, and whose: the one notion of it that views, numbers,
 * decisions and admission share. Acceptance is kept for roots, so it holds whatever undo does.
 */
export function pendingOf(record: {
  readonly origins: Iterable<Origin>
  readonly accepted: CommitmentRecord['accepted']
}): PendingUnder {
  const accepted = new RangeMap<true>()
  for (const range of record.accepted) accepted.set(range, true)
  return pendingIn(rootsOf(record.origins), accepted)
}

/** As `pendingOf`, of what is looked up already. */
export function pendingIn(roots: Roots, accepted: RangeMap<true>): PendingUnder {
  return (client, clock) => {
    const { root, until } = roots(client, clock)
    if (!root) return { by: null, until }
    const agreed = accepted.at(root.client, root.clock)
    return {
      by: agreed.value ? null : root.client,
      until: Math.min(until, agreed.until - root.clock + clock),
    }
  }
}
