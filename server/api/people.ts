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
import { isRefused } from '../access/access.ts'
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
]

function withoutCorrections(one: Member): Member {
  return { ...one, corrections: [] }
}

function isOnlyAppearance(change: MemberChange): boolean {
  return Object.keys(change).every((key) => key === 'appearsAs')
}
