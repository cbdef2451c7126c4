import { setTimeout as later } from 'node:timers/promises'

type Rate = {
  /** So many at once, and then so many in a second. */
  readonly burst: number
  readonly perSecond: number
  /** Who would have to wait no longer than this is let through then, in ms. */
  readonly patience: number
}

/** Lets through at a rate; who comes faster waits a moment, and hears of it only when that is long. */
export class Pace {
  readonly #rate: Rate
  /** When each of whom there have been more than the burst would have been let through one by one. */
  readonly #due = new Map<string, number>()

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** Null: it is their turn. */
  async pass(whose: string): Promise<{ readonly retryAfter: number } | null> {
    const { burst, perSecond, patience } = this.#rate
    const now = performance.now()
    const apart = 1000 / perSecond
    const due = Math.max(now, this.#due.get(whose) ?? now) + apart
    const wait = due - now - burst * apart
    if (wait > patience) return { retryAfter: Math.ceil((wait - patience) / 1000) }
    this.#due.set(whose, due)
    if (this.#due.size > mostKept) this.#forget(now)
    if (wait > 0) await later(wait)
    return null
  }

  #forget(now: number): void {
    for (const [whose, due] of this.#due) if (due <= now) this.#due.delete(whose)
  }
}

/** Beyond, those who have not come for a while are forgotten. */
const mostKept = 10_000
