import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'

/*
 * Sessions are kept as hashes sealed with a secret. A backup without it would send everybody away, so
 * it goes along, in a table of its own, unless the operator has set one and keeps it. Whoever reads it
 * there can open no session: the tokens themselves are nowhere.
 */

/** As it stands in a backup. */
export const keptSecretTable =
  'create table if not exists kept_secret (secret text not null) strict'

/** Puts the secret into a backup that has just been made. */
export function putSecret(backup: string, secret: string): void {
  const db = new Database(backup)
  try {
    db.exec(keptSecretTable)
    db.exec('delete from kept_secret')
    db.prepare('insert into kept_secret values (?)').run(secret)
  } finally {
    db.close()
  }
}

/** The secret that a data file brings, if it is a backup that has one. */
export function secretInBackup(file: string): string | null {
  if (!existsSync(file)) return null
  try {
    const db = new Database(file, { readonly: true })
    try {
      const has = db.prepare("select 1 from sqlite_schema where name = 'kept_secret'").get()
      const found = has ? db.prepare('select secret from kept_secret').pluck().get() : null
      return typeof found === 'string' ? found : null
    } finally {
      db.close()
    }
  } catch {
    // no database, or a damaged one: said in plain words when it is opened in earnest
    return null
  }
}
