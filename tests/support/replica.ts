import { WebSocket } from 'ws'
import type * as Y from 'yjs'
import { openReplica } from '../../client/sync/replica.ts'
import type { Replica, ReplicaOptions, ReplicaState } from '../../client/sync/state.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { insertText, remove } from '../../shared/text/write.ts'
import { commitment, field, personOf } from './room.ts'
import { until } from './until.ts'

/** A page without a page: a replica, and somebody who writes on it. */
export type TestReplica = Disposable & {
  readonly replica: Replica
  readonly state: ReplicaState
  /** Writes at the end of a field, as one change. */
  type(text: string, where?: Partial<Where>): void
  /** Deletes so many characters at `index`. */
  erase(index: number, length: number): void
  text(field?: string): string
  /** Resolves when `holds` is true of the state. */
  reaches(holds: (state: ReplicaState) => boolean, what?: string): Promise<void>
  saved(): Promise<void>
}

type Where = { readonly field: string; readonly mode: 'editing' | 'suggesting' }

/** `person` comes to the test commitment of `startRooms`. Nothing is kept unless it is asked for. */
export function replicaOf(
  server: { readonly url: string },
  person: string,
  options: Partial<ReplicaOptions> = {},
): TestReplica {
  const replica = openReplica({
    server: server.url,
    commitment,
    me: personOf(person),
    storage: 'none',
    socket: socketOf(person),
    // back at once: the waiting times have tests of their own
    random: () => 0,
    ...options,
  })
  const write = (mode: Where['mode'], act: (transaction: Y.Transaction) => void) => {
    const { doc, ids } = replica.state
    doc.clientID = ids[mode]
    doc.transact(act)
  }
  const reaches = (holds: (state: ReplicaState) => boolean, what = String(holds)) =>
    until(() => holds(replica.state), `${person}: ${what}`)
  return {
    replica,
    get state() {
      return replica.state
    },
    type: (typed, { field: into = field, mode = 'editing' } = {}) =>
      write(mode, (transaction) => {
        const text = fieldText(replica.state.doc, into)
        insertText(transaction, text, text.length, typed, null)
      }),
    erase: (index, length) =>
      write('editing', (transaction) => {
        remove(transaction, fieldText(replica.state.doc, field), index, length)
      }),
    text: (of = field) => fieldText(replica.state.doc, of).toString(),
    reaches,
    saved: () => reaches(({ status }) => status.type === 'saved', 'saved'),
    [Symbol.dispose]: () => replica.close(),
  }
}

/** A socket class whose sockets come in as `person`. */
export function socketOf(person: string): typeof globalThis.WebSocket {
  class PersonSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      const said = new URL(url)
      said.searchParams.set('person', person)
      super(said, protocols)
    }
  }
  return PersonSocket as unknown as typeof globalThis.WebSocket
}
