import {
  erasing,
  type Member,
  type MemberChange,
  member,
  memberChange,
  members,
  type NamedPlace,
  namedPlaces,
  newSpeaker,
} from '../../shared/api.ts'
import { personView } from '../../shared/protocol.ts'
import { may } from '../../shared/roles.ts'
import { type Access, isRefused, type Place } from '../access/access.ts'
import { entriesIn } from '../access/entries.ts'
import type { HiddenWords } from '../access/hidden.ts'
import { placesNaming, wordsToHide } from '../filing/named.ts'
import { breathe } from '../reading.ts'
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
    async handle({ plan, role }, { access, sharing }) {
      const people = await sharing.ask(`people ${plan}`, async () => {
        await breathe()
        return access.people.of(plan)
      })
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
      // whichever entry is named, its person is meant
      const entries = await entriesIn(access, plan, param('person'))
      const [whom = ''] = entries
      const facilitates = may(role, 'facilitate')
      const own = entries.includes(person.id)
      if (!facilitates && !(own && isOfOneself(body))) return refuse('not-allowed')
      const late = own && isOfOneself(body) ? await parts.bounds.often('names', person.id) : null
      if (late) return { ...refuse('too-many'), ...late }
      const before = await access.placeIn(whom, plan)
      // A facilitator has checked this name, and no other.
      const unchecked = !facilitates && before?.verified && isRenamed(before, body)
      const asked = unchecked ? { ...body, verified: false } : body
      const changed = await access.people.change(plan, whom, asked, person.id)
      if (isRefused(changed)) return changed
      await parts.rooms.underway()
      const { following } = parts
      if (before && (await losesKeys(following.access, plan, before, changed))) {
        const refused = await withdrawKeys(following, plan, [whom], person.id)
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
      const { access } = parts
      const entries = await access.people.entries(param('person'))
      const theirs = await plansOf(access, entries)
      if (!theirs.has(plan)) return refuse('no-such-person')
      for (const id of theirs) {
        const role = await access.roleInPlan(person.id, id)
        if (!role || !may(role, 'facilitate')) return refuse('not-allowed')
      }
      const names = new Set<string>()
      for (const id of theirs)
        for (const one of await access.people.of(id))
          if (entries.includes(one.id) && one.name !== '') names.add(one.name)
      const found = { places: [] as NamedPlace[], more: 0, names: [...names] }
      for (const entry of entries) {
        const { places, more } = await placesNaming(parts, entry)
        found.places.push(...places)
        found.more += more
      }
      return found
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
      const entries = await access.people.entries(whom)
      const refused = await refusalToErase(access, plan, entries, person.id)
      if (refused) return refused
      const hides = query.words === 'hidden'
      const hidden: HiddenWords[] = []
      for (const entry of hides ? entries : []) hidden.push(...(await wordsToHide(parts, entry)))
      // looking for the words takes its time, and a right is asked when it is used
      const now = await refusalToErase(access, plan, entries, person.id)
      if (now) return now
      const erased = await access.people.erase(whom, hidden, entries)
      if (isRefused(erased)) return erased
      await parts.rooms.underway()
      return null
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
async function refusalToErase(
  access: Access,
  plan: string,
  entries: readonly string[],
  by: string,
) {
  const theirs = await plansOf(access, entries)
  if (!theirs.has(plan)) return refuse('no-such-person')
  const leads = ({ role, muted, removed, merged }: Member) =>
    role === 'facilitator' && !muted && !removed && !merged
  for (const id of theirs) {
    const role = await access.roleInPlan(by, id)
    if (!role || !may(role, 'facilitate')) return refuse('not-allowed')
    const left = (await access.people.of(id)).filter((one) => !entries.includes(one.id))
    if (!left.some(leads)) return refuse('last-facilitator')
  }
  return null
}

/** Every plan that a person ever was in, under any of their entries. */
async function plansOf({ plans }: Access, entries: readonly string[]): Promise<Set<string>> {
  const theirs = await Promise.all(entries.map((entry) => plans.everOf(entry)))
  return new Set(theirs.flat())
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
