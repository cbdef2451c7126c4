import type { Refused } from '../access/access.ts'
import type { HiddenWords } from '../access/hidden.ts'
import { Aside } from '../aside.ts'
import type { FromPast, ToPast } from './pastThread.ts'
import type { Told, Want } from './wanted.ts'

/** From a keyframe it takes a part of a second; a journal without any is read whole once, and gets some. */
const budget = 60_000

/** A page compares two moments, and asks who wrote; more of one person wait for their turn in `reading`. */
const mostWaiting = 4

/** People who wait at once: the last of them for some seconds. */
const mostInAll = 24

/** After so many seconds it is worth asking again. */
const busyRest = 5

/** Which commitment, right after which of its entries. */
export type At = {
  readonly commitment: string
  readonly seq: number
  /** What may not be shown. */
  readonly hidden: readonly HiddenWords[]
}

/** What commitments were: read and folded in a thread of its own, everybody in turn. */
export class Archive {
  readonly #aside: Aside<ToPast, FromPast>

  /** `path`: the file that holds the journal. */
  constructor(path: string, most = { waiting: mostWaiting, inAll: mostInAll }) {
    this.#aside = new Aside({
      module: new URL('./pastThread.ts', import.meta.url),
      given: { path },
      budget,
      mostWaiting: most.waiting,
      mostInAll: most.inAll,
    })
  }

  /** Null: there is no such moment. */
  async ask<Wanted extends Want>(
    person: string,
    at: At,
    want: Wanted,
  ): Promise<{ readonly told: Told[Wanted['as']] } | Refused | null> {
    const answered = await this.#aside.ask(person, { ...at, want })
    switch (answered.is) {
      case 'found':
        return answered.found === null ? null : { told: answered.found as Told[Wanted['as']] }
      case 'too-many':
        return { refused: 'too-many' }
      case 'busy':
      case 'too-long':
        return { refused: 'too-many', busy: true, retryAfter: busyRest }
      case 'failed':
        if (answered.detail === 'closed') return { refused: 'going-away' }
        throw Object.assign(new Error(answered.detail), { code: answered.code ?? undefined })
    }
  }

  close(): Promise<void> {
    return this.#aside.close()
  }
}
