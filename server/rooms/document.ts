import * as Y from 'yjs'
import type { RecordEvent, Recorded } from '../../shared/record/events.ts'
import { foldAll } from '../../shared/record/fold.ts'
import { type CommitmentRecord, emptyRecord, epochOf } from '../../shared/record/record.ts'
import { guardBody } from '../../shared/text/guard.ts'
import { roomClient } from '../../shared/text/identity.ts'
import { type Clock, wallClock } from '../clock.ts'
import type { Entry, Journal, Snapshot } from '../journal/journal.ts'
import { Grace } from './grace.ts'
import { keptRecord, recordKept } from './snapshots.ts'

/** In whose name something happens. */
export type By = { readonly person: string; readonly onBehalfOf: string | null }

/** What one entry may bring. */
type Change = {
  readonly update?: Uint8Array | null
  readonly events?: readonly RecordEvent[]
}

/** Entries in which is looked for who took out what is put back now: an hour or so of busy writing. */
const recent = 1000

/**
 * Within a document time does not go back, but for this: a clock that had been wrong for more than five
 * minutes and was set right does not leave all that follows in a day that has not come. In ms.
 */
export const setBack = 300_000

/** Where the record of a document stood: see `mark`. */
export type Mark = { readonly record: CommitmentRecord; readonly seq: number; readonly at: number }

/**
 * Body and record of one commitment in memory: the fold of its journal, and of the entries that are
 * on their way into it. Knows nothing of people's connections.
 */
export class Document {
  readonly id: string
  /** How sections stood until lately. */
  readonly grace = new Grace()
  readonly #journal: Journal
  readonly #clock: Clock
  #doc: Y.Doc
  #record = emptyRecord
  #seq = 0
  #at = 0
  #written: Uint8Array[] = []

  private constructor(id: string, journal: Journal, clock: Clock) {
    this.id = id
    this.#journal = journal
    this.#clock = clock
    this.#doc = this.#newDoc()
  }

  /** An empty one; its first entry is still to be written. */
  static blank(id: string, journal: Journal, clock: Clock = wallClock): Document {
    return new Document(id, journal, clock)
  }

  /** Newest snapshot and what came after it; null when the journal has nothing. */
  static async load(
    id: string,
    journal: Journal,
    clock: Clock = wallClock,
  ): Promise<Document | null> {
    const document = new Document(id, journal, clock)
    await document.#load()
    return document.#seq > 0 ? document : null
  }

  get doc(): Y.Doc {
    return this.#doc
  }

  get record(): CommitmentRecord {
    return this.#record
  }

  get seq(): number {
    return this.#seq
  }

  /** Another one when the commitment was made anew, even under the same id. */
  get epoch(): string {
    return epochOf(this.#record)
  }

  /** When what happens next has happened. */
  get now(): number {
    const now = this.#clock()
    return now < this.#at - setBack ? now : Math.max(now, this.#at)
  }

  /**
   * Applies an admitted update and gives back exactly what was new in it; null: nothing. Throws when
   * Yjs does, or when parts of it must wait for others: `reload` is then due.
   */
  apply(update: Uint8Array): Uint8Array | null {
    Y.applyUpdate(this.#doc, update, this)
    const { pendingStructs, pendingDs } = this.#doc.store
    if (pendingStructs || pendingDs) throw new Error('The update leaves a gap.')
    return this.#takeWritten()
  }

  /** The room's own writing, under its own id or one that it has bound for this. As `apply`. */
  write(write: (transaction: Y.Transaction) => void, client = roomClient): Uint8Array | null {
    this.#doc.clientID = client
    this.#doc.transact(write, this)
    return this.#takeWritten()
  }

  /** Numbers and dates the next entry and folds it; the caller makes it durable. */
  enter(by: By, { update = null, events = [] }: Change): Entry {
    this.#seq += 1
    this.#at = this.now
    const entry = { document: this.id, seq: this.#seq, at: this.#at, ...by, update, events }
    const { sections, origins, accepted } = this.#record
    this.#fold(entry)
    const now = this.#record
    if (now.sections !== sections || now.origins !== origins || now.accepted !== accepted) {
      this.grace.changed(this.#seq, { sections, origins: origins.length, accepted })
    }
    return entry
  }

  /** Adds events that follow from the newest entry itself, before it is made durable. */
  extend(entry: Entry, events: readonly RecordEvent[]): Entry {
    if (events.length === 0) return entry
    this.#fold({ ...entry, events })
    return { ...entry, events: [...entry.events, ...events] }
  }

  /** Everything, deleted text included, so that history and authorship stay answerable. */
  snapshot(): Snapshot {
    return {
      document: this.id,
      seq: this.#seq,
      state: Y.encodeStateAsUpdate(this.#doc),
      ...keptRecord(this.#record),
    }
  }

  /** The last entries, as they stand in the journal. */
  lately(): AsyncIterable<Entry> {
    return this.#journal.read(this.id, Math.max(0, this.#seq - recent))
  }

  /** When the newest entry was. */
  get at(): number {
    return this.#at
  }

  /** Entries `first` to before `end`. */
  async between(first: number, end: number): Promise<readonly Entry[]> {
    const found: Entry[] = []
    for await (const entry of this.#journal.read(this.id, first - 1)) {
      if (entry.seq >= end) break
      found.push(entry)
    }
    return found
  }

  /** What `reload` needs to take back entries that were not made durable. */
  mark(): Mark {
    return { record: this.#record, seq: this.#seq, at: this.#at }
  }

  /**
   * Builds the body anew from the journal and `updates`, those not yet in it: after Yjs threw in the
   * middle of an update, nothing in memory can be trusted. The record stays as it is, or goes back
   * to where it stood.
   */
  async reload(updates: readonly Uint8Array[], back: Mark = this.mark()): Promise<void> {
    this.#record = back.record
    this.#seq = back.seq
    this.#at = back.at
    this.grace.back(back.seq)
    const fresh = await Document.load(this.id, this.#journal, this.#clock)
    this.#doc = this.#newDoc()
    const states = fresh ? [Y.encodeStateAsUpdate(fresh.#doc), ...updates] : updates
    for (const state of states) Y.applyUpdate(this.#doc, state, this)
    this.#written = []
  }

  async #load(): Promise<void> {
    const snapshot = await this.#journal.latest(this.id)
    const updates: Uint8Array[] = []
    if (snapshot) {
      updates.push(snapshot.state)
      this.#record = recordKept(snapshot)
      this.#seq = snapshot.seq
    }
    const recorded: Recorded[] = []
    for await (const entry of this.#journal.read(this.id, Math.max(this.#seq - 1, 0))) {
      this.#at = entry.at
      if (entry.seq === this.#seq) continue
      if (entry.update) updates.push(entry.update)
      this.#seq = entry.seq
      recorded.push(...recordedOf(entry))
    }
    this.#record = { ...foldAll(this.#record, recorded), seq: this.#seq }
    // In one transaction: merging a long tail first would be quadratic, one by one pays each time.
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update, this)
    }, this)
    this.#written = []
  }

  #fold(entry: Entry): void {
    this.#record = { ...foldAll(this.#record, recordedOf(entry)), seq: entry.seq }
  }

  #newDoc(): Y.Doc {
    const doc = new Y.Doc({ gc: false })
    guardBody(doc)
    doc.on('update', (update: Uint8Array) => this.#written.push(update))
    return doc
  }

  #takeWritten(): Uint8Array | null {
    const [first = null, ...more] = this.#written
    this.#written = []
    return first && more.length > 0 ? Y.mergeUpdates([first, ...more]) : first
  }
}

/** The entry's events with its envelope, as clients get them. */
export function recordedOf({ seq, at, person, onBehalfOf, events }: Entry): Recorded[] {
  return events.map((event) => ({ seq, at, person, onBehalfOf, event }))
}
