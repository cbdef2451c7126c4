import { uuidv4 } from 'lib0/random'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { closeCode, type RefusalCode, type ServerMessage } from '../../shared/protocol.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { guardBody } from '../../shared/text/guard.ts'
import { drawClientIds } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { Address } from './connection.ts'
import { Device, type Kept, type Speaker } from './device.ts'
import { Line, type LineOwner } from './line.ts'
import { followPage } from './page.ts'
import { isFinal } from './patience.ts'
import { addIdsOf, carryOver, wordsOf } from './recovery.ts'
import { hear, unknownRoom } from './room.ts'
import type { AsideCode, Replica, ReplicaOptions, ReplicaState, Status } from './state.ts'

/** Where the present connection stands. */
type Link = 'opening' | 'synced' | 'lost' | { readonly ended: number }

/** Why another line is being opened, and which identities must not be tried again on it. */
type Reset = { readonly code: AsideCode; readonly without: IdSet }

/** A replica at work: the present line, the one that may take over, and what the device keeps. */
export class LiveReplica implements Replica {
  state: ReplicaState
  readonly #options: ReplicaOptions
  readonly #address: Address
  readonly #listeners = new Set<() => void>()
  readonly #presence = new Awareness(new Y.Doc())
  #line: Line
  /** The line that takes over as soon as it is synced. */
  #next: { readonly line: Line; readonly reset: Reset } | null = null
  #link: Link = 'opening'
  #journalFails = false
  /** Resets since everything was last acknowledged. */
  #resets = 0
  #device: Device | null = null
  #body: string | null = null
  #unsentKept = false
  readonly #stopFollowing: () => void
  #closed = false

  constructor(options: ReplicaOptions) {
    this.#options = options
    this.#address = {
      server: options.server,
      commitment: options.commitment,
      token: options.token ?? null,
      socket: options.socket ?? WebSocket,
      random: options.random ?? Math.random,
    }
    this.#line = this.#newLine(newSpeaker(null))
    this.state = {
      doc: this.#line.doc,
      generation: 0,
      awareness: this.#presence,
      loaded: false,
      ...unknownRoom,
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
      unsaved: () => this.#line.ledger.unsent > 0,
      left: () => this.#stayAway(),
      networkLost: () => this.#stayAway(),
      back: () => {
        if (this.#link === 'lost') this.#present.renew()
      },
    })
    void this.#open()
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  speakFor(person: string | null): void {
    const speaker = newSpeaker(person)
    this.#line.speak(speaker)
    this.#update({ ids: speaker, onBehalfOf: person })
  }

  announceOrigins(origins: readonly Origin[]): void {
    this.#line.announce(origins)
  }

  dismiss(aside: string): void {
    this.#device?.write({ dismissed: [aside] })
    this.#update({ aside: this.state.aside.filter(({ id }) => id !== aside) })
  }

  close(): void {
    this.#closed = true
    this.#stopFollowing()
    this.#next?.line.destroy()
    this.#line.destroy()
    this.#presence.doc.destroy()
    this.#device?.close()
    this.#listeners.clear()
  }

  /** The line that has, or should have, a connection. */
  get #present(): Line {
    return this.#next?.line ?? this.#line
  }

  async #open(): Promise<void> {
    const { commitment, me, storage = 'indexeddb' } = this.#options
    const failed = () => this.#update({ keeping: 'memory' })
    const opened = storage === 'none' ? null : await Device.open(me.id, commitment, failed)
    if (this.#closed) return opened?.device.close()
    if (opened) await this.#load(opened.device, opened.kept)
    if (!this.#closed) this.#connect(this.#line)
  }

  async #load(device: Device, { head, room, unsent, aside }: Kept): Promise<void> {
    this.#device = device
    const line = this.#line
    const loaded = head !== null && (await device.keepBody(head.body, line.doc))
    if (loaded) {
      this.#body = head.body
      line.resume(head.epoch, unsent)
    }
    this.#update({ keeping: 'device', aside, ...room, loaded, epoch: line.epoch })
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
    synced: (line) => {
      this.#link = 'synced'
      if (line === this.#next?.line) this.#takeOver(line, this.#next.reset)
      this.#update({ loaded: true, epoch: line.epoch })
    },
    lost: (_, code) => this.#lost(code),
    broken: () => this.#reset({ code: 'undecodable', without: new IdSet() }),
    wrote: (line) => {
      if (line !== this.#line) return
      this.#keepUnsent()
      this.#update()
    },
  }

  #received(line: Line, message: ServerMessage): boolean {
    if (message.type === 'welcome' && !this.#welcomed(line, message.epoch)) return false
    const { record, people, role } = hear(this.state, message)
    if (message.type === 'journal') this.#journalFails = !message.ok
    if (message.type === 'ack') this.#acknowledged()
    this.#update({ record, people, role })
    if (message.type === 'welcome' || message.type === 'events') {
      line.send({ type: 'seen', seq: record.seq })
      this.#device?.write({ room: { record, people, role } })
    }
    if (message.type === 'refusal') this.#refused(line, message.frame, message.code)
    return true
  }

  #welcomed(line: Line, epoch: string): boolean {
    this.#journalFails = false
    if (line.epoch !== null && line.epoch !== epoch) {
      this.#reset({ code: 'epoch', without: new IdSet() })
      return false
    }
    line.epoch = epoch
    if (line === this.#line && this.#body === null) void this.#keepBody(line)
    return true
  }

  #acknowledged(): void {
    if (this.#line.ledger.unsent === 0) this.#resets = 0
    this.#keepUnsent()
  }

  #lost(code: number | null): void {
    this.#link = code !== null && isFinal(code) ? { ended: code } : 'lost'
    if (code === closeCode.foreignClientId)
      this.#reset({ code: 'foreign-id', without: new IdSet() })
    if (code === closeCode.tooLarge)
      this.#reset({ code: 'too-large', without: unacknowledged(this.#line) })
    this.#update()
  }

  /**
   * Everything after a refused frame has a gap, so the line is given up. Only the refused words are
   * left behind; if they came with others in step 2, each field gets a chance of its own first.
   */
  #refused(line: Line, number: number, code: RefusalCode): void {
    const isStep2 = number === 1
    if (code === 'gap' && !isStep2) {
      line.renew()
      return
    }
    const frame = line.ledger.frame(number)
    const without = isStep2 && this.#resets > 0 ? unacknowledged(this.#line) : new IdSet()
    if (frame && !isStep2) addIdsOf(frame.update, without)
    this.#reset({ code, without })
  }

  /**
   * Opens a line with an empty document beside the present one, which stays on the screen and can be
   * written on until the other has the room's text.
   */
  #reset(reset: Reset): void {
    this.#resets += 1
    this.#line.hangUp()
    this.#next?.line.destroy()
    this.#next = null
    if (this.#resets > mostResets) {
      this.#link = { ended: closeCode.malformed }
    } else {
      const line = this.#newLine(newSpeaker(this.#line.speaker.onBehalfOf))
      this.#next = { line, reset }
      this.#connect(line)
    }
    this.#update()
  }

  #takeOver(line: Line, { code, without }: Reset): void {
    const old = this.#line
    const sameEpoch = old.epoch === null || old.epoch === line.epoch
    this.#line = line
    this.#next = null
    const words = sameEpoch ? carryOver(old, line, without) : wordsOf(old.doc, unacknowledged(old))
    const at = Date.now()
    const aside = words.map((each) => ({ ...each, id: uuidv4(), code, at }))
    this.#update({
      doc: line.doc,
      generation: this.state.generation + 1,
      ids: line.speaker,
      onBehalfOf: line.speaker.onBehalfOf,
      aside: [...this.state.aside, ...aside],
    })
    void this.#keepBody(line)
    old.destroy()
  }

  /** The device's next body; the one before, refused words and all, is dropped when this one stands. */
  async #keepBody(line: Line): Promise<void> {
    const device = this.#device
    if (!device) return
    const body = device.newBody()
    const kept = await device.keepBody(body, line.doc)
    if (!kept || line !== this.#line || line.epoch === null) return
    device.write({ head: { epoch: line.epoch, body }, aside: this.state.aside })
    this.#keepUnsent()
    if (this.#body !== null) device.dropBody(this.#body)
    this.#body = body
  }

  #keepUnsent(): void {
    const { ledger, speakers } = this.#line
    const changes = ledger.unsent
    const unsent = changes > 0 ? { speakers, changes, clocks: ledger.clocks } : null
    if (unsent || this.#unsentKept) this.#device?.write({ unsent })
    this.#unsentKept = unsent !== null
  }

  #stayAway(): void {
    if (typeof this.#link === 'object') return
    this.#present.pause()
    this.#link = 'lost'
    this.#update()
  }

  #update(changes: Partial<ReplicaState> = {}): void {
    const { unsent } = this.#line.ledger
    const status = this.#status(unsent)
    this.state = { ...this.state, ...changes, unsent, status }
    for (const changed of this.#listeners) changed()
  }

  #status(unsent: number): Status {
    if (typeof this.#link === 'object') return { type: 'ended', code: this.#link.ended }
    if (this.#link === 'opening') return { type: 'connecting' }
    if (this.#link === 'lost') return { type: 'offline', unsent }
    if (this.#journalFails) return { type: 'journal-failing', unsent }
    return { type: unsent > 0 || this.#next ? 'saving' : 'saved' }
  }
}

function unacknowledged(line: Line): IdSet {
  return new IdSet(line.ledger.unacknowledged(line.reach()))
}

function newSpeaker(onBehalfOf: string | null): Speaker {
  return { ...drawClientIds(), onBehalfOf }
}

/** A room that bears its load answers within a second; its worst start takes five (sync.md). */
const usualPatience = 20_000

/** Refusals in one go that are worked through one by one. */
const mostResets = 20
