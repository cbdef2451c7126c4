import * as Y from 'yjs'
import { IdSet } from '../text/idSet.ts'
import type { IdRange } from '../text/ranges.ts'
import { type Found, RangeMap } from './rangeMap.ts'

/** What the ledger reads of a journal entry. */
export type Written = {
  readonly seq: number
  readonly at: number
  readonly person: string
  readonly onBehalfOf: string | null
  readonly update: Uint8Array | null
}

/** Who took words out of the text, and when. Moving words takes them out, too: see `origins`. */
export type Deletion = {
  readonly seq: number
  readonly at: number
  readonly person: string
  readonly onBehalfOf: string | null
  readonly ranges: readonly IdRange[]
}

/** Ids written together: `[client, clock, length, at]`, `at` in milliseconds since 1970. */
export type Stamp = readonly [client: number, clock: number, length: number, at: number]

/** Characters that came in within a minute count as written at one time: reports stay readable. */
const oneTime = 60_000

/**
 * The fold of a journal's updates by identity: when each came in, and who deleted what. Entries must
 * come in the order of their `seq`. What an update repeats of earlier ones counts for nothing, so the
 * same journal always gives the same ledger.
 */
export class Ledger {
  readonly #stamps = new RangeMap<number>()
  readonly #known = new Map<number, number>()
  readonly #open = new Map<number, { clock: number; at: number }>()
  readonly #gone = new IdSet()
  readonly #deletions: Deletion[] = []
  #seq = 0

  get seq(): number {
    return this.#seq
  }

  fold({ seq, at, person, onBehalfOf, update }: Written): void {
    this.#seq = seq
    if (!update) return
    const { structs, ds } = Y.decodeUpdate(update)
    for (const { id, length } of structs) this.#write(id.client, id.clock + length, at)
    const ranges: IdRange[] = []
    for (const [client, deletes] of ds.clients)
      for (const { clock, len } of deletes) ranges.push(...this.#gone.missing([client, clock, len]))
    for (const range of ranges) this.#gone.add(range)
    if (ranges.length > 0) this.#deletions.push({ seq, at, person, onBehalfOf, ranges })
  }

  /** Takes over what another ledger knows, as `stamps` gave it. */
  stamp(stamps: Iterable<Stamp>): void {
    for (const [client, clock, length, at] of stamps) {
      this.#stamps.set([client, clock, length], at)
      this.#known.set(client, Math.max(this.#known.get(client) ?? 0, clock + length))
    }
  }

  /** When the identity came in; undefined if it never did. */
  writtenAt(client: number, clock: number): Found<number> {
    return this.#stamps.at(client, clock)
  }

  stamps(): Stamp[] {
    return Array.from(
      this.#stamps.entries(),
      ([[client, clock, length], at]): Stamp => [client, clock, length, at],
    )
  }

  /** In the order in which they happened. */
  deletions(): readonly Deletion[] {
    return this.#deletions
  }

  #write(client: number, end: number, at: number): void {
    const clock = this.#known.get(client) ?? 0
    if (end <= clock) return
    this.#known.set(client, end)
    const open = this.#open.get(client)
    if (open && at - open.at < oneTime) {
      this.#stamps.set([client, open.clock, end - open.clock], open.at)
    } else {
      this.#open.set(client, { clock, at })
      this.#stamps.set([client, clock, end - clock], at)
    }
  }
}
