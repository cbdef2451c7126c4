import type { Database } from 'better-sqlite3'
import type { Answers } from '../access.ts'

/** How far each person has read what became of their suggestions, on whatever device. */
export function accessAnswers(db: Database): Answers {
  const upTo = db
    .prepare<[string, string], number>(
      'select seq from answers_read where person = ? and commitment = ?',
    )
    .pluck()
  const read = db.prepare(
    `insert into answers_read values (?, ?, ?)
     on conflict do update set seq = max(seq, excluded.seq)`,
  )
  return {
    async readUpTo(person, commitment) {
      return upTo.get(person, commitment) ?? 0
    },
    async read(person, commitment, seq) {
      read.run(person, commitment, seq)
    },
  }
}
