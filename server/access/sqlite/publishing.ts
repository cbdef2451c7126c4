import { createHmac, randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { People } from '../access.ts'

/** Ids of people as a plan publishes them. The key is kept: records of one plan agree for good. */
export function accessPublishing(db: Database): Pick<People, 'publishedAs'> {
  const keep = db.prepare('insert or ignore into publishing_keys values (?, ?)')
  const keyOf = db
    .prepare<[string], string>('select key from publishing_keys where plan = ?')
    .pluck()
  const everybody = db
    .prepare<[string], string>('select person from members where plan = ? order by joined_at')
    .pluck()
  return {
    async publishedAs(plan) {
      if (keyOf.get(plan) === undefined) keep.run(plan, randomBytes(32).toString('base64url'))
      const key = keyOf.get(plan) ?? ''
      const published = (person: string) =>
        createHmac('sha256', key).update(person).digest('base64url').slice(0, 16)
      return Object.fromEntries(everybody.all(plan).map((person) => [person, published(person)]))
    },
  }
}
