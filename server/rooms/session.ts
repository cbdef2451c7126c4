import type { PersonView } from '../../shared/protocol.ts'
import type { Role } from '../../shared/roles.ts'
import type { CloseCode } from '../../shared/wire.ts'

/** One socket's end in a room. The room knows nothing else of it. */
export interface Session {
  readonly id: string
  readonly person: PersonView
  /** The code by which the person came, if by one: what all those take together is bounded, too. */
  readonly cameBy: string | null
  /** Role when it came; changes come through `Connection.setRole`. */
  readonly role: Role
  /** What its person may do now: asked again of everything that has waited, before it is done. */
  standing(): Promise<Standing>
  /** Never throws; what is sent to a closed session is gone. */
  send(frame: Uint8Array): void
  /** No frame follows; the room has let go of it already. */
  close(code: CloseCode): void
  /** Reads no further for a while, or goes on: what is sent meanwhile stays with its sender. */
  hear(on: boolean): void
  /** Bytes sent and not yet taken by the network. */
  readonly buffered: number
}

/** What somebody may do here at this moment; `over`: nothing any more, and why. */
export type Standing = { readonly role: Role } | { readonly over: CloseCode }

/** What a session says to its room. */
export interface Connection {
  /** Takes one frame. Never throws: what is wrong with it closes the session. */
  receive(frame: Uint8Array): void
  leave(): void
  /** From the next frame on; null: removed, which closes the session. */
  setRole(role: Role | null): void
}
