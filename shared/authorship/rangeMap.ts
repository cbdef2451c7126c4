import type { IdRange } from '../text/ranges.ts'

type Span<V> = { start: number; end: number; readonly value: V; readonly first: number }

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
  readonly #spans = new Map<number, Span<V>[]>()

  set([client, clock, length]: IdRange, value: V): void {
    const spans = this.#spans.get(client)
    const fresh: Span<V> = { start: clock, end: clock + length, value, first: clock }
    if (!spans) {
      this.#spans.set(client, [fresh])
      return
    }
    let at = firstEndingAfter(spans, fresh.start)
    const covered = spans[at]
    if (covered && covered.start < fresh.start) {
      if (covered.end > fresh.end) spans.splice(at + 1, 0, { ...covered, start: fresh.end })
      covered.end = fresh.start
      at++
    }
    let gone = at
    while (gone < spans.length && (spans[gone] as Span<V>).end <= fresh.end) gone++
    const cut = spans[gone]
    if (cut && cut.start < fresh.end) cut.start = fresh.end
    spans.splice(at, gone - at, fresh)
  }

  at(client: number, clock: number): Found<V> {
    const spans = this.#spans.get(client) ?? []
    const span = spans[firstEndingAfter(spans, clock)]
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

function firstEndingAfter(spans: readonly { readonly end: number }[], clock: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as { end: number }).end <= clock) low = middle + 1
    else high = middle
  }
  return low
}
