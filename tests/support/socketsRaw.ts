import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { ClientMessage, ServerMessage } from '../../shared/protocol.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { type ClientIds, drawClientIds } from '../../shared/text/identity.ts'
import { frameType, protocolVersion } from '../../shared/wire.ts'
import { commitment, field } from './room.ts'
import { until } from './until.ts'

export type RawOptions = {
  readonly person: string
  /** Says hello, and waits for the welcome, unless told not to. */
  readonly silent?: boolean
  readonly ids?: ClientIds
  readonly epoch?: string
  /** What this client holds already. */
  readonly doc?: Y.Doc
}

/** A client that says exactly what a test wants it to say, over a real socket. */
export class RawClient implements Disposable {
  readonly socket: WebSocket
  readonly doc: Y.Doc
  readonly ids: ClientIds
  readonly presence: number
  readonly messages: ServerMessage[] = []
  /** By awareness id; null: has left. */
  readonly present = new Map<number, { clock: number; state: unknown }>()
  /** Update frames that were sent. */
  sent = 0
  /** Update frames that came. */
  heard = 0
  closed: number | null = null
  #synced = false

  private constructor(url: string, { person, ids = drawClientIds(), doc }: RawOptions) {
    this.doc = doc ?? new Y.Doc()
    guardBody(this.doc)
    this.ids = ids
    this.presence = ids.editing + 1
    this.doc.clientID = ids.editing
    this.socket = new WebSocket(`${url}/${commitment}?person=${person}`)
    this.socket.on('message', (data: Buffer) => this.#receive(data))
    this.socket.on('close', (code) => {
      this.closed = code
    })
    this.socket.on('error', () => undefined)
  }

  static async open(server: { readonly url: string }, options: RawOptions): Promise<RawClient> {
    const client = new RawClient(server.url, options)
    await until(() => client.socket.readyState >= client.socket.OPEN, 'an open socket')
    if (options.silent) return client
    client.hello(options.epoch ?? null)
    client.ask()
    await until(() => client.#synced || client.closed !== null, 'the text')
    return client
  }

  get text(): string {
    return fieldText(this.doc, field).toString()
  }

  /** Frames that the room has said are durable or refused. */
  get acknowledged(): number {
    return Math.max(0, ...this.all('ack').map(({ frames }) => frames))
  }

  all<Type extends ServerMessage['type']>(type: Type): Extract<ServerMessage, { type: Type }>[] {
    return this.messages.filter(
      (message): message is Extract<ServerMessage, { type: Type }> => message.type === type,
    )
  }

  hello(epoch: string | null): void {
    const { presence, ids } = this
    const version = protocolVersion
    this.say({ type: 'hello', version, epoch, ...ids, presence, onBehalfOf: null })
  }

  say(message: ClientMessage): void {
    this.frame((encoder) => {
      encoding.writeVarUint(encoder, frameType.accord)
      encoding.writeVarString(encoder, JSON.stringify(message))
    })
  }

  /** Sync step 1. */
  ask(): void {
    this.#sync(0, Y.encodeStateVector(this.doc))
  }

  update(update: Uint8Array): void {
    this.sent += 1
    this.#sync(2, update)
  }

  /** Everything that this client holds, as after a time without network. */
  bring(): void {
    this.sent += 1
    this.#sync(1, Y.encodeStateAsUpdate(this.doc))
  }

  /** Writes at the end of the test field, here and in the room. */
  type(text: string): void {
    const before = Y.encodeStateVector(this.doc)
    const at = fieldText(this.doc, field)
    at.insert(at.length, text)
    this.update(Y.encodeStateAsUpdate(this.doc, before))
  }

  show(entries: readonly { id: number; clock: number; state: unknown }[]): void {
    const states = encoding.createEncoder()
    encoding.writeVarUint(states, entries.length)
    for (const { id, clock, state } of entries) {
      encoding.writeVarUint(states, id)
      encoding.writeVarUint(states, clock)
      encoding.writeVarString(states, JSON.stringify(state))
    }
    this.frame((encoder) => {
      encoding.writeVarUint(encoder, frameType.awareness)
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(states))
    })
  }

  frame(write: (encoder: encoding.Encoder) => void): void {
    this.socket.send(encoding.encode(write))
  }

  [Symbol.dispose](): void {
    this.socket.terminate()
  }

  #sync(step: number, bytes: Uint8Array): void {
    this.frame((encoder) => {
      encoding.writeVarUint(encoder, frameType.sync)
      encoding.writeVarUint(encoder, step)
      encoding.writeVarUint8Array(encoder, bytes)
    })
  }

  #receive(frame: Buffer): void {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === frameType.accord) this.messages.push(JSON.parse(decoding.readVarString(decoder)))
    else if (type === frameType.awareness) this.#hearPresence(decoding.readVarUint8Array(decoder))
    else if (type === frameType.sync) {
      const step = decoding.readVarUint(decoder)
      const bytes = decoding.readVarUint8Array(decoder)
      if (step === 0) return
      this.heard += 1
      Y.applyUpdate(this.doc, bytes, this)
      this.#synced ||= step === 1
    }
  }

  #hearPresence(states: Uint8Array): void {
    const decoder = decoding.createDecoder(states)
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const id = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      this.present.set(id, { clock, state: JSON.parse(decoding.readVarString(decoder)) })
    }
  }
}
