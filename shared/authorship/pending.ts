import type { CommitmentRecord } from '../record/record.ts'
import { isSuggesting } from '../text/identity.ts'
import type { PendingUnder } from '../text/pending.ts'
import { sourcesOf } from './origins.ts'
import { RangeMap } from './rangeMap.ts'

/**
 * Which identities are a suggestion still, and whose. An undone deletion brings words back under new
 * identities: they are as pending as they were, and under the same id.
 */
export function pendingOf(record: Pick<CommitmentRecord, 'origins' | 'accepted'>): PendingUnder {
  const sources = sourcesOf(record.origins)
  const accepted = new RangeMap<true>()
  for (const range of record.accepted) accepted.set(range, true)
  return (client, clock) => {
    const source = sources(client, clock)
    if (!isSuggesting(source.client)) return { by: null, until: source.until }
    const agreed = accepted.at(source.client, source.clock)
    return {
      by: agreed.value ? null : source.client,
      until: Math.min(source.until, agreed.until - source.clock + clock),
    }
  }
}
