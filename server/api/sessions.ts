import { sessions } from '../../shared/api.ts'
import { may } from '../../shared/roles.ts'
import { type Access, isRefused, type Refused } from '../access/access.ts'
import { entriesIn } from '../access/entries.ts'
import { inPlan, type Route, refuse } from './route.ts'

export const sessionRoutes: readonly Route[] = [
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/people/:person/sessions',
    summary:
      'The devices on which somebody is known, under any entry of theirs: one’s own, or, for who facilitates all plans of that person, theirs.',
    answer: sessions,
    async handle({ plan, person, session, param }, { access }) {
      const entries = await endedBy(access, plan, param('person'), person.id)
      if (isRefused(entries)) return entries
      const found = (await Promise.all(entries.map(access.sessions.of))).flat()
      found.sort((a, b) => b.seenAt - a.seenAt)
      return { sessions: found.map((one) => ({ ...one, current: one.id === session })) }
    },
  }),
  inPlan('read')({
    method: 'delete',
    path: '/api/plans/:plan/people/:person/sessions/:session',
    summary: 'Ends one of them: within a second nothing that is open there is heard any more.',
    answer: null,
    async handle({ plan, person, param }, { access, rooms }) {
      const entries = await endedBy(access, plan, param('person'), person.id)
      if (isRefused(entries)) return entries
      for (const entry of entries) {
        if (!(await access.sessions.end(entry, param('session')))) continue
        await rooms.underway()
        return null
      }
      return refuse('no-such-session')
    },
  }),
]

/** The entries of somebody whose sessions `by` may see and end. */
async function endedBy(
  access: Access,
  plan: string,
  whom: string,
  by: string,
): Promise<readonly string[] | Refused> {
  const entries = await entriesIn(access, plan, whom)
  const mine: string[] = []
  for (const entry of entries) if (await isOwn(access, entry, by)) mine.push(entry)
  const role = await access.roleInPlan(by, plan)
  const facilitates = role !== null && may(role, 'facilitate')
  if (entries.includes(by) && !facilitates) return mine
  if (!facilitates) return refuse('not-allowed')
  if (!(await access.plans.everOf(whom)).includes(plan)) return refuse('no-such-person')
  const theirs: string[] = []
  for (const entry of entries)
    if (mine.includes(entry) || (await looksAfter(access, entry, by))) theirs.push(entry)
  // a list that left some of another's devices out would say that they are nowhere
  return entries.includes(by) || theirs.length === entries.length ? theirs : refuse('not-allowed')
}

/** One plan's word that two entries are one person opens none of the other plans that an entry has. */
async function isOwn(access: Access, entry: string, by: string): Promise<boolean> {
  if (entry === by) return true
  const plans = await access.plans.everOf(entry)
  for (const plan of plans) if (!(await entriesIn(access, plan, entry)).includes(by)) return false
  return plans.length > 0
}

/** A session is good for all plans of its person: whoever ends another's must look after each. */
async function looksAfter(access: Access, entry: string, by: string): Promise<boolean> {
  for (const { id } of await access.plans.of(entry)) {
    const role = await access.roleInPlan(by, id)
    if (!role || !may(role, 'facilitate')) return false
  }
  return true
}
