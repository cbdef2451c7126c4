import { newPlan, plan } from '../../shared/api.ts'
import { planTwoKeys, planVerified, previousChange, previousPlan } from '../../shared/apiPlan.ts'
import { may } from '../../shared/roles.ts'
import { isRefused } from '../access/access.ts'
import { previousFor } from '../access/previous.ts'
import { acting } from './acting.ts'
import { withdrawKeys } from './openKeys.ts'
import { anyPerson, inPlan, type Route, refuse } from './route.ts'

export const planRoutes: readonly Route[] = [
  anyPerson({
    method: 'post',
    path: '/api/plans',
    summary: 'Opens a plan. For people who facilitate one already; the first is the operator’s.',
    body: newPlan,
    answer: plan,
    status: 201,
    async handle({ body, person }, { access }) {
      const mine = await access.plans.of(person.id)
      if (!mine.some(({ role }) => may(role, 'facilitate'))) return refuse('not-allowed')
      return { ...(await access.plans.create(body, person.id)), role: 'facilitator' as const }
    },
  }),
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan',
    summary: 'A plan that I am in.',
    answer: plan,
    async handle({ plan: id, person }, { access }) {
      const mine = await access.plans.of(person.id)
      return mine.find((each) => each.id === id) ?? refuse('no-such-plan')
    },
  }),
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/previous',
    summary: 'The earlier plan that the check compares this one with.',
    answer: previousPlan,
    async handle({ plan: id, person }, { access }) {
      return { plan: await previousFor(access, id, person.id) }
    },
  }),
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/previous',
    summary:
      'Names an earlier plan that I may read; everybody here may then compare with its text.',
    body: previousChange,
    answer: previousPlan,
    async handle({ plan: id, body, person }, { access }) {
      const { plan: previous } = body
      const mine = previous === null || (await access.roleInPlan(person.id, previous))
      if (previous === id || !mine) return refuse('no-such-plan')
      await access.plans.follow(id, previous)
      return { plan: await previousFor(access, id, person.id) }
    },
  }),
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/verified',
    summary: 'Whether only verified people answer suggestions in this plan.',
    answer: planVerified,
    async handle({ plan: id }, { access }) {
      return { on: await access.plans.asksVerified(id) }
    },
  }),
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/verified',
    summary: 'Lets only people whom a facilitator has verified answer suggestions, or everybody.',
    body: planVerified,
    answer: planVerified,
    async handle({ plan: id, body: { on }, person }, parts) {
      await parts.access.plans.askVerified(id, on)
      const { following } = parts
      const everybody = on ? await following.access.people.of(id) : []
      const checked = new Set(everybody.flatMap((one) => (one.verified ? one.id : [])))
      const unknown = everybody.filter((one) => !checked.has(one.merged?.into ?? one.id))
      const ids = unknown.map((one) => one.id)
      return (await withdrawKeys(following, id, ids, person.id)) ?? { on }
    },
  }),
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/two-keys',
    summary: 'Whether commitments of the plan begin with two keys in every section.',
    answer: planTwoKeys,
    async handle({ plan: id }, { access }) {
      return { on: await access.plans.asksTwoKeys(id) }
    },
  }),
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/two-keys',
    summary:
      'Asks for both sectors’ agreement in all commitments of the plan, those to come too, or no more.',
    body: planTwoKeys,
    answer: planTwoKeys,
    async handle({ plan: id, body: { on }, person }, parts) {
      await parts.access.plans.askTwoKeys(id, on)
      // each commitment's own record says so, for everybody who reads it alone
      for (const { id: commitment } of await parts.access.commitments.of(id)) {
        const done = await acting(parts, commitment, person.id, ({ record }) => ({
          events:
            record.twoKeys.includes('*') === on ? [] : [{ type: 'two-keys-set', field: null, on }],
        }))
        if (isRefused(done)) return done
      }
      return { on }
    },
  }),
]
