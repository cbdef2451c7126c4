import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { PersonView, RefusalCode } from '../../shared/protocol.ts'
import type { Claim } from '../../shared/record/origin.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { Role } from '../../shared/roles.ts'
import type { ClientIds } from '../../shared/text/identity.ts'
import type { PulseTimes } from './pulse.ts'

/** What a person can be told about their words, from real acknowledgements only. */
export type Status =
  /** Not yet heard of the room on this page; what is shown comes from this device, if anything. */
  | { readonly type: 'connecting' }
  /** Everything is durable in the room's journal. */
  | { readonly type: 'saved' }
  /** The room is there and has not yet acknowledged everything. */
  | { readonly type: 'saving' }
  /** No connection; tries again by itself. */
  | { readonly type: 'offline'; readonly unsent: number }
  /** The room cannot write its journal; it keeps trying, and nothing is shown to others. */
  | { readonly type: 'journal-failing'; readonly unsent: number }
  /** The room will not have this page back; a code of `closeCode`. */
  | { readonly type: 'ended'; readonly code: number }

/**
 * Why words were put aside: the room's refusal, or what happened to the replica; `composed`: the page
 * ended while they were held back.
 */
export type AsideCode = RefusalCode | 'epoch' | 'composed'

/**
 * Words that the room would not take; kept on this device until the person dismisses them. Field
 * and text are empty when what was refused had no words of its own: a deletion, a format.
 */
export type Aside = {
  readonly id: string
  readonly field: string
  readonly text: string
  /** Where they stood in the field, a Yjs relative position as JSON; absent: nobody knows any more. */
  readonly place?: unknown
  readonly code: AsideCode
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Words and where they stood. */
export type Words = Pick<Aside, 'field' | 'text' | 'place'>

/** `memory`: this device keeps nothing (no storage, or none left). */
export type Keeping = 'device' | 'memory'

/** One moment of a replica. Never changes; the next moment is another object. */
export type ReplicaState = {
  /** Another document after each reset; whoever stands on it must move over. */
  readonly doc: Y.Doc
  /** Counts the documents from 0. */
  readonly generation: number
  /** The same object for the replica's whole life. */
  readonly awareness: Awareness
  /** True once `doc` holds the commitment: from this device or from the room. */
  readonly loaded: boolean
  readonly record: CommitmentRecord
  readonly people: ReadonlyMap<string, PersonView>
  readonly me: PersonView
  /** Null until the room has said it once. */
  readonly role: Role | null
  readonly epoch: string | null
  /** Under these the binding writes now; drawn anew by `speakFor` and by a reset. */
  readonly ids: ClientIds
  readonly onBehalfOf: string | null
  readonly status: Status
  /** Own changes that are not acknowledged. */
  readonly unsent: number
  readonly aside: readonly Aside[]
  readonly keeping: Keeping
}

/** What a page is drawn from: all but how far saving is. */
export type Drawable = Omit<ReplicaState, 'status' | 'unsent'>

export type ReplicaOptions = {
  /** Base of the sync endpoint, e.g. `wss://accord.example/sync`. */
  readonly server: string
  readonly commitment: string
  /** Absent where the session's cookie travels along. */
  readonly token?: string
  readonly me: PersonView
  readonly storage?: 'indexeddb' | 'none'
  /** Only to send what waits in this place of the device; absent: the place that this tab can have. */
  readonly slot?: number
  /** For other runtimes than a browser. */
  readonly socket?: typeof WebSocket
  /** In [0, 1); spreads reconnections. */
  readonly random?: () => number
  /** How long an acknowledgement may take before the connection is renewed, in milliseconds. */
  readonly patience?: number
  /** How soon a dead connection is found out. */
  readonly pulse?: PulseTimes
}

/** A person's copy of a commitment, kept equal to the room's. */
export type Replica = {
  /** The present moment; another object whenever something changes. */
  readonly state: ReplicaState
  /** Calls `changed` after each change of `state` but of `unsent` alone; answers how to stop. */
  readonly subscribe: (changed: () => void) => () => void
  /** Writes for somebody else from here on (a scribe), or for themselves again: null. */
  speakFor(person: string | null): void
  /** Where characters of the next change came from. Call it before the change is made. */
  announceOrigins(origins: readonly Claim[]): void
  /** Keeps words that a page did not write because nothing is taken there; again, as they are by now. */
  putAside(words: Aside): void
  /** The person has seen these words and does not need them any more. */
  dismiss(aside: string): void
  /** What one has written and the room does not have, as it stands in the text now. */
  unsentWords(): readonly Words[]
  /**
   * Where a place of the document before (a Yjs relative position, as JSON) is in this one.
   */
  placeNow(place: unknown): unknown
  /**
   * Keeps this document on the screen although the room asks for another: a word that is just being
   * composed lives in the page's own text. Answers how to let go.
   */
  hold(): () => void
  /**
   * What a page shows and has not written, as a word is composed; null: nothing any more. Until then it
   * counts as unsent, and is kept on the device under this id.
   */
  holdBack(id: string, words: Words | null): void
  /** Says goodbye. Storage keeps what is unacknowledged for the next time. */
  close(): void
}
