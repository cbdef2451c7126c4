import type { Database } from 'better-sqlite3'
import type { Plan } from '../../../shared/api.ts'
import type { Locale } from '../../../shared/locale/locale.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import { may, type Role } from '../../../shared/roles.ts'
import type { Clock } from '../../clock.ts'
import type { Place, PlanInfo, Plans } from '../access.ts'
import { drawId } from '../draw.ts'
import { ofAll } from './asOne.ts'
import { accessFlags } from './flags.ts'
import { accessHidden } from './hidden.ts'
import { accessPrevious } from './previous.ts'

type Row = { id: string; title: string; locale: Locale; created_at: number }
type MemberRow = { role: Role; muted: 0 | 1; removed: 0 | 1 }
type PlaceRow = MemberRow & Omit<PersonView, 'id'> & { verified: 0 | 1; came_by: string | null }

export type AccessPlans = Plans & {
  placeIn(person: string, plan: string): Promise<Place | null>
  /** The same as `of`, for within a transaction. */
  now(person: string): Plan[]
}

/** Plans, and the place that a person has in one. */
export function accessPlans(db: Database, clock: Clock): AccessPlans {
  const insert = db.prepare('insert into plans values (?, ?, ?, ?)')
  const join = db.prepare(
    `insert into members (plan, person, role, role_set, joined_at, name, organisation, sector)
     select ?, id, 'facilitator', 1, ?, name, organisation, sector from people where id = ?`,
  )
  const all = db.prepare<[], Row>('select * from plans order by created_at, id')
  const of = db.prepare<[string], Row & MemberRow>(
    `select plans.*, stood.role, stood.removed,
       ${ofAll('muted', 'stood.plan', 'stood.person')} as muted from plans
     join members own on own.plan = plans.id
     left join merged_people merged on merged.plan = plans.id and merged.person = own.person
     join members stood on stood.plan = plans.id
       and stood.person = coalesce(merged.stands, own.person)
     where own.person = ? and not own.removed and not stood.removed
     order by plans.created_at, plans.id`,
  )
  const everOf = db.prepare<[string], string>('select plan from members where person = ?').pluck()
  const member = db.prepare<[string, string], PlaceRow>(
    `select stood.role, ${ofAll('muted', 'stood.plan', 'stood.person')} as muted,
       own.removed or stood.removed as removed, stood.verified,
       own.came_by, stood.name, stood.organisation, stood.sector
     from members own
     left join merged_people merged on merged.plan = own.plan and merged.person = own.person
     join members stood on stood.plan = own.plan
       and stood.person = coalesce(merged.stands, own.person)
     where own.person = ? and own.plan = ?`,
  )
  const create = db.transaction((plan: PlanInfo, by: string | null) => {
    insert.run(plan.id, plan.title, plan.locale, plan.createdAt)
    if (by) join.run(plan.id, plan.createdAt, by)
  })

  const now = (person: string): Plan[] =>
    of.all(person).map((row) => ({ ...info(row), role: effective(row) }))

  return {
    ...accessPrevious(db),
    ...accessFlags(db),
    hidden: accessHidden(db).hidden,
    async create({ title, locale }, by) {
      const plan = { id: drawId(), title, locale, createdAt: clock() }
      create(plan, by)
      return plan
    },
    now,
    async of(person) {
      return now(person)
    },
    async all() {
      return all.all().map(info)
    },
    async everOf(person) {
      return everOf.all(person)
    },
    async placeIn(id, plan) {
      const found = member.get(id, plan)
      if (!found || found.removed) return null
      const { name, organisation, sector } = found
      const person = { id, name, organisation, sector }
      const verified = found.verified === 1
      return { person, role: effective(found), verified, cameBy: found.came_by }
    },
  }
}

function info({ id, title, locale, created_at }: Row): PlanInfo {
  return { id, title, locale, createdAt: created_at }
}

/** A muted person may suggest at most. */
function effective({ role, muted }: MemberRow): Role {
  return muted && may(role, 'edit') ? 'suggester' : role
}
