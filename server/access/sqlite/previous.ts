import type { Database } from 'better-sqlite3'
import type { Plans } from '../access.ts'

/** Which plan a plan follows. */
export function accessPrevious(db: Database): Pick<Plans, 'previous' | 'follow'> {
  const set = db.prepare('insert or replace into previous_plans values (?, ?)')
  const unset = db.prepare('delete from previous_plans where plan = ?')
  const find = db.prepare<[string], { id: string; title: string }>(
    'select id, title from previous_plans join plans on id = previous where plan = ?',
  )
  return {
    async previous(plan) {
      return find.get(plan) ?? null
    },
    async follow(plan, previous) {
      if (previous) set.run(plan, previous)
      else unset.run(plan)
    },
  }
}
