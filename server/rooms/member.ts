import type { PersonView, ServerMessage } from '../../shared/protocol.ts'
import type { Claim } from '../../shared/record/origin.ts'
import type { Role } from '../../shared/roles.ts'
import type { CloseCode } from '../../shared/wire.ts'
import { isMessageFrame, messageFrame } from './frames.ts'
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
  /** Reads too slowly: passed over since then. */
  slow: Slow | null = null
  gone = false
  #closed = false

  constructor(session: Session) {
    this.session = session
    this.role = session.role
  }

  get person(): PersonView {
    return this.session.person
  }

  /** What only this session hears. Small and never repeated, so a slow reader gets it too. */
  tell(message: ServerMessage): void {
    if (this.greeting !== 'none') this.session.send(messageFrame(message))
  }

  /** What everybody hears. `known`: state vector of what was sent before. */
  hear(frame: Uint8Array, known: Uint8Array): void {
    const message = isMessageFrame(frame)
    if (message ? this.greeting !== 'answered' : !this.following) return
    if (!this.slow && this.session.buffered > limits.buffered) {
      this.slow = { since: performance.now(), known, messages: [] }
    }
    if (!this.slow) this.session.send(frame)
    else if (message) this.slow.messages.push(frame)
  }

  close(code: CloseCode): void {
    this.gone = true
    if (this.#closed) return
    this.#closed = true
    this.session.close(code)
  }
}

/** Since when, what the session knows of the text, and the messages that it has missed. */
type Slow = {
  readonly since: number
  readonly known: Uint8Array
  readonly messages: Uint8Array[]
}
