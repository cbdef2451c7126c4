import Database from 'better-sqlite3'
import { migrate } from './access/sqlite/migrations.ts'
import { schema as accessTables } from './access/sqlite/schema.ts'
import { keptSecretTable } from './backupSecret.ts'
import { ConfigError } from './config.ts'
import { journalTables } from './journal/sqliteFile.ts'

type Thing = { readonly type: string; readonly name: string; readonly sql: string | null }

/** SQLite's own notes on what it has counted. */
const notes = /^sqlite_(stat\d|sequence)$/

/**
 * Where the tables of a data file are not those that this program makes: what is missing, made otherwise,
 * or somebody else's. A file is more than its rows: what stands here acts on them, or hides them.
 */
export function strangeTables(db: Database.Database): readonly string[] {
  const fresh = new Database(':memory:')
  try {
    for (const sql of [accessTables, journalTables, keptSecretTable]) fresh.exec(sql)
    migrate(fresh)
    const own = thingsIn(fresh)
    const found = thingsIn(db)
    // a backup alone has it
    const missing = [...own].filter(([what]) => !found.has(what) && what !== 'table kept_secret')
    return [
      ...missing.map(([what]) => `the ${what} is missing`),
      ...[...found]
        .filter(([what, sql]) => own.get(what) !== sql)
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

/** By type and name, how each was made; blanks do not count. */
function thingsIn(db: Database.Database): ReadonlyMap<string, string> {
  const all = db.prepare<[], Thing>('select type, name, sql from sqlite_schema').all()
  return new Map(
    all
      .filter(({ name }) => !notes.test(name))
      .map(({ type, name, sql }) => [`${type} ${name}`, (sql ?? '').replace(/\s+/g, ' ')]),
  )
}
