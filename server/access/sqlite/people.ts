import { setTimeout } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { Member, MemberChange } from '../../../shared/api.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import type { Clock } from '../../clock.ts'
import type { People, Refused } from '../access.ts'
import { drawId } from '../draw.ts'
import type { HiddenWords } from '../hidden.ts'
import { ofAll } from './asOne.ts'
import { accessHidden } from './hidden.ts'

type Row = Omit<
  Member,
  'muted' | 'removed' | 'verified' | 'appearsAs' | 'joinedAt' | 'cameBy' | 'corrections' | 'merged'
> & {
  muted: 0 | 1
  removed: 0 | 1
  verified: 0 | 1
  appears_as: Member['appearsAs']
  joined_at: number
  came_by: string | null
  merged_into: string | null
  merged_by: string | null
  merged_at: number | null
}
type Asked = { readonly plan: string; readonly person: string }
type Correction = Member['corrections'][number]

const memberRows = `
  select person as id, name, organisation, sector, role, removed, verified, joined_at, came_by,
    ${ofAll('muted', 'members.plan', 'coalesce(merged_people.stands, members.person)')} as muted,
    ${ofAll('appears_as', 'members.plan', 'coalesce(merged_people.stands, members.person)')} as appears_as,
    stands as merged_into, made_by as merged_by, at as merged_at
  from members left join merged_people using (plan, person)`

/** Of each person the last ones are shown; all of them are kept. */
const shownCorrections = 20

const correctionRows = `select person, at, made_by as "by", what, before as "from", after as "to",
  row_number() over (partition by plan, person order by at desc, rowid desc) as nth from corrections`

/** The people of plans, what is corrected about them, and taking them out again. */
export function accessPeople(
  db: Database,
  changed: (person: string) => void,
  clock: Clock,
): Omit<People, 'alike' | 'merged' | 'merge' | 'part' | 'publishedAs'> {
  const of = db.prepare<[string], Row>(`${memberRows} where plan = ? order by joined_at, id`)
  const one = db.prepare<[string, string], Row>(`${memberRows} where plan = ? and person = ?`)
  const corrections = db.prepare<[string, string], Correction>(
    `select at, "by", what, "from", "to" from (${correctionRows} where plan = ? and person = ?)
     where nth <= ${shownCorrections} order by nth desc`,
  )
  const correctionsIn = db.prepare<[string], Correction & { person: string }>(
    `select person, at, "by", what, "from", "to" from (${correctionRows} where plan = ?)
     where nth <= ${shownCorrections} order by person, nth desc`,
  )
  const known = db.prepare<[string], { id: string }>('select id from people where id = ?')
  const view = db.prepare<Asked, PersonView>(
    `select @person as id, name, organisation, sector from members where plan = @plan and person =
       coalesce((select stands from merged_people where plan = @plan and person = @person), @person)`,
  )
  const others = db.prepare<Asked, { count: number }>(
    `select count(*) as count from members
     where plan = @plan and person <> @person and role = 'facilitator' and not removed
       and not ${ofAll('muted', 'members.plan', 'members.person')}
       and person not in (select person from merged_people where plan = @plan)`,
  )
  const second = db
    .prepare<[string, string], string>(
      'select person from merged_people where plan = ? and stands = ?',
    )
    .pluck()
  const standing = db
    .prepare<[string, string], string>(
      'select stands from merged_people where plan = ? and person = ?',
    )
    .pluck()
  // whoever is merged in one plan may be so with others in another
  const everywhere = db
    .prepare<[string], string>(
      `with recursive entries (id) as (
         select ?
         union select stands from merged_people join entries on person = entries.id
         union select person from merged_people join entries on stands = entries.id
       ) select id from entries`,
    )
    .pluck()
  const erased = db.prepare<[string]>('select 1 from erasures where person = ?')
  const byCode = db
    .prepare<[string, string], string>('select person from members where plan = ? and came_by = ?')
    .pluck()
  const setMember = db.prepare(
    `update members set name = ?, organisation = ?, sector = ?, role = ?, role_set = role_set or ?,
     verified = ? where plan = ? and person = ?`,
  )
  // what they call themselves is shown where no plan says it: on the front door, and joining another
  const setSelf = db.prepare('update people set name = ?, organisation = ? where id = ?')
  // else they would come back with a second entry that turns out to be somebody's own
  const setEach = db.prepare(
    `update members set muted = coalesce(@muted, muted), removed = coalesce(@removed, removed),
       appears_as = coalesce(@appears, appears_as) where plan = @plan and person = @person`,
  )
  const addCorrection = db.prepare('insert into corrections values (?, ?, ?, ?, ?, ?, ?)')
  const erasures = [
    // under an entry that was theirs for a while they may have been called so, too
    `delete from corrections where what = 'name' and exists (
       select 1 from members where members.plan = corrections.plan and members.person = ?
         and members.name <> '' and members.name in (before, after))`,
    `update people set name = '', organisation = '' where id = ?`,
    `update members set removed = 1, name = '', organisation = '' where person = ?`,
    'delete from corrections where person = ?',
    'delete from sessions where person = ?',
    'delete from devices where person = ?',
    'delete from join_attempts where person = ?',
  ].map((sql) => db.prepare(sql))

  function member(row: Row, corrected: Correction[]): Member {
    const { muted, removed, verified, appears_as, joined_at, came_by, ...called } = row
    const { merged_into: into, merged_by: by, merged_at: at, ...rest } = called
    return {
      ...rest,
      muted: muted === 1,
      removed: removed === 1,
      verified: verified === 1,
      appearsAs: appears_as,
      joinedAt: joined_at,
      cameBy: came_by,
      merged: into !== null && by !== null && at !== null ? { into, by, at } : null,
      corrections: corrected,
    }
  }

  const change = db.transaction(
    (plan: string, entry: string, asked: MemberChange, by: string): Member | Refused => {
      const person = standing.get(plan, entry) ?? entry
      if (erased.get(person)) return { refused: 'person-erased' }
      const row = one.get(plan, person)
      if (!row) return { refused: 'no-such-person' }
      const before = member(row, [])
      const after = changedMember(before, asked)
      if (leads(before) && !leads(after) && others.get({ plan, person })?.count === 0)
        return { refused: 'last-facilitator' }

      const now = clock()
      for (const what of ['name', 'organisation', 'sector', 'role', 'verified'] as const) {
        if (before[what] === after[what]) continue
        addCorrection.run(plan, person, now, by, what, `${before[what]}`, `${after[what]}`)
      }
      const roleSet = Number(asked.role !== undefined)
      const called = [after.name, after.organisation, after.sector]
      setMember.run(...called, after.role, roleSet, Number(after.verified), plan, person)
      const said = {
        muted: asked.muted === undefined ? null : Number(asked.muted),
        removed: asked.removed === undefined ? null : Number(asked.removed),
      }
      const entries = [person, ...second.all(plan, person)]
      const isRenamed = asked.name !== undefined || asked.organisation !== undefined
      if (isRenamed && entries.includes(by)) setSelf.run(after.name, after.organisation, by)
      for (const each of entries) {
        // under one entry nobody says how another may be named
        const isSaid = each === by || !entries.includes(by)
        const appears = isSaid ? (asked.appearsAs ?? null) : null
        setEach.run({ ...said, appears, plan, person: each })
      }
      const changed = one.get(plan, person) ?? row
      return member(changed, corrections.all(plan, person))
    },
  )

  const addPerson = db.prepare('insert into people values (?, ?, ?, ?)')
  const addMember = db.prepare(
    `insert into members (plan, person, role, joined_at, name, organisation, sector)
     values (?, ?, 'observer', ?, ?, ?, ?)`,
  )
  const add = db.transaction((plan: string, { id, name, organisation, sector }: PersonView) => {
    addPerson.run(id, name, organisation, sector)
    addMember.run(plan, id, clock(), name, organisation, sector)
  })

  const withdrawals = [
    'delete from members where person = ?',
    'delete from people where id = ?',
  ].map((sql) => db.prepare(sql))
  const withdraw = db.transaction((person: string) => {
    for (const withdrawal of withdrawals) withdrawal.run(person)
  })

  const noteErasure = db.prepare('insert into erasures values (?, ?)')
  const { hide } = accessHidden(db)
  const erase = db.transaction(
    (person: string, hidden: readonly HiddenWords[], agreed: readonly string[] | null) => {
      const entries = everywhere.all(person)
      if (agreed && entries.some((entry) => !agreed.includes(entry))) return null
      for (const entry of entries) {
        for (const erasure of erasures) erasure.run(entry)
        noteErasure.run(entry, clock())
      }
      hide(hidden)
      return entries
    },
  )

  return {
    async byCode(plan, invitation) {
      return byCode.all(plan, invitation)
    },
    async of(plan) {
      const corrected = new Map<string, Correction[]>()
      for (const { person, ...correction } of correctionsIn.all(plan)) {
        const before = corrected.get(person)
        if (before) before.push(correction)
        else corrected.set(person, [correction])
      }
      return of.all(plan).map((row) => member(row, corrected.get(row.id) ?? []))
    },
    async enter(plan, { name, organisation, sector }) {
      const who = { id: drawId(), name, organisation, sector }
      add.immediate(plan, who)
      return who
    },
    async withdraw(person) {
      withdraw.immediate(person)
    },
    async views(plan, ids) {
      return ids.flatMap((id) => view.get({ plan, person: id }) ?? [])
    },
    async change(plan, person, asked, by) {
      const outcome = change.immediate(plan, person, asked, by)
      if ('refused' in outcome) return outcome
      for (const entry of [outcome.id, ...second.all(plan, outcome.id)]) changed(entry)
      return outcome
    },
    async entries(person) {
      return everywhere.all(person)
    },
    async erase(person, hidden = [], agreed) {
      if (!known.get(person)) return { refused: 'no-such-person' }
      const entries = erase.immediate(person, hidden, agreed ?? null)
      if (!entries) return { refused: 'not-saved' }
      for (const entry of entries) changed(entry)
      return (await emptyLog(db)) ? 'erased' : { refused: 'not-saved' }
    },
  }
}

/** Longer than any backup or check that may be reading from the log, in ms. */
const logPatience = 30_000
const logRest = 50

/**
 * Until it is folded into the file, the write-ahead log still holds the pages as they were. It can be
 * emptied when nobody else reads from it or writes to it; between two tries the loop goes on. False:
 * somebody has been reading all the while.
 */
async function emptyLog(db: Database): Promise<boolean> {
  const end = performance.now() + logPatience
  const usual = db.pragma('busy_timeout', { simple: true })
  for (;;) {
    db.pragma('busy_timeout = 0')
    const busy = db.pragma('wal_checkpoint(TRUNCATE)', { simple: true })
    db.pragma(`busy_timeout = ${usual}`)
    if (busy === 0) return true
    if (performance.now() > end) return false
    await setTimeout(logRest)
  }
}

function changedMember(before: Member, asked: MemberChange): Member {
  return {
    ...before,
    role: asked.role ?? before.role,
    name: asked.name ?? before.name,
    organisation: asked.organisation ?? before.organisation,
    sector: asked.sector ?? before.sector,
    muted: asked.muted ?? before.muted,
    removed: asked.removed ?? before.removed,
    verified: asked.verified ?? before.verified,
    appearsAs: asked.appearsAs ?? before.appearsAs,
  }
}

function leads({ role, muted, removed }: Member): boolean {
  return role === 'facilitator' && !muted && !removed
}
