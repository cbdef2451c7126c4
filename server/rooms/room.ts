import * as Y from 'yjs'
import type { PersonView, ServerMessage } from '../../shared/protocol.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { closeCode } from '../../shared/wire.ts'
import type { Tick } from '../bus/bus.ts'
import type { Entry } from '../journal/journal.ts'
import { Batch } from './batch.ts'
import { type Bringing, bringIn } from './bringing.ts'
import { Commits } from './commits.ts'
import { Desk } from './desk.ts'
import { type Document, recordedOf } from './document.ts'
import type { Foundation, Hidden } from './foundation.ts'
import { messageFrame, updateFrame } from './frames.ts'
import { type Hide, shownEvents, shownRecord } from './hiding.ts'
import { broughtIn, type Lender } from './lending.ts'
import { limits } from './limits.ts'
import { Member } from './member.ts'
import { renumberAll } from './numbering.ts'
import { Queue, type Work } from './queue.ts'
import { assertReadable } from './readable.ts'
import { Recent } from './recent.ts'
import { Reception } from './reception.ts'
import type { Removals } from './removals.ts'
import type { Connection, Session } from './session.ts'

/** What an act sees. Read only; its words are written in `write`. */
export type ActGround = {
  readonly doc: Y.Doc
  readonly record: CommitmentRecord
  readonly seq: number
}

/**
 * What an act asks for: record events, and the room's own writing under its own id. `known` is what
 * was found out at once before it.
 */
export type Act<Code extends string, Known = unknown> = (
  ground: ActGround & { readonly at: number },
  known: Known,
) =>
  | {
      readonly events: readonly RecordEvent[]
      readonly write?: (transaction: Y.Transaction) => void
    }
  | { readonly refused: Code }

type Actor = { readonly person: string; readonly onBehalfOf?: string | null }

type Acted<Code extends string> = { readonly seq: number } | { readonly refused: Code }

/**
 * One live commitment. Frames queue up; a tick takes what is there, admits and applies it, makes it
 * durable in one append, sends one frame to everybody, and only then acknowledges. While an append
 * is under way nothing is applied, so whatever is sent between ticks is durable.
 */
export class Room {
  readonly id: string
  /** How many words it knows that it must hide. */
  readonly hidden: number
  readonly #hide: Hide | null
  readonly #on: Foundation
  readonly #document: Document
  readonly #commits: Commits
  readonly #queue: Queue<Batch>
  readonly #desk: Desk
  readonly #recent: Recent
  readonly #reception: Reception
  readonly #members = new Set<Member>()
  /** By which code each of those came who were ever here. */
  readonly #codes = new Map<string, string>()
  readonly #ended: (room: Room) => void
  readonly #unsubscribe: () => void
  #durable: { readonly record: CommitmentRecord; readonly seq: number }
  /** State vector of all that has been sent. */
  #sent: Uint8Array
  /** Seq of the newest snapshot. */
  #kept: number
  #quiet: NodeJS.Timeout | undefined
  #idle: NodeJS.Timeout | undefined
  #closed: Promise<void> | null = null

  /**
   * `neighbour` finds any other commitment. `ended` is called once, when the room takes nothing more.
   */
  constructor(
    document: Document,
    removals: Removals,
    people: readonly PersonView[],
    hidden: Hidden,
    on: Foundation,
    neighbour: (commitment: string) => Promise<Lender | null>,
    ended: (room: Room) => void,
    recent = new Recent(),
  ) {
    this.id = document.id
    this.hidden = hidden.count
    this.#hide = hidden.hide
    this.#on = on
    this.#document = document
    this.#ended = ended
    this.#commits = new Commits(on.journal, on.log, (ok) => this.#tellAll({ type: 'journal', ok }))
    this.#queue = new Queue(
      (work) => this.#tick(work),
      () => Math.min(limits.longestRest, this.#members.size / limits.connectionsPerRest),
      on.worktime,
      (person) => this.#codes.get(person) ?? null,
    )
    this.#recent = recent
    this.#desk = new Desk(document, removals, hidden, recent)
    this.#reception = new Reception({
      desk: this.#desk,
      queue: this.#queue,
      members: this.#members,
      people: new Map(people.map((person) => [person.id, person])),
      find: (ids) => on.people(document.record.plan, ids),
      speakers: (ids) => on.speakers(document.record.plan, ids),
      lend: async (commitment) => {
        if (commitment === document.id) return null
        const lender = await neighbour(commitment)
        return lender?.record.plan === document.record.plan ? lender : null
      },
      log: on.log,
      failing: () => this.#commits.failing,
      spread: (frame) => this.#hearAll(frame),
    })
    this.#durable = { record: document.record, seq: document.seq }
    this.#sent = Y.encodeStateVector(document.doc)
    this.#kept = document.seq
    this.#unsubscribe = on.bus.subscribe(document.id, (tick) => this.#fanOut(tick))
    this.touch()
  }

  /** Keeps an empty room from being put away for another while. */
  touch(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      if (this.#members.size > 0 || !this.#queue.quiet || this.#commits.failing) this.touch()
      else void this.close()
    }, this.#on.idle)
    this.#idle.unref()
  }

  /** A room that is closing sends the session away, to come back later. */
  join(session: Session): Connection {
    const member = new Member(session)
    if (session.cameBy !== null && !this.#codes.has(member.person.id))
      this.#codes.set(member.person.id, session.cameBy)
    if (this.#closed) member.close(closeCode.goingAway)
    else this.#reception.admit(member)
    return {
      receive: (frame) => this.#reception.receive(member, frame),
      leave: () => this.#reception.leave(member),
      setRole: (role) => this.#reception.setRole(member, role),
    }
  }

  /** Set once the room takes nothing more; resolves when it is put away. */
  get closing(): Promise<void> | null {
    return this.#closed
  }

  /** True while the journal takes nothing. */
  get failing(): boolean {
    return this.#commits.failing
  }

  /** Ids of the people who are here now. */
  get present(): ReadonlySet<string> {
    return new Set([...this.#members].map(({ person }) => person.id))
  }

  /**
   * Record, as it may be shown, and seq are durable. The document may be ahead of them by what waits and may
   * never be kept: whoever shows it asks `newestIn` for it, which waits for `settled`.
   */
  read(): ActGround {
    const { record, seq } = this.#durable
    const shown = this.#hide ? shownRecord(record, this.#hide) : record
    return { doc: this.#document.doc, record: shown, seq }
  }

  /**
   * Resolves with true when everything that came in so far is durable, but for what waits for its
   * person's share of the loop; within seconds with false while the journal takes nothing: what was
   * saved is in the journal alone then. Rejects when the room is closing.
   */
  settled(): Promise<boolean> {
    if (this.#commits.failing) return Promise.resolve(false)
    if (this.#queue.quiet && !this.#closed) return Promise.resolve(true)
    return new Promise((resolve, reject) => {
      const lost = () => reject(new RoomClosed())
      const run = (batch: Batch) => batch.afterwards(() => resolve(true))
      this.#queue.add({ bytes: 0, run, lost })
      this.#whenFailing(() => resolve(false))
    })
  }

  /**
   * Resolves when what was admitted up to now is durable, or after a while when the journal takes
   * nothing: whose right goes away is told so when nothing of theirs is on its way any more.
   */
  async underway(): Promise<void> {
    if (this.#commits.failing) return
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limits.actPatience)
    })
    await Promise.race([this.#queue.underway, patience])
    clearTimeout(timer)
  }

  /**
   * Does something in a person's name: in the queue, so that it sees all that came before, and as
   * one entry. Resolves when that is durable and sent to everybody; rejects when `act` throws or the
   * room is closing, and then nothing has happened.
   */
  act<Code extends string>(by: Actor, act: Act<Code>): Promise<Acted<Code>> {
    return this.actAs(by, async () => null, act)
  }

  /**
   * The same; `known` is asked when the turn has come, and `act` is done in the next step: nothing
   * comes in between. What it refuses has not happened.
   */
  async actAs<Code extends string, Known>(
    by: Actor,
    known: () => Promise<Known | { readonly refused: Code }>,
    act: Act<Code, Known>,
  ): Promise<Acted<Code>> {
    if (this.#closed) throw new RoomClosed()
    if (this.#commits.failing) throw new NotSaved()
    await this.#reception.learn([by.person, by.onBehalfOf ?? null])
    return this.#soon(by.person, async (batch) => {
      const found = await known()
      return isRefusal(found) ? found : this.#perform(by, found, act, batch)
    })
  }

  /**
   * Brings in words that others wrote elsewhere, in the name of `person`: in the queue as an act is,
   * an entry for each voice, all made durable in one append. `gone` is asked at once before: what
   * refuses it by now.
   */
  async bring<Code extends string>(
    person: string,
    voices: readonly (string | null)[],
    gone: () => Promise<{ readonly refused: Code } | null>,
    bringing: Bringing<Code>,
  ): Promise<Acted<Code>> {
    if (this.#closed) throw new RoomClosed()
    if (this.#commits.failing) throw new NotSaved()
    await this.#reception.learn([person, ...voices])
    return this.#soon(person, async (batch) => {
      const refused = (await gone()) ?? (await bringIn(this.#document, person, bringing, batch))
      return refused ?? { seq: this.#document.seq }
    })
  }

  /** Tells all sessions' watchdogs that the connection lives. */
  pulse(): void {
    this.#reception.pulse()
  }

  /** Makes these people known to everybody here, who may read of them in what comes next. */
  introduce(people: readonly string[]): Promise<void> {
    return this.#reception.learn(people)
  }

  /** Shows a person under another name, if anybody here has heard of them. */
  rename(person: PersonView): void {
    this.#reception.rename(person)
  }

  /** The role of a person here, or of one that is written for, has changed; null: removed. */
  setRole(person: string, role: Session['role'] | null): void {
    this.#reception.setSpeaker(person, role !== null)
    for (const member of [...this.#members]) {
      if (member.person.id === person && member.role !== role) {
        this.#reception.setRole(member, role)
      }
    }
  }

  /**
   * Refuses new work, writes what has come in, sends everybody away to come back later, leaves a
   * snapshot. With a failing journal it gives up after a while: nothing of that was acknowledged.
   */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    this.#reception.stop()
    const patience = setTimeout(() => this.#commits.abandon(), limits.closing)
    await this.#queue.drain()
    clearTimeout(patience)
    this.#end()
    if (this.#durable.seq === this.#document.seq) await this.#keep()
  }

  /** Runs in the queue; resolves with what it gives once that is durable and sent. */
  #soon<Done>(by: string, work: (batch: Batch) => Promise<Done>): Promise<Done> {
    return new Promise((resolve, reject) => {
      const run = async (batch: Batch) => {
        try {
          const done = await work(batch)
          batch.afterwards(() => resolve(done))
        } catch (error) {
          reject(error as Error)
        }
      }
      this.#queue.add({ bytes: 0, by, run, lost: () => reject(new RoomClosed()) })
      this.#whenFailing(() => reject(new NotSaved()))
    })
  }

  /** People are not kept waiting for a storage that takes nothing: they are told within two seconds. */
  #whenFailing(tell: () => void): void {
    const look = setInterval(() => {
      if (!this.#commits.failing && !this.#queue.quiet) return
      clearInterval(look)
      if (this.#commits.failing) tell()
    }, limits.actPatience)
    look.unref()
  }

  /**
   * Never rejects: nobody waits for it, and the process would end. After what should not be, memory may
   * be ahead of the journal; then the room begins anew from that, and pages bring again what it lacks.
   */
  async #tick(works: AsyncIterable<Work<Batch>>): Promise<void> {
    const taken: Work<Batch>[] = []
    try {
      await this.#answer(works, taken)
    } catch (error) {
      this.#failed(error)
      this.#stepDown(taken)
    }
  }

  async #answer(works: AsyncIterable<Work<Batch>>, taken: Work<Batch>[]): Promise<void> {
    const batch = new Batch()
    for await (const work of works) {
      taken.push(work)
      try {
        await work.run(batch)
      } catch (error) {
        this.#failed(error)
      }
    }
    if (batch.entries.length > 0) {
      const committed = await this.#commits.commit(batch.entries)
      if (committed !== 'durable') {
        this.#on.log.warn({ document: this.id, committed }, 'the room steps down')
        this.#stepDown(taken)
        return
      }
      this.#durable = { record: this.#document.record, seq: this.#document.seq }
      for (const entry of batch.entries) this.#recent.add(entry)
      // a name that cannot be read just now is shown when somebody next asks
      await this.#reception.learn(broughtIn(batch.entries)).catch((error) => this.#failed(error))
      this.#on.bus.publish({
        document: this.id,
        seq: this.#durable.seq,
        frames: framesOf(batch.entries, this.#hide),
      })
    }
    batch.finish((error) => this.#failed(error))
    this.#reception.acknowledge(this.#durable.seq)
    if (batch.updates.length > 0) this.#textChanged()
    if (this.#durable.seq - this.#kept >= limits.snapshotEvery) void this.#keep()
  }

  #stepDown(taken: readonly Work<Batch>[]): void {
    this.#closed ??= Promise.resolve()
    for (const { lost } of taken) lost?.()
    this.#end()
  }

  async #perform<Code extends string, Known>(
    by: Actor,
    known: Known,
    act: Act<Code, Known>,
    batch: Batch,
  ): Promise<Acted<Code>> {
    const { doc, record, seq } = this.#document
    const wanted = act({ doc, record, seq, at: this.#document.now }, known)
    if ('refused' in wanted) return wanted
    assertReadable(wanted.events)
    let update: Uint8Array | null = null
    try {
      const { write } = wanted
      update = write
        ? this.#document.write((transaction) => {
            write(transaction)
            this.#desk.wrote(transaction)
          })
        : null
    } catch (error) {
      await this.#document.reload(batch.updates)
      throw error
    }
    if (!update && wanted.events.length === 0) return { seq }
    const who = { person: by.person, onBehalfOf: by.onBehalfOf ?? null }
    const entry = this.#document.enter(who, { update, events: wanted.events })
    const { doc: written, record: folded } = this.#document
    // words can wait again without anything having been written
    const renumbers = update || wanted.events.some(({ type }) => type === 'suggestion-reopened')
    const follows = renumbers ? renumberAll(written, folded, who) : []
    batch.enter(this.#document.extend(entry, follows))
    return { seq: this.#document.seq }
  }

  /** One frame's trouble is nobody else's. */
  #failed(error: unknown): void {
    this.#on.log.error({ err: error, document: this.id }, 'a frame could not be answered')
  }

  /** What the bus brings goes to this process's own sessions. */
  #fanOut(tick: Tick): void {
    for (const frame of tick.frames) this.#hearAll(frame)
    this.#sent = Y.encodeStateVector(this.#document.doc)
  }

  #hearAll(frame: Uint8Array): void {
    for (const member of this.#members) {
      this.#reception.serve(member, closeCode.goingAway, () => member.hear(frame, this.#sent))
    }
  }

  #tellAll(message: ServerMessage): void {
    for (const member of this.#members) member.tell(message)
  }

  #textChanged(): void {
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => {
      if (!this.#queue.quiet) {
        this.#textChanged()
        return
      }
      const { seq } = this.#durable
      this.#hearAll(messageFrame({ type: 'hash', seq, hash: contentHash(this.#document.doc) }))
    }, this.#on.quiet)
    this.#quiet.unref()
  }

  async #keep(): Promise<void> {
    if (this.#kept === this.#durable.seq) return
    this.#kept = this.#durable.seq
    await this.#on.journal.snapshot(this.#document.snapshot()).catch((error: unknown) => {
      this.#on.log.warn({ err: error, document: this.id }, 'no snapshot')
    })
  }

  #end(): void {
    clearTimeout(this.#idle)
    clearTimeout(this.#quiet)
    this.#queue.stop()
    this.#reception.close()
    this.#unsubscribe()
    this.#ended(this)
  }
}

/** The room is closing, or has lost its document: what it was asked for has not happened. Open it again. */
export class RoomClosed extends Error {
  override readonly name = 'RoomClosed'
}

/**
 * Thrown by `act` and `bring` while the journal takes nothing. What was asked for before that was seen
 * is tried again and may still come: look before asking a second time.
 */
export class NotSaved extends Error {
  override readonly name = 'NotSaved'
}

function isRefusal<Known, Code extends string>(
  found: Known | { readonly refused: Code },
): found is { readonly refused: Code } {
  return typeof found === 'object' && found !== null && 'refused' in found
}

/** Events first: an id is bound before anything written under it is seen. */
function framesOf(entries: readonly Entry[], hide: Hide | null): Uint8Array[] {
  const events = shownEvents(entries.flatMap(recordedOf), hide)
  const [update, ...more] = entries.flatMap((entry) => entry.update ?? [])
  return [
    ...(events.length > 0 ? [messageFrame({ type: 'events', events })] : []),
    ...(update ? [updateFrame(more.length > 0 ? Y.mergeUpdates([update, ...more]) : update)] : []),
  ]
}
