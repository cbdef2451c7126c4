import type { CommitmentRecord } from '../../shared/record/record.ts'
import { limits } from './limits.ts'

type Sections = CommitmentRecord['sections']

/**
 * How sections stood until lately. A key that was pressed before its page could hear that a section
 * has closed is not refused: the page says what it has seen (`seen`), and goes by the new state from
 * there on. A page that never says so gains a few seconds after each change, and no more.
 */
export class Grace {
  /** Each with the seq of the change that ended it, and when that was. */
  #former: { readonly until: number; readonly at: number; readonly sections: Sections }[] = []

  /** The entry `seq` has changed them. */
  changed(seq: number, sections: Sections): void {
    this.#former.push({ until: seq, at: performance.now(), sections })
  }

  /** Entries behind `seq` never were. */
  back(seq: number): void {
    this.#former = this.#former.filter(({ until }) => until <= seq)
  }

  /** What a page that has seen everything up to `seen` may still go by, besides what is. */
  unseen(seen: number): readonly Sections[] {
    if (this.#former.length === 0) return []
    const oldest = performance.now() - limits.grace
    this.#former = this.#former.filter(({ at }) => at >= oldest)
    return this.#former.filter(({ until }) => until > seen).map(({ sections }) => sections)
  }
}
