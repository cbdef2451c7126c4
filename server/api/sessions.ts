import { sessions } from '../../shared/api.ts'
import { may } from '../../shared/roles.ts'
import type { Access } from '../access/access.ts'
import { inPlan, type Route, refuse } from './route.ts'

export const sessionRoutes: readonly Route[] = [
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/people/:person/sessions',
    summary:
      'The devices on which somebody is known: one’s own, or, for who facilitates all plans of that person, theirs.',
    answer: sessions,
    async handle({ plan, person, session, param }, { access }) {
      const whom = param('person')
      const refused = await refusal(access, plan, whom, person.id)
      if (refused) return refused
      const found = await access.sessions.of(whom)
      return { sessions: found.map((one) => ({ ...one, current: one.id === session })) }
    },
  }),
  inPlan('read')({
    method: 'delete',
    path: '/api/plans/:plan/people/:person/sessions/:session',
    summary: 'Ends one of them: within a second nothing that is open there is heard any more.',
    answer: null,
    async handle({ plan, person, param }, { access, rooms }) {
      const whom = param('person')
      const refused = await refusal(access, plan, whom, person.id)
      if (refused) return refused
      if (!(await access.sessions.end(whom, param('session')))) return refuse('no-such-session')
      await rooms.underway()
      return null
    },
  }),
]

/** A session is good for all plans of its person: whoever ends another's must look after each. */
async function refusal(access: Access, plan: string, whom: string, by: string) {
  if (whom === by) return null
  const own = await access.roleInPlan(by, plan)
  if (!own || !may(own, 'facilitate')) return refuse('not-allowed')
  if (!(await access.plans.everOf(whom)).includes(plan)) return refuse('no-such-person')
  for (const { id } of await access.plans.of(whom)) {
    const role = await access.roleInPlan(by, id)
    if (!role || !may(role, 'facilitate')) return refuse('not-allowed')
  }
  return null
}
