import { chmodSync, closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Config, ConfigError, dataFile } from './config.ts'

/** What can be wrong with the place where everything is kept. */
export type Trouble = 'full' | 'read-only' | 'damaged' | 'locked' | 'failing' | 'unreachable'

/** By the beginning of what SQLite or the system calls it. */
const troubles: readonly (readonly [code: RegExp, trouble: Trouble])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/, 'full'],
  [/^(SQLITE_READONLY|EROFS)/, 'read-only'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'damaged'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'locked'],
  [/^(SQLITE_IOERR|EIO)/, 'failing'],
  [/^(SQLITE_CANTOPEN|EACCES|EPERM|ENOENT|ENOTDIR|EISDIR|EEXIST)/, 'unreachable'],
]

const sentences: Readonly<Record<Trouble, string>> = {
  full: 'The disk is full. Make room and start again; nothing that was saved is lost.',
  'read-only': 'It can only be read. Let this process write there and start again.',
  damaged:
    'It is damaged, or no file of Accord’s. Leave it as it is, and put a backup in its place (npm run accord -- backup makes them).',
  locked: 'Another program holds it. End that program and start again.',
  failing: 'The disk does not do what it is asked. Look at it before you start again.',
  unreachable:
    'It cannot be opened. Look whether the folder is there and this process may write in it.',
}

/** What an error says of the storage; null: it is about something else. */
export function storageTrouble(error: unknown): Trouble | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  return troubles.find(([pattern]) => pattern.test(code))?.[1] ?? null
}

/**
 * Makes the folder's storage ready, or throws `ConfigError` with a sentence that an operator can act
 * upon. The data file is nobody's else to read. Gives back how to let go of the folder: until then
 * no second server starts on it, and whatever ends this process lets go as well.
 */
export function claimStorage(config: Pick<Config, 'data'>): () => void {
  const file = dataFile(config)
  return plainly(file, () => {
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    return lock(config.data)
  })
}

/** Runs `work`; what goes wrong with the storage becomes a `ConfigError` in plain words. */
export function plainly<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw inPlainWords(file, error)
  }
}

/** What went wrong with the storage of `file` as a `ConfigError` in plain words; anything else as it is. */
export function inPlainWords(file: string, error: unknown): unknown {
  const trouble = storageTrouble(error)
  return trouble ? new ConfigError(`${file}: ${sentences[trouble]}`) : error
}

/** A lock of the system's on a file of its own: it ends with the process, however that ends. */
function lock(folder: string): () => void {
  const file = join(folder, 'lock')
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const db = new Database(file, { timeout: 0 })
  try {
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (storageTrouble(error) !== 'locked') throw error
    throw new ConfigError(
      `${folder}: Another Accord server runs on this folder already; one folder has one server.`,
    )
  }
  return () => db.close()
}
