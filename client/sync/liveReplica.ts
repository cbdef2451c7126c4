import { uuidv4 } from 'lib0/random'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { knownAs, mostKnown } from '../../shared/known.ts'
import type { PersonView, RefusalCode, ServerMessage } from '../../shared/protocol.ts'
import { asOnePerson, peopleAsOne } from '../../shared/record/onePerson.ts'
import type { Claim } from '../../shared/record/origin.ts'
import { type CommitmentRecord, epochOf } from '../../shared/record/record.ts'
import { may } from '../../shared/roles.ts'
import { guardBody } from '../../shared/text/guard.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { Moved } from '../../shared/text/replay.ts'
import { closeCode, protocolVersion } from '../../shared/wire.ts'
import { serverNow } from '../clock.ts'
import type { Address } from './connection.ts'
import { Device, type Speaker } from './device.ts'
import { Keeper } from './keeper.ts'
import { Line, type LineOwner } from './line.ts'
import { followPage } from './page.ts'
import { isFinal } from './patience.ts'
import {
  type Carried,
  carryOver,
  idsOf,
  newSpeaker,
  placeIn,
  unacknowledged,
  wordsOf,
} from './recovery.ts'
import { type Replay, replaying } from './replaying.ts'
import { hear, unknownRoom } from './room.ts'
import { sectionState } from './sections.ts'
import type {
  Aside,
  AsideCode,
  Replica,
  ReplicaOptions,
  ReplicaState,
  Status,
  Words,
} from './state.ts'
import { suspects } from './suspects.ts'

/** Where the present connection stands; moving: from one document to the next. */
type Link = 'opening' | 'synced' | 'moving' | 'lost' | { readonly ended: number }

/** Why another line is being opened, and how to tell what must be left behind once it is there. */
type Reset = { readonly code: AsideCode; readonly leave: readonly (() => IdSet)[] }

/** A line that is to take over as soon as it is synced and `place`, on the device, is there for it. */
type Next = {
  readonly line: Line
  readonly reset: Reset
  readonly place: Promise<Replay>
  ready: boolean
}

/** A replica at work: the present line, the one that may take over, and what the device keeps. */
export class LiveReplica implements Replica {
  state: ReplicaState
  readonly #options: ReplicaOptions
  readonly #address: Address
  readonly #listeners = new Set<() => void>()
  readonly #presence = new Awareness(new Y.Doc())
  readonly #stopFollowing: () => void
  #line: Line
  #next: Next | null = null
  /** The line before, whose editor may not have been taken away yet. */
  #former: Line | null = null
  #link: Link = 'opening'
  /** Resets since everything was last acknowledged. */
  #resets = 0
  #divergences = 0
  #keeper: Keeper | null = null
  /** When the first line is kept on the device, or is known not to be. */
  #placed: Promise<unknown> = Promise.resolve()
  #closed = false
  /** As long as this page is open. */
  #mayHaveEdited = false
  /** Where what the document before held is now. */
  #moved: readonly Moved[] = []
  #holds = 0
  /** What pages show and have not written. */
  readonly #heldBack = new Map<string, Words>()
  /** As the room has told it; the state's says besides what the room has not answered yet. */
  #record: CommitmentRecord = unknownRoom.record
  #claimed: readonly Claim[] = []
  #heard = unknownRoom.heard
  /** As the room has named them; the state's are one each, however often they came in. */
  #people: ReadonlyMap<string, PersonView> = unknownRoom.people

  constructor(options: ReplicaOptions) {
    this.#options = options
    this.#address = {
      server: options.server,
      commitment: options.commitment,
      token: options.token ?? null,
      person: options.me.id,
      socket: options.socket ?? WebSocket,
      random: options.random ?? Math.random,
      pulse: options.pulse,
    }
    this.#line = this.#newLine(newSpeaker(null))
    this.state = {
      doc: this.#line.doc,
      generation: 0,
      awareness: this.#presence,
      loaded: false,
      ...{ record: unknownRoom.record, people: unknownRoom.people, role: unknownRoom.role },
      me: options.me,
      epoch: null,
      ids: this.#line.speaker,
      onBehalfOf: null,
      status: { type: 'connecting' },
      unsent: 0,
      aside: [],
      keeping: 'memory',
    }
    this.#stopFollowing = followPage(typeof window === 'undefined' ? null : window, {
      unsaved: () => this.#unsent > 0,
      left: () => this.#stayAway(),
      networkLost: () => this.#stayAway(),
      back: () => {
        if (this.#link === 'lost') this.#present.renew()
        else this.#present.wake()
      },
    })
    void this.#open().catch(() => this.#openAnew())
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  speakFor(person: string | null): void {
    this.#line.speak(newSpeaker(person))
    this.#update()
  }

  announceOrigins(origins: readonly Claim[]): void {
    this.#line.announce(origins)
  }

  putAside(words: Aside): void {
    this.#keeper?.putAside(words)
    const others = this.state.aside.filter(({ id }) => id !== words.id)
    this.#update({ aside: [...others, words] })
  }

  readonly placeNow = (place: unknown): unknown => {
    const before = this.#former?.doc
    return before ? placeIn(before, this.#line.doc, this.#moved, place) : place
  }

  hold(): () => void {
    let holds = true
    this.#holds += 1
    return () => {
      if (!holds) return
      holds = false
      this.#holds -= 1
      if (this.#next?.ready) this.#readied(this.#next)
    }
  }

  holdBack(id: string, words: Words | null): void {
    if (words) this.#heldBack.set(id, words)
    else this.#heldBack.delete(id)
    if (words?.text) this.#keeper?.putAside({ ...words, id, code: 'composed', at: serverNow() })
    else this.#keeper?.dismiss(id)
    this.#update()
  }

  dismiss(aside: string): void {
    this.#keeper?.dismiss(aside)
    this.#update({ aside: this.state.aside.filter(({ id }) => id !== aside) })
  }

  unsentWords(): readonly Words[] {
    const held = [...this.#heldBack.values()].filter(({ text }) => text !== '')
    return [...wordsOf(this.#line.doc, unacknowledged(this.#line)), ...held]
  }

  close(): void {
    this.#closed = true
    this.#stopFollowing()
    this.#listeners.clear()
    this.#next?.line.destroy()
    this.#former?.destroy()
    this.#line.destroy()
    this.#presence.doc.destroy()
    this.#keeper?.close()
  }

  /** The line that has, or should have, a connection. */
  get #present(): Line {
    return this.#next?.line ?? this.#line
  }

  get #unsent(): number {
    return this.#line.ledger.unsent + this.#heldBack.size
  }

  async #open(): Promise<void> {
    const { commitment, me, storage = 'indexeddb', slot = null } = this.#options
    const failed = () => this.#update({ keeping: 'memory' })
    const opened = storage === 'none' ? null : await Device.open(me.id, commitment, failed, slot)
    if (this.#closed) return opened?.device.close(false)
    if (opened) {
      const { device, kept } = opened
      this.#keeper = new Keeper(device, kept)
      this.#update({ keeping: 'device', aside: kept.aside })
      const placed = this.#keeper.load(this.#line, kept)
      this.#placed = placed
      // A device with nothing to bring back makes its place while the room's text is on its way.
      if (kept.head) {
        const loaded = await placed
        const room = loaded ? kept.room : null
        if (room) {
          const { record, people, role } = room
          this.#heard = room.heard
          this.#update({ record, people, role })
        }
        this.#update({ loaded })
      }
    }
    // A tab is writing there, and sends it itself.
    if (!opened && slot !== null) this.#link = { ended: closeCode.goingAway }
    else if (!this.#closed) this.#connect(this.#line)
    this.#update()
  }

  /** What the device gave back made no text: it stays there, and this page goes by the room alone. */
  #openAnew(): void {
    if (this.#closed) return
    this.#keeper = null
    this.#placed = Promise.resolve()
    this.#line.destroy()
    this.#line = this.#newLine(newSpeaker(null))
    const { doc } = this.#line
    const generation = this.state.generation + 1
    this.#update({ doc, generation, loaded: false, keeping: 'memory', aside: [] })
    this.#connect(this.#line)
  }

  #newLine(speaker: Speaker): Line {
    const doc = new Y.Doc()
    guardBody(doc)
    return new Line(doc, speaker, this.#presence, this.#owner)
  }

  #connect(line: Line): void {
    line.connect(this.#address, this.#options.patience ?? usualPatience)
  }

  readonly #owner: LineOwner = {
    received: (line, message) => this.#received(line, message),
    holds: (epoch) => {
      const isOfEpoch = epoch !== null && epochOf(this.#record) === epoch
      return {
        held: isOfEpoch && this.#heard ? { seq: this.#record.seq, ...this.#heard } : null,
        known: Array.from(this.#people.values(), knownAs).slice(-mostKnown),
      }
    },
    synced: (line) => {
      if (line === this.#next?.line) return this.#readied(this.#next)
      this.#link = 'synced'
      this.#update()
      // Only then is there a text to write in: the first letter stands on the device.
      void this.#placed.then(() => {
        if (line !== this.#line || this.#closed) return
        this.#keeper?.synced(line)
        this.#update({ loaded: true })
        void replaying().catch(() => undefined)
      })
    },
    lost: (_, code) => this.#lost(code),
    broken: () => this.#reset('undecodable', () => new IdSet()),
    wrote: (line) => {
      // while a line takes over, its document is not the state's yet
      if (line.doc !== this.state.doc) return
      this.#keeper?.keepUnsent(line)
      this.#update()
    },
  }

  #received(line: Line, message: ServerMessage): boolean {
    if (message.type === 'welcome' && !this.#welcomed(line, message)) return false
    if (message.type === 'ack') this.#acknowledged()
    const before = {
      ...{ record: this.#record, heard: this.#heard, people: this.#people, role: this.state.role },
    }
    const room = hear(before, message)
    const { record, people, role } = room
    this.#heard = room.heard
    this.#mayHaveEdited ||= role !== null && may(role, 'edit')
    this.#update({ record, people, role })
    if (message.type === 'welcome' || message.type === 'events') {
      line.send({ type: 'seen', seq: record.seq })
    }
    if (room !== before) this.#keeper?.keepRoom(room, message)
    if (message.type === 'hash') this.#compare(line, message.seq, message.hash)
    if (message.type === 'refusal') this.#refused(line, message.frame, message.code)
    return true
  }

  #welcomed(line: Line, { epoch, version }: Extract<ServerMessage, { type: 'welcome' }>): boolean {
    if (version !== protocolVersion) {
      this.#link = { ended: closeCode.outdated }
      void line.hangUp()
      this.#update()
      return false
    }
    if (line.epoch !== null && line.epoch !== epoch) {
      this.#reset('epoch', () => new IdSet())
      return false
    }
    line.epoch = epoch
    return true
  }

  #acknowledged(): void {
    if (this.#line.ledger.unsent === 0) this.#resets = 0
    this.#keeper?.keepUnsent(this.#line)
  }

  #lost(code: number | null): void {
    this.#link = code !== null && isFinal(code) ? { ended: code } : 'lost'
    if (code === closeCode.foreignClientId) this.#reset('foreign-id', () => new IdSet())
    if (code === closeCode.tooLarge) this.#reset('too-large', () => unacknowledged(this.#line))
    this.#update()
  }

  /**
   * Everything after a refused frame has a gap, so the line is given up. What was refused is left
   * behind, and what would be refused for the same reason by now; of a frame that holds the work of
   * hours only the latter, unless that does not help.
   */
  #refused(line: Line, number: number, code: RefusalCode): void {
    if (code === 'gap' && number > 1) {
      line.renew()
      return
    }
    const old = this.#line
    const frame = line.ledger.frame(number)
    const bulk = !frame || line.isBulk(number)
    const patient = this.#resets < mostTries
    this.#reset(code, () => {
      const alike = suspects(old.doc, code, this.state.record)
      if (bulk) return (patient && alike) || unacknowledged(old)
      return new IdSet([...idsOf(frame.update).ranges(), ...(alike?.ranges() ?? [])])
    })
  }

  /** After quiet: a replica that differs from the room is given up, and the room is told. */
  #compare(line: Line, seq: number, hash: string): void {
    const { unsent, oldest } = line.ledger
    if (line !== this.#line || this.#next || this.#link !== 'synced' || unsent > 0 || oldest) return
    const own = contentHash(line.doc)
    if (own === hash) return
    line.send({ type: 'diverged', seq, hash: own })
    if (this.#divergences++ < mostDivergences) this.#reset('gap', () => new IdSet())
  }

  /**
   * Opens a line with an empty document beside the present one, which stays on the screen and can be
   * written on until the other has the room's text.
   */
  #reset(code: AsideCode, leave: () => IdSet): void {
    const before = this.#next?.reset
    this.#resets += 1
    const heard = this.#line.hangUp()
    this.#next?.line.destroy()
    this.#next = null
    if (this.#resets > mostResets) {
      this.#link = { ended: closeCode.malformed }
    } else {
      this.#link = this.#link === 'synced' || this.#link === 'moving' ? 'moving' : 'lost'
      const line = this.#newLine(newSpeaker(this.#line.speaker.onBehalfOf))
      const reset = { code: before?.code ?? code, leave: [...(before?.leave ?? []), leave] }
      const prepared = this.#placed.then(() => this.#keeper?.prepare(line))
      const place = Promise.all([replaying(), prepared]).then(([replay]) => replay)
      // asked about when the line is ready
      place.catch(() => undefined)
      this.#next = { line, reset, place, ready: false }
      // What is still on its way must arrive first, or it would be carried over as well.
      void heard.then(() => {
        if (line === this.#next?.line && !this.#closed) this.#connect(line)
      })
    }
    this.#update()
  }

  #readied(next: Next): void {
    next.ready = true
    const ready = (replay: Replay) => {
      if (next !== this.#next || this.#closed || this.#holds > 0) return
      this.#link = 'synced'
      this.#takeOver(next.line, next.reset, replay)
      this.#update({ loaded: true })
    }
    // this build is not on the server any more: the words stay where they are, for the next page
    const gone = () => {
      if (next !== this.#next || this.#closed) return
      this.#next = null
      next.line.destroy()
      this.#link = { ended: closeCode.outdated }
      this.#update()
    }
    next.place.then(ready, gone)
  }

  /**
   * While words are carried over the line is silent until the device has them under their new ids:
   * a page that was closed in between would bring them a second time, under the old ones.
   */
  #takeOver(line: Line, { code, leave }: Reset, replay: Replay): void {
    const old = this.#line
    if (this.#keeper) {
      this.#link = 'moving'
      line.pause()
    }
    const without = new IdSet(leave.flatMap((ids) => ids().ranges()))
    this.#line = line
    this.#next = null
    // what stands under ids that somebody else uses is not known by these
    const isKnown = code !== 'foreign-id' && (old.epoch === null || old.epoch === line.epoch)
    const proposes = (field: string) => this.#proposes(code, field)
    const { words, proposed, moved }: Carried = isKnown
      ? carryOver(replay, old, line, without, proposes)
      : { words: wordsOf(old.doc, unacknowledged(old, without)), proposed: 0, moved: [] }
    this.#moved = moved
    this.#former?.destroy()
    this.#former = old
    line.carried()
    const refused = without.ranges().length > 0 && proposed === 0
    const told = words.length === 0 && refused ? [{ field: '', text: '' }] : words
    const at = serverNow()
    const aside = told.map((each) => ({ ...each, id: uuidv4(), code, at }))
    this.#update({
      doc: line.doc,
      generation: this.state.generation + 1,
      aside: [...this.state.aside.map((each) => this.#placedIn(old.doc, each)), ...aside],
    })
    void this.#keeper?.keep(line, this.state.aside).then(() => {
      if (line === this.#line && this.#link === 'moving' && !this.#closed) line.renew()
    })
    this.#takeLateWords(old, line, without, proposes, replay)
  }

  /**
   * An editor that is taken away writes what was just being composed into the document that it stood
   * on. Such words follow as well, for as long as there is no other reset.
   */
  #takeLateWords(
    old: Line,
    line: Line,
    without: IdSet,
    proposes: (field: string) => boolean,
    replay: Replay,
  ): void {
    const taken = new IdSet([...without.ranges(), ...unacknowledged(old).ranges()])
    old.doc.on(
      'update',
      (update: Uint8Array, _: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
        if (!local || line !== this.#line) return
        carryOver(replay, old, line, taken, proposes)
        for (const range of idsOf(update).ranges()) taken.add(range)
      },
    )
  }

  /** Words put aside earlier, beside the same place. */
  #placedIn(before: Y.Doc, words: Aside): Aside {
    if (words.place === undefined) return words
    return { ...words, place: placeIn(before, this.#line.doc, this.#moved, words.place) }
  }

  /** Refused edits become suggestions, where an editor's words came too late to be anything else. */
  #proposes(code: AsideCode, field: string): boolean {
    const { role, record } = this.state
    if (!role || !may(role, 'suggest') || !this.#mayHaveEdited) return false
    if (code !== 'section-closed' && code !== 'not-allowed') return false
    const state = sectionState(record, field)
    return state === 'suggesting' || (state === 'open' && !may(role, 'edit'))
  }

  #stayAway(): void {
    if (typeof this.#link === 'object') return
    this.#present.pause()
    this.#link = 'lost'
    this.#update()
  }

  #update(changes: Partial<ReplicaState> = {}): void {
    const { epoch, speaker } = this.#line
    const record = this.#recordNow(changes.record)
    const people = this.#peopleNow(changes.people, record)
    const { me } = this.state
    const next: ReplicaState = {
      ...this.state,
      ...changes,
      record,
      people,
      // the room knows what one is called in this plan
      me: people.get(me.id) ?? me,
      epoch,
      ids: speaker,
      onBehalfOf: speaker.onBehalfOf,
      unsent: this.#unsent,
      status: this.#status(this.#unsent),
    }
    const silent = same(next, this.state)
    if (silent && next.unsent === this.state.unsent) return
    this.state = next
    if (silent) return
    for (const changed of this.#listeners) changed()
  }

  /**
   * Words that this page has put back keep what is suggested about them before the room has said so: it
   * may be out of reach for hours.
   */
  #recordNow(heard: CommitmentRecord = this.#record): CommitmentRecord {
    const claimed = this.#line.origins
    const isKnown =
      heard === this.#record &&
      claimed.length === this.#claimed.length &&
      claimed.every((claim, at) => claim === this.#claimed[at])
    if (isKnown) return this.state.record
    this.#record = heard
    this.#claimed = claimed
    const { doc } = this.state
    const own = claimed.filter((claim) => claim.of === undefined && hasLeft(doc, claim))
    const record = own.length === 0 ? heard : { ...heard, origins: heard.origins.and(own) }
    return asOnePerson(record, this.state.me.id)
  }

  #peopleNow(
    heard: ReadonlyMap<string, PersonView> = this.#people,
    record: CommitmentRecord,
  ): ReadonlyMap<string, PersonView> {
    if (heard === this.#people && record.merged === this.state.record.merged)
      return this.state.people
    this.#people = heard
    return peopleAsOne(heard, record, this.state.me.id)
  }

  #status(unsent: number): Status {
    if (typeof this.#link === 'object') return { type: 'ended', code: this.#link.ended }
    if (this.#link === 'opening') return { type: 'connecting' }
    if (this.#link === 'lost') return { type: 'offline', unsent }
    if (this.#present.journalFails) return { type: 'journal-failing', unsent }
    return { type: unsent > 0 || this.#link === 'moving' ? 'saving' : 'saved' }
  }
}

/** As the room judges it: what is only struck where it was has not gone elsewhere, and what came is new. */
function hasLeft(doc: Y.Doc, { from, to, how }: Claim): boolean {
  if (!from || (how !== 'undo' && how !== 'moved')) return true
  const [client, clock] = from
  for (let here = clock; here < clock + to[2]; ) {
    if (here >= Y.getState(doc.store, client)) return false
    const item = Y.getItem(doc.store, Y.createID(client, here))
    if (!item.deleted) return false
    here = item.id.clock + item.length
  }
  return true
}

/**
 * True when nobody needs to be told: a page would render at each keystroke for the number of unsent
 * changes, which only some statuses say. Statuses are made anew each time.
 */
function same(a: ReplicaState, b: ReplicaState): boolean {
  const keys = Object.keys(a) as (keyof ReplicaState)[]
  return keys.every((key) => {
    if (key === 'unsent') return true
    return key === 'status' ? JSON.stringify(a[key]) === JSON.stringify(b[key]) : a[key] === b[key]
  })
}

/** In milliseconds. A room under load answers within a second; its worst start takes five (sync.md). */
const usualPatience = 9000

/** A section can be closed while words are on their way for the second time; hardly for the third. */
const mostTries = 3

/** Refusals in one go that are worked through one by one. */
const mostResets = 20

/** A page that differs again and again has a fault that resetting does not mend. */
const mostDivergences = 3
