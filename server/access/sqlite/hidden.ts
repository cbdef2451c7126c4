import type { Database } from 'better-sqlite3'
import type { Plans } from '../access.ts'
import { type HiddenWords, hiding } from '../hidden.ts'

type Line = { id: string; words: string }

/** What is left out of a plan's texts since somebody's name was erased. */
export function accessHidden(db: Database): Pick<Plans, 'hidden'> & {
  /** Within the transaction of an erasure. */
  hide(words: readonly HiddenWords[]): void
} {
  const of = db.prepare<[string], HiddenWords>(
    `select plan, text, start as "from", finish as "to" from hidden_words
     where plan = ? order by rowid`,
  )
  const add = db.prepare('insert into hidden_words values (?, ?, ?, ?)')
  // titles and labels are no part of the journal: here they can really be changed
  const lines = [
    ['plans', 'id', 'title'],
    ['commitments', 'plan', 'title'],
    ['invitations', 'plan', 'label'],
  ].map(([table, plan, column]) => ({
    of: db.prepare<[string], Line>(`select id, ${column} as words from ${table} where ${plan} = ?`),
    set: db.prepare(`update ${table} set ${column} = ? where id = ?`),
  }))

  return {
    async hidden(plan) {
      return of.all(plan)
    },
    hide(words) {
      for (const { plan, text, from, to } of words) add.run(plan, text, from, to)
      for (const plan of new Set(words.map((each) => each.plan))) {
        const shown = hiding(of.all(plan)) ?? String
        for (const line of lines) {
          for (const { id, words } of line.of.all(plan)) {
            if (shown(words) !== words) line.set.run(shown(words), id)
          }
        }
      }
    },
  }
}
