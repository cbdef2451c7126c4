import { setTimeout as wait } from 'node:timers/promises'
import { type Entry, type Journal, JournalConflict } from '../journal/journal.ts'
import type { RoomLog } from './foundation.ts'
import { limits } from './limits.ts'

/** How a commit ended: `conflict`: another process writes this document; `abandoned`: see `abandon`. */
export type Committed = 'durable' | 'conflict' | 'abandoned'

/** Makes a room's entries durable, however long it takes. */
export class Commits {
  readonly #journal: Journal
  readonly #log: RoomLog
  readonly #tell: (ok: boolean) => void
  readonly #abandon = new AbortController()
  #failing = false

  /** `tell` hears when the journal begins to fail, and when it is well again. */
  constructor(journal: Journal, log: RoomLog, tell: (ok: boolean) => void) {
    this.#journal = journal
    this.#log = log
    this.#tell = tell
  }

  get failing(): boolean {
    return this.#failing
  }

  async commit(entries: readonly Entry[]): Promise<Committed> {
    for (let rest: number = limits.retryFirst; ; rest = Math.min(rest * 2, limits.retryLongest)) {
      try {
        await this.#journal.append(entries)
        this.#turn(false)
        return 'durable'
      } catch (error) {
        if (error instanceof JournalConflict) return 'conflict'
        this.#log.error({ err: error, document: entries[0]?.document }, 'the journal failed')
        this.#turn(true)
      }
      if (this.#abandon.signal.aborted) return 'abandoned'
      await wait(rest, null, { signal: this.#abandon.signal }).catch(() => null)
    }
  }

  /** One last attempt, then no more. */
  abandon(): void {
    this.#abandon.abort()
  }

  #turn(failing: boolean): void {
    if (this.#failing === failing) return
    this.#failing = failing
    this.#tell(!failing)
  }
}
