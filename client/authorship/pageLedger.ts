import type * as Y from 'yjs'
import { Ledger, type Stamp } from '../../shared/authorship/ledger.ts'
import { serverNow } from '../clock.ts'

/** Characters of one writer within a minute came in at one time, as in the room's own ledger. */
const oneTime = 60_000

/**
 * When every identity came in, as far as a page can know: what the room has told, and from then on
 * the server's clock at arrival, as this page knows it.
 */
export class PageLedger {
  readonly ledger = new Ledger()
  readonly #known = new Map<number, number>()
  readonly #open = new Map<number, { readonly clock: number; readonly at: number }>()
  readonly #now: () => number

  constructor(now: () => number = serverNow) {
    this.#now = now
  }

  /** Takes what the room knows; where both know something, the room is right. */
  learn(stamps: readonly Stamp[]): void {
    this.ledger.stamp(stamps)
    for (const [client, clock, length] of stamps) this.#reach(client, clock + length)
  }

  /** Stamps what a document holds beyond what is known; `state` is its state vector. */
  arrived(state: ReadonlyMap<number, number>): void {
    for (const [client, end] of state) this.#arrive(client, end)
  }

  /** As `arrived`, for one transaction. */
  readonly follow = ({ beforeState, afterState }: Y.Transaction): void => {
    for (const [client, end] of afterState) {
      if (beforeState.get(client) !== end) this.#arrive(client, end)
    }
  }

  #arrive(client: number, end: number): void {
    const clock = this.#known.get(client) ?? 0
    if (end <= clock) return
    const now = this.#now()
    const open = this.#open.get(client)
    const goesOn = open !== undefined && now - open.at < oneTime
    const { clock: start, at } = goesOn ? open : { clock, at: now }
    if (!goesOn) this.#open.set(client, { clock, at: now })
    this.ledger.stamp([[client, start, end - start, at]])
    this.#reach(client, end)
  }

  #reach(client: number, end: number): void {
    this.#known.set(client, Math.max(this.#known.get(client) ?? 0, end))
  }
}
