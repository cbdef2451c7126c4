import type { Claim } from '../../shared/record/origin.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** Own clientIDs → how much of each is meant. */
export type Clocks = ReadonlyMap<number, number>

/** An update frame that the room has not answered yet. */
export type SentFrame = {
  readonly number: number
  readonly update: Uint8Array
  readonly origins: readonly Claim[]
  /** By `performance.now()`'s clock. */
  readonly sentAt: number
  /** How many own changes it and all earlier frames hold. */
  readonly made: number
  /** How far they reach. */
  readonly clocks: Clocks
}

/**
 * What the room has and what it has not: own changes made, frames sent on this connection, and
 * acknowledgements. A change is acknowledged by the first frame that held it or came after it.
 */
export class Ledger {
  #made = 0
  #acknowledged = 0
  #clocks = new Map<number, number>()
  #sent: SentFrame[] = []

  get unsent(): number {
    return this.#made - this.#acknowledged
  }

  /** The oldest frame that waits for its acknowledgement. */
  get oldest(): SentFrame | null {
    return this.#sent[0] ?? null
  }

  /** How far own words are acknowledged. */
  get clocks(): Clocks {
    return this.#clocks
  }

  /** Takes up what an earlier page session left on this device. */
  resume(unsent: number, clocks: Clocks): void {
    this.#made += unsent
    for (const [client, clock] of clocks) this.#clocks.set(client, clock)
  }

  made(): void {
    this.#made += 1
  }

  sent(frame: Omit<SentFrame, 'made'>): void {
    this.#sent.push({ ...frame, made: this.#made })
  }

  /** A frame that others must follow before another change has arrived whole. */
  sentPart(frame: Omit<SentFrame, 'made'>): void {
    const made = this.#sent.at(-1)?.made ?? this.#acknowledged
    this.#sent.push({ ...frame, made })
  }

  /** The room has answered the connection's first `frames` update frames. */
  acknowledged(frames: number): void {
    const waiting = this.#sent.findIndex(({ number }) => number > frames)
    const answered = waiting < 0 ? this.#sent.splice(0) : this.#sent.splice(0, waiting)
    const last = answered.at(-1)
    if (!last) return
    this.#acknowledged = last.made
    for (const [client, clock] of last.clocks) this.#clocks.set(client, clock)
  }

  frame(number: number): SentFrame | null {
    return this.#sent.find((frame) => frame.number === number) ?? null
  }

  /** What frames that wait told of the origins of their characters. */
  get origins(): readonly Claim[] {
    return this.#sent.flatMap(({ origins }) => origins)
  }

  /** Frame numbers start again; answers the origins that were told of and not acknowledged. */
  disconnected(): Claim[] {
    return this.#sent.splice(0).flatMap(({ origins }) => origins)
  }

  /** Own identities that the room has not acknowledged, given how far the document reaches. */
  unacknowledged(reach: Clocks): IdRange[] {
    return [...reach].flatMap(([client, clock]): IdRange[] => {
      const from = this.#clocks.get(client) ?? 0
      return clock > from ? [[client, from, clock - from]] : []
    })
  }
}
