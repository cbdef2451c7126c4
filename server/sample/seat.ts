import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Joined } from '../../shared/api.ts'
import { pendingOf } from '../../shared/authorship/pending.ts'
import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { type ClientIds, drawClientIds, home } from '../../shared/text/identity.ts'
import { suggestReplace } from '../../shared/text/suggest.ts'
import { insertText } from '../../shared/text/write.ts'
import { frameType, protocolVersion } from '../../shared/wire.ts'
import { updateFrame } from '../rooms/frames.ts'
import type { Room } from '../rooms/room.ts'
import type { Connection } from '../rooms/session.ts'

/**
 * A page's place in a room, without a page: what is written from here is bound, admitted, numbered and
 * kept as everybody's words are.
 */
export class Seat {
  readonly #room: Room
  readonly #connection: Connection
  readonly #ids: ClientIds = drawClientIds()
  readonly #doc = new Y.Doc()
  #sent = 0
  #settle: ((answer: Error | null) => void) | null = null

  constructor(room: Room, { person, plan: { role } }: Joined) {
    this.#room = room
    guardBody(this.#doc)
    this.#connection = room.join({
      ...{ id: `sample ${person.id}`, person, role, cameBy: null, buffered: 0 },
      standing: async () => ({ role }),
      send: (frame) => this.#hear(frame),
      close: (code) => this.#settle?.(new Error(`The room sends ${person.name} away: ${code}`)),
      hear: () => undefined,
    })
    const { editing, suggesting } = this.#ids
    const hello = { version: protocolVersion, epoch: null, onBehalfOf: null } as const
    this.#say({ type: 'hello', ...hello, editing, suggesting, presence: editing })
  }

  /** Writes agreed text at a place. */
  write(field: string, at: number, words: string): Promise<void> {
    return this.#change(this.#ids.editing, (transaction) => {
      insertText(transaction, fieldText(this.#doc, field), at, words, null)
    })
  }

  /** Suggests `words` for the live units `[from, to)`. */
  suggest(field: string, from: number, to: number, words: string): Promise<void> {
    return this.#change(this.#ids.suggesting, (transaction) => {
      const { record } = this.#room.read()
      const pendingUnder = pendingOf(record)
      const tokens = words === '' ? [] : [{ text: words }]
      suggestReplace(transaction, fieldText(this.#doc, field), from, to, tokens, {
        isOwn: (client) => home(client) === this.#ids.suggesting,
        isPending: (client, clock) => pendingUnder(client, clock).by !== null,
        origins: () => record.origins,
      })
    })
  }

  leave(): void {
    this.#connection.leave()
    this.#doc.destroy()
  }

  async #change(client: number, write: (transaction: Y.Transaction) => void): Promise<void> {
    const known = Y.encodeStateVector(this.#doc)
    Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(this.#room.read().doc, known))
    this.#doc.clientID = client
    const settled = new Promise<void>((resolve, reject) => {
      this.#settle = (answer) => (answer ? reject(answer) : resolve())
    })
    this.#doc.once('update', (update: Uint8Array) => {
      this.#sent++
      this.#connection.receive(updateFrame(update))
    })
    this.#doc.transact(write)
    await settled
  }

  #say(message: ClientMessage): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, frameType.accord)
    encoding.writeVarString(encoder, JSON.stringify(message))
    this.#connection.receive(encoding.toUint8Array(encoder))
  }

  #hear(frame: Uint8Array): void {
    if (frame[0] !== frameType.accord) return
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder)
    const message: ServerMessage = JSON.parse(decoding.readVarString(decoder))
    if (message.type === 'refusal') this.#settle?.(new Error(`Not admitted: ${message.code}`))
    if (message.type === 'ack' && message.frames === this.#sent) this.#settle?.(null)
  }
}
