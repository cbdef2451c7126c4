import Database from 'better-sqlite3'
import { strangeTables } from '../tables.ts'

/** What is told of one kind at most: a file that is torn is torn in thousands of places. */
const mostTold = 50

const kinds: readonly (readonly [table: string, column: string, kinds: readonly string[]])[] = [
  ['entries', 'document', ['text']],
  ['entries', 'seq', ['integer']],
  ['entries', 'at', ['integer']],
  ['entries', 'person', ['text']],
  ['entries', 'on_behalf_of', ['text', 'null']],
  ['entries', 'body', ['blob', 'null']],
  ['entries', 'events', ['text']],
  ['entries', 'hash', ['blob']],
  ['snapshots', 'document', ['text']],
  ['snapshots', 'seq', ['integer']],
  ['snapshots', 'state', ['blob']],
  ['snapshots', 'record', ['text']],
  ['checkpoints', 'document', ['text']],
  ['checkpoints', 'seq', ['integer']],
  ['checkpoints', 'state', ['blob']],
  ['checkpoints', 'record', ['text']],
  ['checkpoints', 'bindings', ['text']],
  ['checkpoints', 'origins', ['text']],
]

/**
 * What is wrong with the data file itself, whatever its rows say: pages and indexes that do not hold
 * (SQLite's own check), tables that are not this program's, values of a kind that it never writes.
 */
export function damageOf(file: string): readonly string[] {
  const db = new Database(file)
  try {
    return [...told(() => pagesOf(db)), ...told(() => strangeTables(db)), ...told(() => oddIn(db))]
  } finally {
    db.close()
  }
}

/** Pages and indexes that do not hold, in SQLite's words. */
export function brokenIn(file: string): readonly string[] {
  const db = new Database(file)
  try {
    return told(() => pagesOf(db))
  } finally {
    db.close()
  }
}

function pagesOf(db: Database.Database): readonly string[] {
  const said = db.pragma(`integrity_check(${mostTold})`) as { readonly integrity_check: string }[]
  return said.map(({ integrity_check: line }) => line).filter((line) => line !== 'ok')
}

function oddIn(db: Database.Database): readonly string[] {
  const isThere = db.prepare<[string], number>('select 1 from sqlite_schema where name = ?').pluck()
  // what is missing is told, or of a version that had it not yet
  const there = kinds.filter(([table]) => isThere.get(table) !== undefined)
  return there.flatMap(([table, column, wanted]) => {
    const list = wanted.map((kind) => `'${kind}'`).join(', ')
    const odd = db
      .prepare<[], { document: unknown; seq: unknown; kind: string }>(
        `select document, seq, typeof(${column}) as kind from ${table}
         where typeof(${column}) not in (${list}) limit ${mostTold}`,
      )
      .all()
    return odd.map(
      ({ document, seq, kind }) => `${table} ${document} ${seq}: ${column} is kept as ${kind}`,
    )
  })
}

/** What ends one of these checks ends no other. */
function told(check: () => readonly string[]): readonly string[] {
  try {
    return check()
  } catch (error) {
    return [`cannot be read: ${error instanceof Error ? error.message : error}`]
  }
}
