import {
  type Member,
  type MemberChange,
  member,
  memberChange,
  members,
  newSpeaker,
} from '../../shared/api.ts'
import { personView } from '../../shared/protocol.ts'
import { may } from '../../shared/roles.ts'
import { type Access, isRefused } from '../access/access.ts'
import { inPlan, type Route, refuse } from './route.ts'

export const peopleRoutes: readonly Route[] = [
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/people',
    summary: 'Everybody who has joined; what was corrected is shown to facilitators only.',
    answer: members,
    async handle({ plan, role }, { access }) {
      const people = await access.people.of(plan)
      return { people: may(role, 'facilitate') ? people : people.map(withoutCorrections) }
    },
  }),
  inPlan('edit')({
    method: 'post',
    path: '/api/plans/:plan/people',
    summary: 'Enters somebody who is in the meeting without a device, to write for them.',
    body: newSpeaker,
    answer: personView,
    status: 201,
    handle: ({ plan, body }, { access }) => access.people.enter(plan, body),
  }),
  inPlan('read')({
    method: 'patch',
    path: '/api/plans/:plan/people/:person',
    summary:
      'Changes role, name, organisation or sector (recorded), verifies, mutes to suggesting, removes. People may choose themselves how they appear in public.',
    body: memberChange,
    answer: member,
    async handle({ plan, role, person, param, body }, { access }) {
      const whom = param('person')
      const facilitates = may(role, 'facilitate')
      if (!facilitates && !(whom === person.id && isOnlyAppearance(body)))
        return refuse('not-allowed')
      const changed = await access.people.change(plan, whom, body, person.id)
      return isRefused(changed) || facilitates ? changed : withoutCorrections(changed)
    },
  }),
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/people/:person/erasure',
    summary:
      'Takes a name and organisation away for good, from screens, documents and the database. What the person wrote stays, under their sector.',
    answer: null,
    async handle({ plan, person, param }, { access }) {
      const whom = param('person')
      const refused = await refusalToErase(access, plan, whom, person.id)
      const erased = refused ?? (await access.people.erase(whom))
      return isRefused(erased) ? erased : null
    },
  }),
]

/** A name stands in all plans of its person: whoever erases it must look after each of them. */
async function refusalToErase(access: Access, plan: string, whom: string, by: string) {
  const people = await access.people.of(plan)
  if (!people.some(({ id }) => id === whom)) return refuse('no-such-person')
  const leads = ({ role, muted, removed }: Member) => role === 'facilitator' && !muted && !removed
  const left = people.filter((one) => one.id !== whom)
  if (!left.some(leads)) return refuse('last-facilitator')
  const own = new Set(
    (await access.plans.of(by)).flatMap(({ id, role }) => (may(role, 'facilitate') ? [id] : [])),
  )
  const theirs = await access.plans.of(whom)
  return theirs.every(({ id }) => own.has(id)) ? null : refuse('not-allowed')
}

function withoutCorrections(one: Member): Member {
  return { ...one, corrections: [] }
}

function isOnlyAppearance(change: MemberChange): boolean {
  return Object.keys(change).every((key) => key === 'appearsAs')
}
