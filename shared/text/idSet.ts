import type { IdRange } from './ranges.ts'
import { type Span, Spans } from './spans.ts'

/** A growing set of identities, kept as ranges; asking and adding cost the logarithm of their number. */
export class IdSet {
  /** By client; neither touching nor overlapping. */
  readonly #spans = new Map<number, Spans<Span>>()

  constructor(ranges: Iterable<IdRange> = []) {
    for (const range of ranges) this.add(range)
  }

  add([client, clock, length]: IdRange): void {
    if (length < 1) return
    const spans = this.#spans.get(client) ?? new Spans()
    this.#spans.set(client, spans)
    const end = clock + length
    // what touches it becomes one with it
    spans.replace(clock - 1, end + 1, (touching) => [
      {
        start: Math.min(clock, touching[0]?.start ?? clock),
        end: Math.max(end, touching.at(-1)?.end ?? end),
      },
    ])
  }

  has(client: number, clock: number): boolean {
    const span = this.#spans.get(client)?.endingAfter(clock)
    return span !== undefined && span.start <= clock
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
        Array.from(
          this.#spans.get(client) ?? [],
          ({ start, end }): IdRange => [client, start, end - start],
        ),
      )
  }

  /** What the set holds of the client's clocks from `clock` to before `end`, as `[start, end)`. */
  within(client: number, clock: number, end: number): [start: number, end: number][] {
    const spans = this.#spans.get(client)?.within(clock, end) ?? []
    return spans.map((span) => [Math.max(span.start, clock), Math.min(span.end, end)])
  }
}
