import type { Database } from 'better-sqlite3'
import type { JoinRequest, SessionInfo } from '../../../shared/api.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import { type Role, roles } from '../../../shared/roles.ts'
import type { Clock } from '../../clock.ts'
import { storageTrouble } from '../../storage.ts'
import type { Access, Device, Proof, Refused, Session, SessionWatcher } from '../access.ts'
import { drawId, drawToken, hashToken } from '../draw.ts'
import type { accessAlike } from './alike.ts'
import { type AccessInvitations, type Opened, refusal } from './invitations.ts'
import type { joinAttempts } from './joinAttempts.ts'
import type { AccessPlans } from './plans.ts'

/** A cycle of drafting takes most of a year; the same device should not have to join twice. */
export const sessionDays = 365
const sessionLength = sessionDays * 24 * 60 * 60 * 1000

type Parts = {
  readonly secret: string
  readonly clock: Clock
  readonly plans: AccessPlans
  readonly invitations: AccessInvitations
  readonly attempts: ReturnType<typeof joinAttempts>
  readonly alike: ReturnType<typeof accessAlike>
  readonly changed: (person: string) => void
  /** Told of sessions that end, or go on under another token. */
  readonly told: SessionWatcher
}

/** How exact `seenAt` is, in ms: nobody is watched more closely, and few writes are needed. */
const seenEvery = 60 * 60 * 1000
/** How long it is left alone after the storage took nothing, in ms. */
const seenRest = 60_000

type SessionRow = {
  readonly session: string
  readonly seen_at: number
}

/** Joining, and knowing again who has joined. */
export function accessSessions(
  db: Database,
  { secret, clock, plans, invitations, attempts, alike, changed, told }: Parts,
): Pick<Access, 'join' | 'sessionOf' | 'leave' | 'sessions'> {
  const person = db.prepare<[string], PersonView>(
    `select id, name, organisation, sector from people
     where id = ? and id not in (select person from erasures)`,
  )
  const bySession = db.prepare<[string, number], PersonView & SessionRow>(
    `select people.id, name, organisation, sector, sessions.id as session, seen_at
     from people join sessions on person = people.id where token = ? and created_at > ?`,
  )
  const saw = db.prepare('update sessions set seen_at = ? where id = ?')
  const listed = db.prepare<[string, number], SessionInfo>(
    `select id, about, created_at as createdAt, seen_at as seenAt from sessions
     where person = ? and created_at > ? order by seen_at desc, rowid desc`,
  )
  const holding = db
    .prepare<[string, number], string>(
      `select id from sessions where id in (select value from json_each(?)) and created_at > ?`,
    )
    .pluck()
  const endOne = db.prepare('delete from sessions where person = ? and id = ?')
  const addPerson = db.prepare('insert into people values (?, ?, ?, ?)')
  const addSession = db.prepare(
    'insert into sessions (token, person, created_at, id, about, seen_at) values (?, ?, ?, ?, ?, ?)',
  )
  const endSession = db
    .prepare<[string], string>('delete from sessions where token = ? returning id')
    .pluck()
  // somebody's second entry has the place of the one that stands, and none without it
  const member = db.prepare<[string, string], PlaceRow>(
    `select stood.person, stood.role, stood.role_set, own.removed or stood.removed as removed,
       stood.name, stood.organisation, stood.sector
     from members own left join merged_people using (plan, person)
     join members stood on stood.plan = own.plan and stood.person = coalesce(stands, own.person)
     where own.plan = ? and own.person = ?`,
  )
  const seconds = db
    .prepare<[string, string], string>(
      'select person from merged_people where plan = ? and stands = ?',
    )
    .pluck()
  const addMember = db.prepare(
    `insert into members (plan, person, role, joined_at, name, organisation, sector, came_by)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const raise = db.prepare('update members set role = ?, came_by = ? where plan = ? and person = ?')
  const own = db.prepare<[string, string], Pick<PlaceRow, 'role' | 'role_set'>>(
    'select role, role_set from members where plan = ? and person = ?',
  )
  const raiseOther = db.prepare('update members set role = ? where plan = ? and person = ?')
  const note = db.prepare(`insert into corrections values (?, ?, ?, ?, 'role', ?, ?)`)

  type Asking = {
    readonly request: JoinRequest
    readonly asker: Session | null
    readonly device: Device
    readonly attempt: string | undefined
  }
  const enter = db.transaction(({ request, asker, device, attempt }: Asking) => {
    const now = clock()
    const invitation = invitations.find(request.code)
    if (!invitation) return refused('code-unknown')
    const plan = invitation.plan.id
    const called = calledIn(request, invitation)
    // whoever is in and never heard so goes on in the session that they never had
    const seated = asker ? undefined : attempts.find(attempt, invitation.id)
    const known = person.get(asker?.person.id ?? seated?.person ?? '')
    const session = asker ?? (seated && known ? { id: seated.session, person: known } : null)
    const place = known ? member.get(plan, known.id) : undefined
    if (place?.removed) return refused('removed')

    const shut = refusal(invitation, now)
    if (shut && !place) return shut
    const gains =
      !shut && (!place || (place.role_set === 0 && isHigher(invitation.role, place.role)))
    if (gains) invitations.use(invitation.id)
    const id = known?.id ?? newPerson(called)
    if (!place) {
      const came = [called.name, called.organisation, called.sector, invitation.id]
      addMember.run(plan, id, invitation.role, now, ...came)
    } else if (gains) {
      const before = own.get(plan, id)
      if (before?.role_set === 0 && isHigher(invitation.role, before.role))
        raise.run(invitation.role, invitation.id, plan, id)
      if (place.person !== id) {
        // recorded, so that it goes from the other when the two are parted
        raiseOther.run(invitation.role, plan, place.person)
        note.run(plan, place.person, now, id, place.role, invitation.role)
      }
    }
    if (device.sign !== null) alike.note(hashToken(device.sign, secret), id)
    const entered = plans.now(id).find((each) => each.id === plan)
    // thrown here, where all is taken back: a session that was there goes on as it did
    if (!entered) throw new Error('Who has just joined a plan is not in it')
    const { name, organisation, sector } = place ?? called
    const who = { id, name, organisation, sector }
    const others = place && gains ? [place.person, ...seconds.all(plan, place.person)] : []
    const concerned = new Set([id, ...others])
    const signed = signIn(who, session, device.about, now)
    attempts.note(attempt, invitation.id, { person: id, session: signed.session })
    return { ...signed, plan: entered, concerned }
  })

  let unsaved = Number.NEGATIVE_INFINITY

  /** Nobody is turned away because this cannot be kept, nor waits for it again and again. */
  function noteSeen(session: string, now: number): void {
    if (performance.now() - unsaved < seenRest) return
    try {
      saw.run(now, session)
    } catch (error) {
      if (storageTrouble(error) === null) throw error
      unsaved = performance.now()
    }
  }

  function newPerson({ name, organisation, sector }: Omit<PersonView, 'id'>): string {
    const id = drawId()
    addPerson.run(id, name, organisation, sector)
    return id
  }

  /** A session that goes on keeps its id, and loses the token that it had. */
  function signIn(who: PersonView, session: Session | null, about: string, now: number) {
    const token = drawToken()
    const goesOn = session !== null && endOne.run(who.id, session.id).changes > 0
    const id = goesOn ? session.id : drawId()
    addSession.run(hashToken(token, secret), who.id, now, id, about.slice(0, 100), now)
    return { token, person: who, session: id, renewed: goesOn ? id : null }
  }

  return {
    async join(request, asker, device = { about: '', sign: null }, attempt) {
      const entered = enter.immediate({ request, asker, device, attempt })
      if ('refused' in entered) return entered
      const { token, person, renewed, plan } = entered
      for (const entry of entered.concerned) changed(entry)
      if (renewed !== null) told(renewed, 'renewed')
      return { token, person, plan }
    },
    async sessionOf(proof) {
      const token = tokenOf(proof)
      if (!token) return null
      const now = clock()
      const found = bySession.get(hashToken(token, secret), now - sessionLength)
      if (!found) return null
      const { session, seen_at, ...who } = found
      if (proof.meant !== undefined && proof.meant !== who.id) return null
      if (now - seen_at > seenEvery) noteSeen(session, now)
      return { id: session, person: who }
    },
    async leave(proof) {
      const token = tokenOf(proof)
      const ended = token && endSession.get(hashToken(token, secret))
      if (ended) told(ended, 'ended')
    },
    sessions: {
      async of(person) {
        return listed.all(person, clock() - sessionLength)
      },
      async end(person, session) {
        const ended = endOne.run(person, session).changes > 0
        if (ended) told(session, 'ended')
        return ended
      },
      async holding(sessions) {
        return new Set(holding.all(JSON.stringify(sessions), clock() - sessionLength))
      },
    },
  }
}

type PlaceRow = Omit<PersonView, 'id'> & {
  /** The entry that stands. */
  readonly person: string
  readonly role: Role
  readonly role_set: 0 | 1
  readonly removed: 0 | 1
}

/** What somebody who comes in calls themselves; an invitation may be for one sector. */
function calledIn(
  { name, organisation, sector }: JoinRequest,
  invitation: Opened,
): Omit<PersonView, 'id'> {
  return { name, organisation, sector: invitation.sector ?? sector }
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
