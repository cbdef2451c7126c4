import type { Entry } from '../journal/journal.ts'

/** What one tick collects: entries to make durable, and what may be said only afterwards. */
export class Batch {
  readonly entries: Entry[] = []
  readonly #afterwards: (() => void)[] = []

  enter(entry: Entry): void {
    this.entries.push(entry)
  }

  /** Runs when everything in the batch is durable and has been sent to everybody, in order. */
  afterwards(say: () => void): void {
    this.#afterwards.push(say)
  }

  /** What one of them throws keeps none of the others from being said. */
  finish(failed: (error: unknown) => void): void {
    for (const say of this.#afterwards) {
      try {
        say()
      } catch (error) {
        failed(error)
      }
    }
  }

  get updates(): Uint8Array[] {
    return this.entries.flatMap(({ update }) => update ?? [])
  }
}
