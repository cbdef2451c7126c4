import type { Recorded } from '../../shared/record/events.ts'
import type { Entry } from '../journal/journal.ts'
import { recordedOf } from './document.ts'
import { limits } from './limits.ts'

/** The last entry that a page has heard of, and when it was: another history has another time there. */
export type Held = { readonly seq: number; readonly at: number }

/** An entry as pages hear of it. */
export type Told = Held & { readonly events: readonly Recorded[] }

/** The last entries of a commitment without their text, so that a page which comes back is told what it missed. */
export class Recent {
  #entries: Told[] = []

  /** Those of a journal, which others read as well. */
  async *noting(entries: AsyncIterable<Entry>): AsyncIterable<Entry> {
    for await (const entry of entries) {
      this.add(entry)
      yield entry
    }
  }

  /** The next one; durable. */
  add(entry: Entry): void {
    this.#entries.push(toldOf(entry))
    if (this.#entries.length > 2 * limits.remembered)
      this.#entries = this.#entries.slice(-limits.remembered)
  }

  /** Seq of the oldest that is remembered; null: none is. */
  get first(): number | null {
    return this.#entries[0]?.seq ?? null
  }

  /**
   * What came after the entry that a page holds; null: it is too long ago, or was not in this history.
   * `older`: that entry and those after it which are not remembered any more.
   */
  after({ seq, at }: Held, older: readonly Told[] = []): readonly Recorded[] | null {
    const first = this.first
    const behind = older.at(-1)?.seq ?? seq
    if (first === null || behind + 1 < first) return null
    const all = [...older, ...this.#entries.slice(older.length > 0 ? behind + 1 - first : 0)]
    const start = all.findIndex((entry) => entry.seq === seq)
    if (start < 0 || all[start]?.at !== at) return null
    return all.slice(start + 1).flatMap(({ events }) => events)
  }
}

export function toldOf(entry: Entry): Told {
  return { seq: entry.seq, at: entry.at, events: recordedOf(entry) }
}
