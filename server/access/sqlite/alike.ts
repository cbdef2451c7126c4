import type { Database } from 'better-sqlite3'
import type { People } from '../access.ts'

/**
 * Who may be one person under two names, as far as can be known: they came in on the same device. At
 * a shared one they are two all the same, and that is what a facilitator says who has verified both.
 */
export function accessAlike(db: Database): Pick<People, 'alike'> & {
  note(device: string, person: string): void
} {
  const note = db.prepare('insert or ignore into devices values (?, ?)')
  const alike = db
    .prepare<[string, string, string], string>(
      `select distinct other.person from devices mine
       join devices other on other.device = mine.device and other.person <> mine.person
       where mine.person = ? and not (
         exists (select 1 from members where plan = ? and person = mine.person and verified)
         and exists (select 1 from members where plan = ? and person = other.person and verified))`,
    )
    .pluck()
  return {
    note: (device, person) => void note.run(device, person),
    async alike(plan, person) {
      return new Set(alike.all(person, plan, plan))
    },
  }
}
