import type { IdRange } from '../text/ranges.ts'
import { type Span, Spans } from '../text/spans.ts'

type Valued<V> = Span & { readonly value: V; readonly first: number }

/** What a map knows of one identity, and for how many identities from there on it holds. */
export type Found<V> = {
  /** Undefined between ranges. */
  readonly value: V | undefined
  /** How far into the range, as it was set, the identity lies. */
  readonly offset: number
  /** The first clock for which the answer may differ. */
  readonly until: number
}

/** Values by ranges of identities. A later range replaces what it covers of earlier ones. */
export class RangeMap<V> {
  readonly #spans = new Map<number, Spans<Valued<V>>>()

  set([client, start, length]: IdRange, value: V): void {
    const spans = this.#spans.get(client) ?? new Spans()
    this.#spans.set(client, spans)
    const end = start + length
    spans.replace(start, end, (covered) => {
      const fresh: Valued<V>[] = [{ start, end, value, first: start }]
      const [first] = covered
      const last = covered.at(-1)
      if (first && first.start < start) fresh.unshift({ ...first, end: start })
      if (last && last.end > end) fresh.push({ ...last, start: end })
      return fresh
    })
  }

  at(client: number, clock: number): Found<V> {
    const span = this.#spans.get(client)?.endingAfter(clock)
    if (!span) return { value: undefined, offset: 0, until: Number.POSITIVE_INFINITY }
    if (span.start > clock) return { value: undefined, offset: 0, until: span.start }
    return { value: span.value, offset: clock - span.first, until: span.end }
  }

  /** Every range with its value, by client and clock. */
  *entries(): Generator<readonly [range: IdRange, value: V]> {
    for (const [client, spans] of this.#spans)
      for (const { start, end, value } of spans) yield [[client, start, end - start], value]
  }
}
