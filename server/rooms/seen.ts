import type { RecordEvent } from '../../shared/record/events.ts'
import { isSamePerson } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { IdSet } from '../../shared/text/idSet.ts'

/**
 * What of a person's suggestions is agreed text to them, too, now that they have seen the record up to
 * `seq`; `frozen`: what is already. An answer that was taken back meanwhile says nothing any more: the words are theirs to take back.
 */
export function seenAsAgreed(
  record: CommitmentRecord,
  frozen: IdSet,
  person: string,
  seq: number,
): RecordEvent[] {
  return Object.values(record.suggestions)
    .filter((each) => {
      const decision = each.decisions.at(-1)
      if (!decision || decision.seq > seq || each.status !== decision.outcome) return false
      if (!isSamePerson(record, each.person, person)) return false
      return decision.accepted.some(([client, clock]) => !frozen.has(client, clock))
    })
    .map(({ number }): RecordEvent => ({ type: 'accepted-seen', suggestion: number }))
}
