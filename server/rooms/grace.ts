import type { CommitmentRecord } from '../../shared/record/record.ts'
import { limits } from './limits.ts'

/** What was so until lately. */
export type Former = {
  readonly sections: CommitmentRecord['sections']
  /** How many of the record's origins were known: words that were moved since had stood elsewhere. */
  readonly origins: number
  /** What was agreed text already of what had been suggested. */
  readonly accepted: CommitmentRecord['accepted']
}

/**
 * How sections, and words in them, stood until lately. A key that was pressed before its page could hear
 * that a section has closed is not refused: the page says what it has seen (`seen`), and goes by the new
 * state from there on; and so it is with words that somebody has moved to another section. A page that
 * never says so gains a few seconds after each change, and no more: what it was sent longer ago it has
 * seen, and a new connection what it was welcomed with.
 */
export class Grace {
  /** Each with the seq of the change that ended it, and when that was. */
  #former: { readonly until: number; readonly at: number; readonly was: Former }[] = []

  /** The entry `seq` has changed it. */
  changed(seq: number, was: Former): void {
    this.#former.push({ until: seq, at: performance.now(), was })
  }

  /** Entries behind `seq` never were. */
  back(seq: number): void {
    this.#former = this.#former.filter(({ until }) => until <= seq)
  }

  /** What a page that has seen everything up to `seen` may still go by, besides what is. */
  unseen(seen: number): readonly Former[] {
    if (this.#former.length === 0) return []
    const oldest = performance.now() - limits.grace
    this.#former = this.#former.filter(({ at }) => at >= oldest)
    return this.#former.filter(({ until }) => until > seen).map(({ was }) => was)
  }
}
