import Database from 'better-sqlite3'
import { accessVersionOf, migrate, newestAccess } from './access/sqlite/migrations.ts'
import { schema as accessTables } from './access/sqlite/schema.ts'
import { keptSecretTable } from './backupSecret.ts'
import { ConfigError } from './config.ts'
import { journalTables } from './journal/sqliteFile.ts'

type Thing = { readonly type: string; readonly name: string; readonly sql: string | null }

/** SQLite's own notes on what it has counted. */
const notes = /^sqlite_(stat\d|sequence)$/

/** What came to the journal's tables later, and is filled from them. */
const later = 'table checkpoints'

/** Of these a file of before has none, and a backup alone has the last. */
const mayLack = new Set([
  'table access_version',
  later,
  'index sqlite_autoindex_checkpoints_1',
  'table kept_secret',
])

/**
 * Where the tables of a data file are not those that this program makes, or a version before it made: what
 * is missing, made otherwise, or somebody else's. A file is more than its rows: what stands here acts on
 * them, or hides them.
 */
export function strangeTables(db: Database.Database): readonly string[] {
  const fresh = new Database(':memory:')
  try {
    for (const sql of [accessTables, journalTables, keptSecretTable]) fresh.exec(sql)
    migrate(fresh, Math.min(accessVersionOf(db), newestAccess))
    const own = thingsIn(fresh)
    const found = thingsIn(db)
    const missing = [...own.keys()].filter((what) => !found.has(what) && !mayLack.has(what))
    return [
      ...missing.map((what) => `the ${what} is missing`),
      ...[...found]
        .filter(([what, made]) => own.get(what) !== made)
        .map(([what]) =>
          own.has(what)
            ? `the ${what} is not made as Accord makes it`
            : `has a ${what} that Accord never made`,
        ),
    ]
  } finally {
    fresh.close()
  }
}

/** Whether a version before this one made the file, and this one has not opened it yet. */
export function isOlder(file: string): boolean {
  const db = new Database(file)
  try {
    const found = new Set(thingsIn(db).keys())
    if (!found.has('table entries')) return false
    return accessVersionOf(db) < newestAccess || !found.has(later)
  } finally {
    db.close()
  }
}

/**
 * Throws `ConfigError` when somebody has put a trigger into a data file: it does what they wrote whenever
 * this program writes. Accord has none. Asked before anything is written.
 */
export function refuseTriggers(file: string): void {
  const db = new Database(file)
  try {
    const trigger = db
      .prepare<[], string>("select name from sqlite_schema where type = 'trigger' limit 1")
      .pluck()
      .get()
    if (trigger === undefined) return
    throw new ConfigError(
      `${file}: Somebody has put a trigger into it, ${JSON.stringify(trigger)}, which would act on all that is written. Accord has none: look what it does, and put a backup in its place or drop it. \`verify\` says what else is strange.`,
    )
  } finally {
    db.close()
  }
}

/** By type and name, how each is made as SQLite reads it: not the words in which somebody said so. */
function thingsIn(db: Database.Database): ReadonlyMap<string, string> {
  const all = db.prepare<[], Thing>('select type, name, sql from sqlite_schema').all()
  return new Map(
    all
      .filter(({ name }) => !notes.test(name))
      .map((thing) => [`${thing.type} ${thing.name}`, makeOf(db, thing)]),
  )
}

/** What SQLite lists of a table or an index, and what else its words ask for, which it does not list. */
function makeOf(db: Database.Database, { type, name, sql }: Thing): string {
  const listed = type === 'table' ? columnsOf : type === 'index' ? keysOf : null
  if (!listed) return sql ?? ''
  const rest = (sql ?? '').toLowerCase().match(/\b(as|check|collate|conflict|defer\w*|where)\b/g)
  return JSON.stringify([listed(db, name), (rest ?? []).sort()])
}

function columnsOf(db: Database.Database, table: string): unknown {
  return [
    db.prepare('select wr, strict from pragma_table_list where name = ?').all(table),
    db
      .prepare(
        `select name, upper(type), "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?)
         order by cid`,
      )
      .all(table),
    db
      .prepare(
        `select "table", "from", "to", on_update, on_delete from pragma_foreign_key_list(?)
         order by "from"`,
      )
      .all(table),
    db
      .prepare(
        `select name, "unique", origin, partial from pragma_index_list(?) where origin <> 'c'
         order by name`,
      )
      .all(table),
  ]
}

function keysOf(db: Database.Database, index: string): unknown {
  return [
    db
      .prepare(
        `select m.tbl_name, l."unique", l.origin, l.partial
         from sqlite_schema m join pragma_index_list(m.tbl_name) l on l.name = m.name
         where m.name = ?`,
      )
      .all(index),
    db
      .prepare('select name, "desc", coll, key from pragma_index_xinfo(?) order by seqno')
      .all(index),
  ]
}
