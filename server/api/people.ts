import {
  erasing,
  type Member,
  type MemberChange,
  member,
  memberChange,
  members,
  namedPlaces,
  newSpeaker,
} from '../../shared/api.ts'
import { personView } from '../../shared/protocol.ts'
import { may } from '../../shared/roles.ts'
import { type Access, isRefused, type Place } from '../access/access.ts'
import { placesNaming, wordsToHide } from '../filing/named.ts'
import { withdrawKeys } from './openKeys.ts'
import { inPlan, type Route, refuse } from './route.ts'

/** People of one plan who came in by no code: those of many meetings. */
const mostEntered = 1000

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
    async handle({ plan, person, body }, { access, bounds }) {
      const entered = (await access.people.of(plan)).filter(({ cameBy }) => cameBy === null)
      if (entered.length >= mostEntered) return refuse('record-full')
      const late = await bounds.often('speakers', person.id)
      return late ? { ...refuse('too-many'), ...late } : access.people.enter(plan, body)
    },
  }),
  inPlan('read')({
    method: 'patch',
    path: '/api/plans/:plan/people/:person',
    summary:
      'Changes role, name, organisation or sector (recorded), verifies, mutes to suggesting, removes. People may change their own name and organisation, and how they appear in public; whoever was verified under another name has to be verified again.',
    body: memberChange,
    answer: member,
    async handle({ plan, role, person, param, body }, parts) {
      const { access } = parts
      const whom = param('person')
      const facilitates = may(role, 'facilitate')
      const own = whom === person.id
      if (!facilitates && !(own && isOfOneself(body))) return refuse('not-allowed')
      const before = await access.placeIn(whom, plan)
      // A facilitator has checked this name, and no other.
      const unchecked = !facilitates && before?.verified && isRenamed(before, body)
      const asked = unchecked ? { ...body, verified: false } : body
      const changed = await access.people.change(plan, whom, asked, person.id)
      if (isRefused(changed)) return changed
      if (before && (await losesKeys(access, plan, before, changed))) {
        const refused = await withdrawKeys(parts, plan, [whom], person.id)
        if (refused) return refused
      }
      return facilitates ? changed : withoutCorrections(changed)
    },
  }),
  inPlan('facilitate')({
    method: 'get',
    path: '/api/plans/:plan/people/:person/named',
    heavy: true,
    summary:
      'Where the name stands in words that people wrote themselves, in all plans of that person: erasing leaves these, or hides them.',
    answer: namedPlaces,
    async handle({ plan, person, param }, parts) {
      const whom = param('person')
      const theirs = await parts.access.plans.everOf(whom)
      if (!theirs.includes(plan)) return refuse('no-such-person')
      for (const id of theirs) {
        const role = await parts.access.roleInPlan(person.id, id)
        if (!role || !may(role, 'facilitate')) return refuse('not-allowed')
      }
      return placesNaming(parts, whom)
    },
  }),
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/people/:person/erasure',
    summary:
      'Takes a name and organisation away for good, from screens, documents and the database. What the person wrote stays, under their sector. With `words=hidden` the name is left out of what others wrote, too, but for the text itself: wherever that is shown, the journal stays.',
    query: erasing,
    heavy: true,
    answer: null,
    async handle({ plan, person, param, query }, parts) {
      const { access } = parts
      const whom = param('person')
      const refused = await refusalToErase(access, plan, whom, person.id)
      if (refused) return refused
      const hidden = query.words === 'hidden' ? await wordsToHide(parts, whom) : []
      // looking for the words takes its time, and a right is asked when it is used
      const now = hidden.length > 0 ? await refusalToErase(access, plan, whom, person.id) : null
      const erased = now ?? (await access.people.erase(whom, hidden))
      return isRefused(erased) ? erased : null
    },
  }),
]

/** Whether what somebody has agreed to counts no more. */
async function losesKeys({ plans }: Access, plan: string, before: Place, now: Member) {
  if (before.person.sector !== now.sector || now.removed) return true
  return before.verified && !now.verified && (await plans.asksVerified(plan))
}

/**
 * Erasing reaches every plan in which its person ever was, one that they were removed from too:
 * whoever asks must look after each of them, and each must keep a facilitator.
 */
async function refusalToErase(access: Access, plan: string, whom: string, by: string) {
  const theirs = await access.plans.everOf(whom)
  if (!theirs.includes(plan)) return refuse('no-such-person')
  const leads = ({ role, muted, removed }: Member) => role === 'facilitator' && !muted && !removed
  for (const id of theirs) {
    const role = await access.roleInPlan(by, id)
    if (!role || !may(role, 'facilitate')) return refuse('not-allowed')
    const left = (await access.people.of(id)).filter((one) => one.id !== whom)
    if (!left.some(leads)) return refuse('last-facilitator')
  }
  return null
}

function withoutCorrections(one: Member): Member {
  return { ...one, cameBy: null, corrections: [] }
}

const ofOneself: readonly string[] = ['appearsAs', 'name', 'organisation']

function isOfOneself(change: MemberChange): boolean {
  return Object.keys(change).every((key) => ofOneself.includes(key))
}

function isRenamed({ person }: Place, { name, organisation }: MemberChange): boolean {
  const renamed = name !== undefined && name !== person.name
  return renamed || (organisation !== undefined && organisation !== person.organisation)
}
