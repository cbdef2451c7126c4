import type * as Y from 'yjs'
import { isSamePerson } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import type { Decider, DecisionRefusal, Deed } from './decisions.ts'
import { declineAllOf } from './declining.ts'

/**
 * Takes out all that some people brought, in one step: what they have waiting is declined, and what they
 * said beside the text is out of the record. The journal keeps it; nobody's page loads it any more.
 */
export function takeOutAllOf(
  doc: Y.Doc,
  record: CommitmentRecord,
  people: readonly string[],
  by: Decider,
  reason: string,
  at?: number,
): Deed | { readonly refused: DecisionRefusal } {
  if (!by.facilitates) return { refused: 'not-allowed' }
  if (!saysSomething(reason)) return { refused: 'reason-needed' }
  if (people.some((one) => isSamePerson(record, one, by.person)))
    return { refused: 'own-suggestion' }
  const whose = new Set(people)
  // of what has left a trace among others' words nothing is left to take out
  const said = [
    ...Object.values(record.threads).flatMap(({ comments }) => {
      const left = comments.filter(({ deleted }) => !deleted)
      return left.length > 0 ? left : comments
    }),
    ...record.dismissals,
  ].map(({ person }) => person)
  const theirs = [...new Set(said.filter((person) => whose.has(person)))]
  const declined = declineAllOf(doc, record, people, by, reason, at)
  if (theirs.length === 0) return declined
  const nothingWaits = 'refused' in declined && declined.refused === 'not-open'
  if ('refused' in declined && !nothingWaits) return declined
  const deed: Deed = 'refused' in declined ? { events: [] } : declined
  return {
    ...deed,
    events: [...deed.events, { type: 'brought-taken-out', people: theirs, reason }],
  }
}
