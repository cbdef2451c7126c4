import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import type { Claim } from '../../shared/record/origin.ts'
import { home, twin } from '../../shared/text/identity.ts'
import { protocolVersion } from '../../shared/wire.ts'
import { type Address, Connection } from './connection.ts'
import type { OutgoingFrame } from './countingSocket.ts'
import type { Speaker, Unsent } from './device.ts'
import { type Clocks, Ledger } from './ledger.ts'

type Hello = Extract<ClientMessage, { type: 'hello' }>

/** What a line tells its owner, and asks. */
export type LineOwner = {
  /** False, to a welcome: this document must not meet the room's. */
  received(line: Line, message: ServerMessage): boolean
  /** What the page knows already of the room of this epoch. */
  holds(epoch: string | null): Pick<Hello, 'held' | 'known'>
  synced(line: Line): void
  lost(line: Line, code: number | null): void
  broken(line: Line): void
  /** An own change was made. */
  wrote(line: Line): void
}

/**
 * One document's line to the room: who speaks on it, what was said, and what the room has answered.
 * A reset opens another line, with another document, beside it.
 */
export class Line {
  readonly doc: Y.Doc
  readonly ledger = new Ledger()
  /** Null: nothing of the room's is in `doc` yet. */
  epoch: string | null = null
  /** Everybody with unacknowledged words; the present speaker last. */
  #speakers: readonly Speaker[]
  readonly #presence: Awareness
  readonly #owner: LineOwner
  #connection: Connection | null = null
  #origins: Claim[] = []
  #lastFrame = 0
  #bulk = 1
  /** The room cannot acknowledge for now, and has said so: renewing would not help. */
  #journalFails = false
  #patience = 0
  #alarm: ReturnType<typeof setTimeout> | undefined

  constructor(doc: Y.Doc, speaker: Speaker, presence: Awareness, owner: LineOwner) {
    this.doc = doc
    this.#speakers = [speaker]
    this.#presence = presence
    this.#owner = owner
    doc.clientID = speaker.editing
    doc.on('update', this.#updated)
  }

  /** Takes up what an earlier page session left, after its text has been loaded into `doc`. */
  resume(epoch: string, unsent: Unsent | null): void {
    this.epoch = epoch
    if (!unsent) return
    this.#speakers = [...unsent.speakers, this.speaker]
    this.#origins.unshift(...(unsent.origins ?? []))
    this.ledger.resume(unsent.changes, unsent.clocks)
  }

  get speaker(): Speaker {
    const speaker = this.#speakers.at(-1)
    if (!speaker) throw new Error('a line has a speaker')
    return speaker
  }

  get journalFails(): boolean {
    return this.#journalFails
  }

  get speakers(): readonly Speaker[] {
    return this.#speakers
  }

  /** `patience`: how long an acknowledgement may take before the line is renewed, in milliseconds. */
  connect(address: Address, patience: number): void {
    this.#patience = patience
    this.#connection = new Connection(this.doc, this.#presence, address, {
      greeting: () => this.#greeting(),
      sending: (frame, reach) => this.#sending(frame, reach),
      received: (message) => this.#received(message),
      synced: () => this.#owner.synced(this),
      lost: (code) => {
        this.#forgetFrames()
        this.#owner.lost(this, code)
      },
      broken: () => this.#owner.broken(this),
    })
  }

  /** What has been written up to now was carried over in one piece, and may be refused in one piece. */
  carried(): void {
    this.#bulk = Math.max(this.#lastFrame, 1)
  }

  /** True for step 2 and for what was carried over: frames that hold more than one change. */
  isBulk(frame: number): boolean {
    return frame <= this.#bulk
  }

  send(message: ClientMessage): void {
    this.#connection?.send(message)
  }

  /** From here on somebody else's words. */
  speak(speaker: Speaker): void {
    this.#speakers = this.ledger.unsent > 0 ? [...this.#speakers, speaker] : [speaker]
    this.doc.clientID = speaker.editing
    this.send({ type: 'speak', ...speaker })
  }

  /** Where the characters of the next own change came from. */
  announce(origins: readonly Claim[]): void {
    this.#origins.push(...origins)
  }

  /** What was said of where own characters came from, and has not been acknowledged; newest last. */
  get origins(): readonly Claim[] {
    return [...this.ledger.origins, ...this.#origins]
  }

  /** How far the document holds the speakers' words. */
  reach(): Clocks {
    return reachOf(this.doc, this.#speakers)
  }

  /** For whom (null: for themselves) unacknowledged words under this id were written; undefined: not ours. */
  voiceOf(client: number): string | null | undefined {
    const own = home(client)
    return this.#speakers.find(({ editing, suggesting }) => own === editing || own === suggesting)
      ?.onBehalfOf
  }

  /** Everything is sent again, which does no harm: words that are known are passed over. */
  renew(): void {
    this.#forgetFrames()
    this.#connection?.renew()
  }

  /** The page may have slept: is the room still there? */
  wake(): void {
    this.#connection?.wake()
  }

  pause(): void {
    this.#connection?.pause()
    this.#forgetFrames()
  }

  /**
   * The document lives on, and goes on counting what is written into it. Resolves when the server
   * has read everything that was sent, or is out of reach.
   */
  async hangUp(): Promise<void> {
    const closed = this.#connection?.close()
    this.#connection = null
    this.#forgetFrames()
    await closed
  }

  destroy(): void {
    void this.hangUp()
    this.doc.off('update', this.#updated)
    this.doc.destroy()
  }

  readonly #updated = (_: Uint8Array, _origin: unknown, _doc: Y.Doc, by: Y.Transaction) => {
    if (!by.local) return
    this.ledger.made()
    this.#owner.wrote(this)
  }

  /** Speakers of earlier page sessions first: the room binds their ids before step 2 brings words. */
  #greeting(): ClientMessage[] {
    const { speaker } = this
    const earlier = this.#speakers.slice(0, -1)
    const again = earlier.length > 0 ? [...earlier, speaker] : []
    return [
      {
        type: 'hello',
        version: protocolVersion,
        epoch: this.epoch,
        presence: this.#presence.clientID,
        ...speaker,
        ...this.#owner.holds(this.epoch),
      },
      ...again.map((each): ClientMessage => ({ type: 'speak', ...each })),
    ]
  }

  #sending({ number, update }: OutgoingFrame, part: Clocks | null): ClientMessage[] {
    const origins = this.#origins.slice(-mostOrigins)
    this.#lastFrame = number
    const frame = { number, update, sentAt: performance.now() }
    if (part) {
      const own = (clocks: Clocks) =>
        new Map([...clocks].filter(([client]) => this.voiceOf(client) !== undefined))
      // its origins may be about any of the parts: they are known to have arrived with the last
      this.#bulk = number + 1
      this.ledger.sentPart({ ...frame, origins: [], clocks: own(part) })
    } else {
      this.#origins = []
      this.ledger.sent({ ...frame, origins, clocks: this.reach() })
    }
    this.#watch()
    return origins.length > 0 ? [{ type: 'origins', origins }] : []
  }

  #received(message: ServerMessage): boolean {
    if (message.type === 'ack') {
      this.ledger.acknowledged(message.frames)
      if (this.ledger.unsent === 0) this.#speakers = [this.speaker]
    }
    if (message.type === 'welcome') this.#journalFails = false
    if (message.type === 'journal') this.#journalFails = !message.ok
    return this.#owner.received(this, message)
  }

  #forgetFrames(): void {
    clearTimeout(this.#alarm)
    this.#alarm = undefined
    this.#lastFrame = 0
    this.#bulk = 1
    this.#origins.unshift(...this.ledger.disconnected())
  }

  #watch(): void {
    if (this.#alarm !== undefined) return
    const { oldest } = this.ledger
    if (!oldest) return
    const left = oldest.sentAt + this.#patience - performance.now()
    this.#alarm = setTimeout(() => this.#checkOldest(), Math.max(left, 0))
  }

  #checkOldest(): void {
    this.#alarm = undefined
    const { oldest } = this.ledger
    if (this.#journalFails) this.#alarm = setTimeout(() => this.#checkOldest(), this.#patience)
    else if (oldest && performance.now() - oldest.sentAt >= this.#patience) this.renew()
    else this.#watch()
  }
}

/** The protocol's bound. Origins are hints; the newest are worth most. */
const mostOrigins = 1000

/** How far a document holds the words of these speakers. */
export function reachOf(doc: Y.Doc, speakers: readonly Speaker[]): Clocks {
  const clocks = new Map<number, number>()
  for (const { editing, suggesting } of speakers) {
    for (const client of [editing, suggesting, twin(editing), twin(suggesting)]) {
      const clock = Y.getState(doc.store, client)
      if (clock > 0) clocks.set(client, clock)
    }
  }
  return clocks
}
