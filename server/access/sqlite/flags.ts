import type { Database } from 'better-sqlite3'
import type { Plans } from '../access.ts'

/** What a plan asks for or not: two keys in each of its commitments, verified people to decide. */
export function accessFlags(
  db: Database,
): Pick<Plans, 'asksTwoKeys' | 'askTwoKeys' | 'asksVerified' | 'askVerified'> {
  const [asksTwoKeys, askTwoKeys] = flag(db, 'two_keys_plans')
  const [asksVerified, askVerified] = flag(db, 'verified_plans')
  return { asksTwoKeys, askTwoKeys, asksVerified, askVerified }
}

/** A table that holds the plans for which something is on. */
function flag(db: Database, table: 'two_keys_plans' | 'verified_plans') {
  const set = db.prepare(`insert or ignore into ${table} values (?)`)
  const unset = db.prepare(`delete from ${table} where plan = ?`)
  const find = db.prepare<[string]>(`select 1 from ${table} where plan = ?`)
  return [
    async (plan: string) => find.get(plan) !== undefined,
    async (plan: string, on: boolean) => {
      if (on) set.run(plan)
      else unset.run(plan)
    },
  ] as const
}
