import type { Access } from '../access/access.ts'
import type { Config } from '../config.ts'
import type { SqliteJournal } from '../journal/sqlite.ts'

/** What an operator's command works with. */
export type Desk = {
  readonly config: Config
  readonly access: Access
  readonly journal: SqliteJournal
  /** One line on standard output. */
  readonly print: (line: string) => void
}

export type Command = {
  readonly name: string
  readonly usage: string
  /** One line. */
  readonly help: string
  /** It needs nothing that is there already. */
  readonly begins?: true
  /** It says what is there, whatever that is, and writes nothing. */
  readonly looks?: true
  /** Gives back the exit code. */
  readonly run: (desk: Desk, args: readonly string[]) => Promise<number>
}

/** Thrown when what was typed makes no sense; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
