/** One room's tick, as every process that holds sockets of the document sends it out. */
export type Tick = {
  readonly document: string
  /** Head of the journal after this tick; a process that sees a gap reads it from the journal. */
  readonly seq: number
  /** Ready-made frames, in order. */
  readonly frames: readonly Uint8Array[]
}

/** Carries ticks between processes. Messages may be lost: nothing depends on the bus's memory. */
export interface Bus {
  publish(tick: Tick): void
  /** Calls `receive` for every tick of `document` published anywhere; returns how to stop. */
  subscribe(document: string, receive: (tick: Tick) => void): () => void
  close(): Promise<void>
}
