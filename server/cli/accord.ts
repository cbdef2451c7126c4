import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openAccess } from '../access/sqlite/open.ts'
import { type Config, ConfigError, dataFile, readConfig } from '../config.ts'
import { SqliteJournal } from '../journal/sqlite.ts'
import { inPlainWords, plainly } from '../storage.ts'
import { isOlder, refuseTriggers } from '../tables.ts'
import { backup } from './backup.ts'
import { type Command, type Desk, UsageError } from './command.ts'
import { config } from './config.ts'
import { erase } from './erase.ts'
import { exporting } from './export.ts'
import { heads } from './heads.ts'
import { importing } from './import.ts'
import { invite, links, plan } from './invite.ts'
import { people } from './people.ts'
import { stats } from './stats.ts'
import { verify } from './verify.ts'

const commands: readonly Command[] = [
  links,
  invite,
  people,
  plan,
  exporting,
  importing,
  stats,
  verify,
  heads,
  backup,
  erase,
  config,
]

/**
 * The operator's command line, `npm run accord -- …`; it works beside a running server. Gives back
 * the exit code: 0 done, 1 something does not hold, 2 not understood.
 */
export async function accord(
  [name, ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
  print: (line: string) => void = console.log,
): Promise<number> {
  const command = commands.find((each) => each.name === name)
  if (!command) {
    for (const { usage, help } of commands) print(`${usage.padEnd(44)} ${help}`)
    return 2
  }
  try {
    const config = readConfig(env)
    return await run(command, args, config, print)
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UsageError || isParseError(error)) {
      print(error.message)
      // a disk or a setting is not what was typed
      if (!(error instanceof ConfigError)) print(`Usage: ${command.usage}`)
      return 2
    }
    throw error
  }
}

/** Whatever is wrong with a disk is told in a sentence. */
async function run(
  command: Command,
  args: readonly string[],
  config: Config,
  print: (line: string) => void,
): Promise<number> {
  const file = dataFile(config)
  // a name that was mistyped is nothing in which nothing is wrong
  if (!command.begins && !existsSync(file))
    throw new ConfigError(`${file}: There is no such file. Say with ACCORD_DATA where it is.`)
  try {
    if (!command.looks) plainly(file, () => refuseTriggers(file))
    await using opened = command.looks && isOlder(file) ? await copyOf(file, config) : itself(file)
    await using desk = openDesk(opened.file, config, print)
    return await command.run(desk, args)
  } catch (error) {
    throw inPlainWords(placeOf(error) ?? file, error)
  }
}

/** Opening a file brings it up to date: who only looks at one of an older version looks at a copy. */
async function copyOf(file: string, { data }: Config): Promise<Opened> {
  const folder = mkdtempSync(join(data, 'looked-at-'))
  const dispose = async () => rmSync(folder, { recursive: true, force: true })
  const db = new Database(file)
  try {
    const copy = join(folder, 'copy.sqlite')
    await db.backup(copy)
    return { file: copy, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  } finally {
    db.close()
  }
}

function itself(file: string): Opened {
  return { file, [Symbol.asyncDispose]: async () => {} }
}

type Opened = AsyncDisposable & { readonly file: string }

function openDesk(
  file: string,
  config: Config,
  print: (line: string) => void,
): Desk & AsyncDisposable {
  const access = plainly(file, () => openAccess(file, config.secret))
  const journal = new SqliteJournal(file)
  return {
    config,
    access,
    journal,
    print,
    async [Symbol.asyncDispose]() {
      await journal.close()
      await access.close()
    },
  }
}

/** Which file or folder an error is about, where it says so. */
function placeOf(error: unknown): string | null {
  return error instanceof Error && 'path' in error ? String(error.path) : null
}

/** What `parseArgs` throws about an option that it does not know. */
function isParseError(error: unknown): error is Error {
  return (
    error instanceof TypeError && 'code' in error && `${error.code}`.startsWith('ERR_PARSE_ARGS')
  )
}
