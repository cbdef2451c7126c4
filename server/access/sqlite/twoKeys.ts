import type { Database } from 'better-sqlite3'
import type { Plans } from '../access.ts'

/** Which plans ask for two keys in each of their commitments. */
export function accessTwoKeys(db: Database): Pick<Plans, 'asksTwoKeys' | 'askTwoKeys'> {
  const set = db.prepare('insert or ignore into two_keys_plans values (?)')
  const unset = db.prepare('delete from two_keys_plans where plan = ?')
  const find = db.prepare<[string]>('select 1 from two_keys_plans where plan = ?')
  return {
    async asksTwoKeys(plan) {
      return find.get(plan) !== undefined
    },
    async askTwoKeys(plan, on) {
      if (on) set.run(plan)
      else unset.run(plan)
    },
  }
}
