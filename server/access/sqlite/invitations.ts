import type { Database } from 'better-sqlite3'
import type { Locale } from '../../../shared/locale/locale.ts'
import type { Role, Sector } from '../../../shared/roles.ts'
import type { Clock } from '../../clock.ts'
import type { InvitationInfo, Invitations, Refused } from '../access.ts'
import { drawCode, drawId, plainCode, shownCode } from '../draw.ts'
import type { joinAttempts } from './joinAttempts.ts'

type Row = {
  id: string
  plan: string
  code: string
  role: Role
  sector: Sector | null
  label: string
  expires_at: number | null
  uses: number | null
  used: number
  closed: 0 | 1
  created_at: number
  made_by: string | null
}

/** An invitation together with the plan that it opens. */
export type Opened = InvitationInfo & {
  readonly plan: { readonly id: string; readonly title: string; readonly locale: Locale }
}

export type AccessInvitations = Invitations & {
  /** The invitation behind a code, whether or not it still lets anybody in. */
  find(code: string): Opened | null
  /** One more person has come in. */
  use(invitation: string): void
}

export function accessInvitations(
  db: Database,
  attempts: Pick<ReturnType<typeof joinAttempts>, 'find'>,
  clock: Clock,
): AccessInvitations {
  const insert = db.prepare(
    `insert into invitations (id, plan, code, role, sector, label, expires_at, uses, created_at, made_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const byId = db.prepare<[string, string], Row>(
    'select * from invitations where plan = ? and id = ?',
  )
  const byCode = db.prepare<[string], Row & { title: string; locale: Locale }>(
    `select invitations.*, title, locale from invitations join plans on plans.id = plan
     where code = ?`,
  )
  const of = db.prepare<[string], Row>(
    'select * from invitations where plan = ? order by created_at desc, rowid desc',
  )
  const shut = db.prepare('update invitations set closed = 1 where plan = ? and id = ?')
  const use = db.prepare('update invitations set used = used + 1 where id = ?')

  function find(code: string): Opened | null {
    const row = byCode.get(plainCode(code))
    if (!row) return null
    return { ...info(row), plan: { id: row.plan, title: row.title, locale: row.locale } }
  }

  return {
    find,
    use: (invitation) => void use.run(invitation),
    async create(plan, { role, sector, label, expiresAt, uses }, by) {
      const id = drawId()
      const now = clock()
      const limits = [expiresAt ?? null, uses ?? null]
      insert.run(id, plan, drawCode(), role, sector ?? null, label ?? '', ...limits, now, by)
      const row = byId.get(plan, id)
      if (!row) throw new Error('The invitation was not stored')
      return info(row)
    },
    async of(plan) {
      return of.all(plan).map(info)
    },
    async shut(plan, invitation) {
      return shut.run(plan, invitation).changes > 0 ? 'shut' : { refused: 'no-such-invitation' }
    },
    async look(code, attempt) {
      const found = find(code)
      if (!found) return { refused: 'code-unknown' }
      const refused = attempts.find(attempt, found.id) ? null : refusal(found, clock())
      return refused ?? { role: found.role, sector: found.sector, plan: found.plan }
    },
  }
}

/** People whom one code lets in: a large consultation; behind it a code has become public. */
const mostByOneCode = 2000

/** Why an invitation lets nobody in any more; null: it does. */
export function refusal(invitation: InvitationInfo, now: number): Refused | null {
  if (invitation.closed) return { refused: 'code-closed' }
  if (invitation.expiresAt !== null && invitation.expiresAt <= now)
    return { refused: 'code-expired' }
  if (invitation.used >= Math.min(invitation.uses ?? mostByOneCode, mostByOneCode))
    return { refused: 'code-used-up' }
  return null
}

function info(row: Row): InvitationInfo {
  const { id, code, role, sector, label, uses, used } = row
  return {
    id,
    code: shownCode(code),
    role,
    sector,
    label,
    expiresAt: row.expires_at,
    uses,
    used,
    closed: row.closed === 1,
    createdAt: row.created_at,
    by: row.made_by,
  }
}
