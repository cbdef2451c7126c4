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
      'The devices on which somebody is known, under any entry of theirs: one’s own, or, for who facilitates all plans of that person, theirs. `ends`: whether whoever asks can end it, which under another entry of one’s own only who facilitates can.',
    answer: sessions,
    async handle({ plan, person, session, param }, { access }) {
      const seen = await seenBy(access, plan, param('person'), person.id)
      if (isRefused(seen)) return seen
      const found = await Promise.all(
        seen.map(async ({ entry, ends }) =>
          (await access.sessions.of(entry)).map((one) => ({ ...one, ends })),
        ),
      )
      const sessions = found.flat().sort((a, b) => b.seenAt - a.seenAt)
      return { sessions: sessions.map((one) => ({ ...one, current: one.id === session })) }
    },
  }),
  inPlan('read')({
    method: 'delete',
    path: '/api/plans/:plan/people/:person/sessions/:session',
    summary: 'Ends one of them: within a second nothing that is open there is heard any more.',
    answer: null,
    async handle({ plan, person, param }, { access, rooms }) {
      const seen = await seenBy(access, plan, param('person'), person.id)
      if (isRefused(seen)) return seen
      for (const { entry, ends } of seen) {
        const there = await access.sessions.of(entry)
        if (!ends && there.some(({ id }) => id === param('session'))) return refuse('not-allowed')
        if (!ends || !(await access.sessions.end(entry, param('session')))) continue
        await rooms.underway()
        return null
      }
      return refuse('no-such-session')
    },
  }),
]

type Seen = { readonly entry: string; readonly ends: boolean }

/**
 * The entries of somebody whose sessions `by` may see, and whether end. Under one entry nobody ends
 * those of another without facilitating: the two may turn out to be two people.
 */
async function seenBy(
  access: Access,
  plan: string,
  whom: string,
  by: string,
): Promise<readonly Seen[] | Refused> {
  const entries = await entriesIn(access, plan, whom)
  const role = await access.roleInPlan(by, plan)
  const facilitates = role !== null && may(role, 'facilitate')
  const isTheirs = entries.includes(by)
  if (!isTheirs && !facilitates) return refuse('not-allowed')
  if (!isTheirs && !(await access.plans.everOf(whom)).includes(plan))
    return refuse('no-such-person')
  const seen: Seen[] = []
  for (const entry of entries) {
    const ends = entry === by || (facilitates && (await looksAfter(access, entry, by)))
    if (ends || (isTheirs && (await isOwn(access, entry, by)))) seen.push({ entry, ends })
  }
  // a list that left some of another's devices out would say that they are nowhere
  return isTheirs || seen.length === entries.length ? seen : refuse('not-allowed')
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
