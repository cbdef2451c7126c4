import type { Database } from 'better-sqlite3'
import type { Locale } from '../../../shared/locale/locale.ts'
import type { Clock } from '../../clock.ts'
import type { CommitmentInfo, Commitments } from '../access.ts'
import { drawId } from '../draw.ts'

type Row = {
  id: string
  plan: string
  template: string
  template_version: number
  locale: Locale
  title: string
  created_at: number
}

/** Which commitment belongs to which plan; what it says is the journal's. */
export function accessCommitments(db: Database, clock: Clock): Commitments {
  const insert = db.prepare('insert into commitments values (?, ?, ?, ?, ?, ?, ?)')
  const remove = db.prepare('delete from commitments where id = ?')
  const find = db.prepare<[string], Row>('select * from commitments where id = ?')
  const of = db.prepare<[string], Row>(
    'select * from commitments where plan = ? order by created_at, id',
  )
  return {
    async create({ plan, template, templateVersion, locale, title }) {
      const id = drawId()
      const createdAt = clock()
      insert.run(id, plan, template, templateVersion, locale, title, createdAt)
      return { id, plan, template, templateVersion, locale, title, createdAt }
    },
    async withdraw(id) {
      remove.run(id)
    },
    async find(id) {
      const row = find.get(id)
      return row ? info(row) : null
    },
    async of(plan) {
      return of.all(plan).map(info)
    },
  }
}

function info({ template_version, created_at, ...row }: Row): CommitmentInfo {
  return { ...row, templateVersion: template_version, createdAt: created_at }
}
