import type { IdRange } from './ranges.ts'

/**
 * Ranges of one client that may lie over each other. Asking costs the logarithm of their number for
 * each that is found, however long some of them are.
 */
export class Stretches<S extends { readonly at: IdRange }> {
  /** In the order of their first clocks. */
  readonly #all: readonly S[]
  /** The last end in each half, quarter and so on, as a heap; `#size` leaves, a power of two. */
  readonly #ends: Float64Array
  readonly #size: number

  constructor(all: readonly S[]) {
    this.#all = all.filter(({ at }) => at[2] > 0).sort((a, b) => a.at[1] - b.at[1])
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(this.#all.length, 1)))
    this.#ends = new Float64Array(2 * this.#size).fill(Number.NEGATIVE_INFINITY)
    for (const [nth, { at }] of this.#all.entries()) this.#ends[this.#size + nth] = at[1] + at[2]
    for (let node = this.#size - 1; node > 0; node--) {
      const [left, right] = [this.#ends[2 * node] as number, this.#ends[2 * node + 1] as number]
      this.#ends[node] = Math.max(left, right)
    }
  }

  /** All that share a clock with `[start, end)`, by their first clocks. */
  over(start: number, end: number): S[] {
    const found: S[] = []
    const look = (node: number, first: number, count: number): void => {
      const begins = this.#all[first]?.at[1] ?? end
      if (begins >= end || (this.#ends[node] as number) <= start) return
      if (count === 1) {
        found.push(this.#all[first] as S)
        return
      }
      look(2 * node, first, count / 2)
      look(2 * node + 1, first + count / 2, count / 2)
    }
    look(1, 0, this.#size)
    return found
  }
}
