import type { Database } from 'better-sqlite3'
import type { JoinRequest } from '../../../shared/api.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import { type Role, roles } from '../../../shared/roles.ts'
import type { Access, Proof, Refused } from '../access.ts'
import { drawId, drawToken, hashToken } from '../draw.ts'
import { type AccessInvitations, type Opened, refusal } from './invitations.ts'
import type { AccessPlans } from './plans.ts'

/** A cycle of drafting takes most of a year; the same device should not have to join twice. */
export const sessionDays = 365
const sessionLength = sessionDays * 24 * 60 * 60 * 1000

type Parts = {
  readonly secret: string
  readonly plans: AccessPlans
  readonly invitations: AccessInvitations
  readonly changed: (person: string) => void
}

/** Joining, and knowing again who has joined. */
export function accessSessions(
  db: Database,
  { secret, plans, invitations, changed }: Parts,
): Pick<Access, 'join' | 'sessionOf' | 'leave'> {
  const person = db.prepare<[string], PersonView>(
    'select id, name, organisation, sector from people where id = ?',
  )
  const bySession = db.prepare<[string, number], PersonView>(
    `select id, name, organisation, sector from people join sessions on person = id
     where token = ? and created_at > ?`,
  )
  const called = db.prepare<[string, string], PersonView>(
    `select person as id, name, organisation, sector from members where plan = ? and person = ?`,
  )
  const addPerson = db.prepare('insert into people values (?, ?, ?, ?)')
  const addSession = db.prepare('insert into sessions values (?, ?, ?)')
  const endSession = db.prepare('delete from sessions where token = ?')
  const member = db.prepare<[string, string], { role: Role; role_set: 0 | 1; removed: 0 | 1 }>(
    'select role, role_set, removed from members where plan = ? and person = ?',
  )
  const addMember = db.prepare(
    `insert into members (plan, person, role, joined_at, name, organisation, sector)
     values (?, ?, ?, ?, ?, ?, ?)`,
  )
  const raise = db.prepare('update members set role = ? where plan = ? and person = ?')

  const enter = db.transaction((request: JoinRequest, device: string | null) => {
    const now = Date.now()
    const invitation = invitations.find(request.code)
    if (!invitation) return refused('code-unknown')
    const plan = invitation.plan.id
    const known = device ? person.get(device) : undefined
    const place = known ? member.get(plan, known.id) : undefined
    if (place?.removed) return refused('removed')

    const shut = refusal(invitation, now)
    if (shut && !place) return shut
    const gains =
      !shut && (!place || (place.role_set === 0 && isHigher(invitation.role, place.role)))
    if (gains) invitations.use(invitation.id)
    const who = known ?? newPerson(request, invitation)
    if (!place) {
      const { name, organisation } = request
      const sector = invitation.sector ?? request.sector
      addMember.run(plan, who.id, invitation.role, now, name, organisation, sector)
    } else if (gains) raise.run(invitation.role, plan, who.id)
    return signIn(called.get(plan, who.id) ?? who, now)
  })

  function newPerson(request: JoinRequest, invitation: Opened): PersonView {
    const { name, organisation } = request
    const sector = invitation.sector ?? request.sector
    const who = { id: drawId(), name, organisation, sector }
    addPerson.run(who.id, name, organisation, sector)
    return who
  }

  function signIn(who: PersonView, now: number) {
    const token = drawToken()
    addSession.run(hashToken(token, secret), who.id, now)
    return { token, person: who }
  }

  return {
    async join(request, device) {
      const entered = enter.immediate(request, device)
      if ('refused' in entered) return entered
      changed(entered.person.id)
      const mine = await plans.of(entered.person.id)
      const id = invitations.find(request.code)?.plan.id
      const plan = mine.find((each) => each.id === id)
      if (!plan) throw new Error('Who has just joined a plan is not in it')
      return { ...entered, plan }
    },
    async sessionOf(proof) {
      const token = tokenOf(proof)
      if (!token) return null
      const found = bySession.get(hashToken(token, secret), Date.now() - sessionLength)
      return found ? { person: found } : null
    },
    async leave(proof) {
      const token = tokenOf(proof)
      if (token) endSession.run(hashToken(token, secret))
    },
  }
}

function tokenOf({ bearer, token, cookie }: Proof): string | undefined {
  return bearer ?? token ?? cookie
}

function refused(code: Refused['refused']): Refused {
  return { refused: code }
}

/** Roles are listed from the one that may most to the one that may least. */
function isHigher(role: Role, other: Role): boolean {
  return roles.indexOf(role) < roles.indexOf(other)
}
