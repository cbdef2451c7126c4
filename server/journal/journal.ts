import type { RecordEvent } from '../../shared/record/events.ts'

/**
 * One step of a document's history. Text and record move together: what an entry holds is durable
 * as a whole or not at all. Entries are never changed and never deleted.
 */
export type Entry = {
  /** Commitment or plan. */
  readonly document: string
  /** 1, 2, 3 … without gaps within its document; given by the room, the document's only writer. */
  readonly seq: number
  /** Milliseconds since 1970, by the server's clock, never going back within a document. */
  readonly at: number
  /** Who sent it; the room's own acts name the person they were asked by. */
  readonly person: string
  /** For whom a scribe was writing. */
  readonly onBehalfOf: string | null
  /** A Yjs update of the body, format 1. */
  readonly update: Uint8Array | null
  readonly events: readonly RecordEvent[]
}

/** A speed-up, never the truth: whatever it holds can be folded from entries 1 … seq. */
export type Snapshot = {
  readonly document: string
  readonly seq: number
  /** Full Yjs state, format 1, deleted text included. */
  readonly state: Uint8Array
  /** The record at `seq`, as JSON, but for what stands beside it. */
  readonly record: string
  /** Which ids are whose, as JSON; null: in `record`, where an earlier version kept it. */
  readonly bindings: string | null
  /** Where re-created text came from, as `bindings`. */
  readonly origins: string | null
}

/** The append-only truth. Engines: SQLite, Postgres; `tests/support/journalSuite.ts` runs on each. */
export interface Journal {
  /**
   * Makes all entries durable in one transaction, then resolves. Rejects with `JournalConflict` when
   * a `seq` is taken or leaves a gap (another process owns the document), with any other error when
   * nothing was written and trying again is right.
   */
  append(entries: readonly Entry[]): Promise<void>
  /**
   * Entries after `after`, up to `until` if it is given, in order, in pages so that a long history does
   * not fill memory.
   */
  read(document: string, after?: number, until?: number): AsyncIterable<Entry>
  /** Keeps the newest snapshot of its document, and of the older ones those of `keyframes.ts`. */
  snapshot(snapshot: Snapshot): Promise<void>
  /** The newest snapshot, or the newest of up to entry `until`. */
  latest(document: string, until?: number): Promise<Snapshot | null>
  /** The hash that covers everything up to entry `seq`, in hex; null: there is no such entry. */
  hashAt(document: string, seq: number): Promise<string | null>
  /** Ids of all documents that have entries. */
  documents(): Promise<readonly string[]>
  /** Waits for what is under way, then frees files and threads. */
  close(): Promise<void>
}

/** Thrown by `append` when somebody else has written to the document: this owner must step down. */
export class JournalConflict extends Error {
  override readonly name = 'JournalConflict'
}
