import type { IdRange } from './ranges.ts'

/** A growing set of identities, kept as ranges; asking costs the logarithm of their number. */
export class IdSet {
  /** By client: `[start, end)`, sorted, neither touching nor overlapping. */
  readonly #spans = new Map<number, [start: number, end: number][]>()

  constructor(ranges: Iterable<IdRange> = []) {
    for (const range of ranges) this.add(range)
  }

  add([client, clock, length]: IdRange): void {
    const spans = this.#spans.get(client) ?? []
    this.#spans.set(client, spans)
    let start = clock
    let end = clock + length
    let from = lastAtOrBefore(spans, clock)
    if (from < 0 || (spans[from] as [number, number])[1] < start) from++
    let to = from
    for (let span = spans[to]; span && span[0] <= end; span = spans[++to]) {
      start = Math.min(start, span[0])
      end = Math.max(end, span[1])
    }
    spans.splice(from, to - from, [start, end])
  }

  has(client: number, clock: number): boolean {
    const spans = this.#spans.get(client)
    const span = spans?.[lastAtOrBefore(spans, clock)]
    return span !== undefined && clock < span[1]
  }

  /** The parts of a range that are not in the set. */
  missing([client, clock, length]: IdRange): IdRange[] {
    const parts: IdRange[] = []
    let from = clock
    for (const [start, end] of this.within(client, clock, clock + length)) {
      if (start > from) parts.push([client, from, start - from])
      from = end
    }
    if (from < clock + length) parts.push([client, from, clock + length - from])
    return parts
  }

  /** Sorted by client, then clock. */
  ranges(): IdRange[] {
    return [...this.#spans.keys()]
      .sort((a, b) => a - b)
      .flatMap((client) =>
        (this.#spans.get(client) ?? []).map(
          ([start, end]): IdRange => [client, start, end - start],
        ),
      )
  }

  /** What the set holds of the client's clocks from `clock` to before `end`, as `[start, end)`. */
  within(client: number, clock: number, end: number): [start: number, end: number][] {
    const spans = this.#spans.get(client) ?? []
    const found: [number, number][] = []
    for (let at = Math.max(lastAtOrBefore(spans, clock), 0); at < spans.length; at++) {
      const [start, stop] = spans[at] as [number, number]
      if (start >= end) break
      if (stop > clock) found.push([Math.max(start, clock), Math.min(stop, end)])
    }
    return found
  }
}

/** Index of the last span that starts at or before `clock`; -1: none does. */
function lastAtOrBefore(spans: readonly (readonly [number, number])[], clock: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as readonly [number, number])[0] <= clock) low = middle + 1
    else high = middle
  }
  return low - 1
}
