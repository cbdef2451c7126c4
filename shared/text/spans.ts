/** A stretch of one client's clocks: from `start` to before `end`. */
export type Span = { readonly start: number; readonly end: number }

/** A long array is slow to insert into; in a short one it costs less than looking for the place. */
const longest = 512

/** Spans in order that do not overlap. Asking and changing cost the logarithm of their number. */
export class Spans<S extends Span> {
  readonly #chunks: S[][] = []

  /** Puts others in the place of all that reach into `[from, to)`, which are handed to `by`. */
  replace(from: number, to: number, by: (covered: readonly S[]) => readonly S[]): void {
    const chunks = this.#chunks
    const nth = Math.min(this.#chunkAt(from), Math.max(chunks.length - 1, 0))
    const chunk = chunks[nth] ?? []
    if (chunks.length === 0) chunks.push(chunk)
    const at = firstEndingAfter(chunk, from)
    const covered: S[] = []
    let last = nth
    let left = at
    for (;;) {
      const span = chunks[last]?.[left]
      if (span && span.start < to) {
        covered.push(span)
        left++
      } else if (!span && last + 1 < chunks.length) {
        last++
        left = 0
      } else break
    }
    const fresh = by(covered)
    if (last === nth) chunk.splice(at, left - at, ...fresh)
    else {
      chunk.splice(at, chunk.length, ...fresh)
      chunks[last]?.splice(0, left)
      chunks.splice(nth + 1, last - nth - 1)
      if (chunks[nth + 1]?.length === 0) chunks.splice(nth + 1, 1)
    }
    if (chunk.length > longest) chunks.splice(nth + 1, 0, chunk.splice(longest / 2))
    else if (chunk.length === 0) chunks.splice(nth, 1)
  }

  /** The first that ends behind `clock`. */
  endingAfter(clock: number): S | undefined {
    const chunk = this.#chunks[this.#chunkAt(clock)]
    return chunk?.[firstEndingAfter(chunk, clock)]
  }

  /** All that reach into `[from, to)`. */
  within(from: number, to: number): S[] {
    const found: S[] = []
    for (let nth = this.#chunkAt(from); nth < this.#chunks.length; nth++) {
      const chunk = this.#chunks[nth] as S[]
      for (let at = firstEndingAfter(chunk, from); at < chunk.length; at++) {
        const span = chunk[at] as S
        if (span.start >= to) return found
        found.push(span)
      }
    }
    return found
  }

  *[Symbol.iterator](): Generator<S> {
    for (const chunk of this.#chunks) yield* chunk
  }

  /** The first chunk whose last span ends behind `clock`. */
  #chunkAt(clock: number): number {
    const chunks = this.#chunks
    if (chunks.length < 2) {
      const end = chunks[0]?.at(-1)?.end ?? 0
      return end > clock ? 0 : chunks.length
    }
    let low = 0
    let high = chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (((chunks[middle] as S[]).at(-1) as S).end <= clock) low = middle + 1
      else high = middle
    }
    return low
  }
}

function firstEndingAfter(spans: readonly Span[], clock: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as Span).end <= clock) low = middle + 1
    else high = middle
  }
  return low
}
