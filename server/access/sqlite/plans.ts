import type { Database } from 'better-sqlite3'
import type { Locale } from '../../../shared/locale/locale.ts'
import { may, type Role } from '../../../shared/roles.ts'
import type { PlanInfo, Plans } from '../access.ts'
import { drawId } from '../draw.ts'
import { accessPrevious } from './previous.ts'
import { accessTwoKeys } from './twoKeys.ts'

type Row = { id: string; title: string; locale: Locale; created_at: number }
type MemberRow = { role: Role; muted: 0 | 1; removed: 0 | 1 }

export type AccessPlans = Plans & {
  roleIn(person: string, plan: string): Promise<Role | null>
}

/** Plans, and the role that a person has in one. */
export function accessPlans(db: Database): AccessPlans {
  const insert = db.prepare('insert into plans values (?, ?, ?, ?)')
  const join = db.prepare(
    `insert into members (plan, person, role, role_set, joined_at) values (?, ?, 'facilitator', 1, ?)`,
  )
  const all = db.prepare<[], Row>('select * from plans order by created_at, id')
  const of = db.prepare<[string], Row & MemberRow>(
    `select plans.*, role, muted, removed from plans join members on plan = id
     where person = ? and not removed order by created_at, id`,
  )
  const member = db.prepare<[string, string], MemberRow>(
    'select role, muted, removed from members where person = ? and plan = ?',
  )
  const create = db.transaction((plan: PlanInfo, by: string | null) => {
    insert.run(plan.id, plan.title, plan.locale, plan.createdAt)
    if (by) join.run(plan.id, by, plan.createdAt)
  })

  return {
    ...accessPrevious(db),
    ...accessTwoKeys(db),
    async create({ title, locale }, by) {
      const plan = { id: drawId(), title, locale, createdAt: Date.now() }
      create(plan, by)
      return plan
    },
    async of(person) {
      return of.all(person).map((row) => ({ ...info(row), role: effective(row) }))
    },
    async all() {
      return all.all().map(info)
    },
    async roleIn(person, plan) {
      const found = member.get(person, plan)
      return found && !found.removed ? effective(found) : null
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
