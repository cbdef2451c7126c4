import type { PersonView, ServerMessage } from '../../shared/protocol.ts'
import type { Claim } from '../../shared/record/origin.ts'
import type { Role } from '../../shared/roles.ts'
import type { CloseCode } from '../../shared/wire.ts'
import { type Incoming, isMessageFrame, messageFrame } from './frames.ts'
import { limits } from './limits.ts'
import type { Session } from './session.ts'

/** A session as its room knows it: what it has said, what it has been sent. */
export class Member {
  readonly session: Session
  role: Role
  onBehalfOf: string | null = null
  /** Whoever they write for is in the plan no more: nothing from them is admitted meanwhile. */
  mute = false
  /** Stock clients never say hello, and understand no frame 100. */
  greeting: 'none' | 'said' | 'answered' = 'none'
  /** Has been sent the text, and gets every change of it from then on. */
  following = false
  /** Holds a replica of another epoch: nothing from it is admitted. */
  estranged = false
  /** All record events up to here are on this person's screen, as far as it is known. */
  seen = 0
  /** Claims about the next update frame. */
  origins: readonly Claim[] = []
  /** Update frames that came in. */
  received = 0
  /** Of these, the first so many are durable or refused. */
  settled = 0
  acknowledged = 0
  /** What it has asked for and not been answered; the last of several. */
  asked: Asked | null = null
  /** An answer to that is on its way through the queue. */
  answering = false
  /** It wants to know who is here, and has not been told. */
  presenceAsked = false
  /** It was told just now, because it had asked. */
  presenceTold = false
  /** Has said that its replica differs: it gives that up, so once is all that an honest page says. */
  diverged = false
  /** Reads too slowly: passed over since then. */
  slow: Slow | null = null
  /** Since when it holds more than it should; null: it reads. */
  #fullSince: number | null = null
  /** Bytes of messages that it was sent, or is to be sent, since then. */
  #missed = 0
  gone = false
  /** It may do nothing any more: what it sent and still waits is not done, and not acknowledged. */
  barred = false
  #closed = false

  constructor(session: Session) {
    this.session = session
    this.role = session.role
  }

  get person(): PersonView {
    return this.session.person
  }

  /** It has not read what it was sent; nothing that can wait is sent to it. */
  get full(): boolean {
    return this.session.buffered > limits.buffered
  }

  /** True when it has not read for too long, or has missed too much; to be asked now and then. */
  get isTooSlow(): boolean {
    if (this.session.buffered <= limits.drained) {
      this.#fullSince = null
      this.#missed = 0
      return false
    }
    if (this.full) this.#fullSince ??= performance.now()
    const since = this.#fullSince ?? performance.now()
    return this.#missed > limits.missed || performance.now() - since > limits.slowest
  }

  /** What only this session hears. Small and never repeated, so a slow reader gets it too. */
  tell(message: ServerMessage): void {
    if (this.greeting === 'none') return
    const frame = messageFrame(message)
    if (this.full) this.#missed += frame.length
    this.session.send(frame)
  }

  /** What everybody hears. `known`: state vector of what was sent before. */
  hear(frame: Uint8Array, known: Uint8Array): void {
    const message = isMessageFrame(frame)
    if (message ? this.greeting !== 'answered' : !this.following) return
    if (!this.slow && this.full) this.slow = { known, messages: [] }
    if (!this.slow) this.session.send(frame)
    else if (message) {
      this.#missed += frame.length
      this.slow.messages.push(frame)
    }
  }

  close(code: CloseCode): void {
    this.gone = true
    if (this.#closed) return
    this.#closed = true
    this.session.close(code)
  }
}

type Asked = Extract<Incoming, { type: 'vector' }>

/** What the session knows of the text, and the messages that it has missed. */
type Slow = {
  readonly known: Uint8Array
  readonly messages: Uint8Array[]
}
