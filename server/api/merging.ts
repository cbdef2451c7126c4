import { merging } from '../../shared/api.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { canMerge, isSamePerson, saidOfOneself } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { isRefused, type Refused } from '../access/access.ts'
import { acting } from './acting.ts'
import { inPlan, type Parts, type Route, refuse } from './route.ts'

const at = '/api/plans/:plan/people/:person/merging'

/** Two entries of one person: each commitment's own record says so, for everybody who reads it alone. */
export const mergingRoutes: readonly Route[] = [
  inPlan('facilitate')({
    method: 'post',
    path: at,
    summary:
      'Says that somebody who came in twice is one person, called as `into` is, with its role and sector. Both ids stay in the record, and the sessions of both go on. Recorded; it can be asked for again. Not of themselves, under any of their entries, but for who facilitates alone: another entry into the one that asks.',
    body: merging,
    answer: null,
    async handle({ plan, person: { id: by }, param, body: { into } }, parts) {
      const person = param('person')
      const merged = await parts.access.people.merge(plan, person, into, by)
      if (isRefused(merged)) return merged
      return inEach(parts.following, plan, by, (record) =>
        canMerge(record, person, into) ? { type: 'people-merged', person, into } : null,
      )
    },
  }),
  inPlan('facilitate')({
    method: 'delete',
    path: at,
    summary:
      'Takes it back: the two are two again, each with the name, role, check and mute of their own entry: what was said under the one about the other is undone. What they had agreed to and is open they agree to anew. Not for themselves, under any of their entries, unless they said it themselves.',
    answer: null,
    async handle({ plan, person: { id: by }, param }, parts) {
      const { people } = parts.access
      const person = param('person')
      const merged = Object.fromEntries((await people.merged(plan)).map((one) => [one.person, one]))
      if (!Object.hasOwn(merged, person)) return refuse('no-such-person')
      const said = merged[person]
      if (isSamePerson({ merged }, person, by) && !(said && saidOfOneself(said, by)))
        return refuse('not-allowed')
      const apart = (record: CommitmentRecord): RecordEvent | Refused | null => {
        if (!record.merged || !Object.hasOwn(record.merged, person)) return null
        const merge = record.merged[person]
        const isOwn = merge !== undefined && saidOfOneself(merge, by)
        if (isSamePerson(record, person, by) && !isOwn) return refuse('not-allowed')
        return { type: 'people-parted', person }
      }
      // first the records: it can be asked for again as long as access has not let go
      const refused = await inEach(parts, plan, by, apart)
      if (refused) return refused
      const parted = await people.part(plan, person, by)
      if (isRefused(parted)) return parted
      // what was opened in between says that they are one
      return inEach(parts.following, plan, by, apart)
    },
  }),
]

async function inEach(
  parts: Parts,
  plan: string,
  by: string,
  said: (record: CommitmentRecord) => RecordEvent | Refused | null,
): Promise<Refused | null> {
  for (const { id } of await parts.access.commitments.of(plan)) {
    const done = await acting(parts, id, by, ({ record }) => {
      const event = said(record)
      return isRefused(event) ? event : { events: event ? [event] : [] }
    })
    if (isRefused(done)) return done
  }
  return null
}
