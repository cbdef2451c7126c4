import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { drawClientIds } from '../../../shared/text/identity.ts'
import { frameType, protocolVersion } from '../../../shared/wire.ts'
import { commitment, field } from '../../support/room.ts'

/** How a server wants to be spoken to. */
export type Dialect = 'accord' | 'plain' | 'hocuspocus'

/** One person who types at the end of their own words, and moves their caret with it. */
export class Writer {
  readonly socket: WebSocket
  readonly #ids = drawClientIds()
  readonly #dialect: Dialect
  readonly #doc = new Y.Doc()
  readonly #text = this.#doc.getText(`f:${field}`)
  #written: Uint8Array | null = null
  #clock = 0

  constructor(port: number, index: number, dialect: Dialect) {
    this.#dialect = dialect
    this.#doc.clientID = this.#ids.editing
    this.#doc.on('update', (update: Uint8Array) => {
      this.#written = update
    })
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/${commitment}?person=p${index}`)
    this.socket.on('open', () => this.#greet())
  }

  write(words: string): void {
    this.#text.insert(this.#text.length, words)
    const update = this.#written as Uint8Array
    this.#send(frameType.sync, (encoder) => {
      encoding.writeVarUint(encoder, 2)
      encoding.writeVarUint8Array(encoder, update)
    })
    this.#show()
  }

  #greet(): void {
    if (this.#dialect === 'accord') {
      const { editing } = this.#ids
      const hello = { type: 'hello', version: protocolVersion, epoch: null, ...this.#ids }
      this.#send(frameType.accord, (encoder) => {
        const json = JSON.stringify({ ...hello, presence: editing, onBehalfOf: null })
        encoding.writeVarString(encoder, json)
      })
    }
    if (this.#dialect === 'hocuspocus') {
      this.#send(2, (encoder) => {
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, 'token')
      })
    }
    this.#send(frameType.sync, (encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()))
    })
    this.#show()
  }

  #show(): void {
    const at = { client: this.#ids.editing, clock: this.#text.length }
    const states = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, this.#ids.editing)
      encoding.writeVarUint(encoder, ++this.#clock)
      encoding.writeVarString(encoder, JSON.stringify({ cursor: { anchor: at, head: at } }))
    })
    this.#send(frameType.awareness, (encoder) => encoding.writeVarUint8Array(encoder, states))
  }

  #send(type: number, write: (encoder: encoding.Encoder) => void): void {
    const frame = encoding.encode((encoder) => {
      if (this.#dialect === 'hocuspocus') encoding.writeVarString(encoder, commitment)
      encoding.writeVarUint(encoder, type)
      write(encoder)
    })
    this.socket.send(frame)
  }
}

/** What a probe looks for: a number between two marks, which no server changes. */
export function marked(number: number): string {
  return `@${number}@`
}

/** The marked numbers in a frame, found without decoding it: the load must stay light. */
export function marksIn(frame: Buffer): number[] {
  return [...frame.toString('latin1').matchAll(/@(\d+)@/g)].map(([, digits]) => Number(digits))
}

/** True for a frame that brings text, so that presence is not searched. */
export function bringsText(frame: Buffer, dialect: Dialect): boolean {
  const decoder = decoding.createDecoder(frame)
  if (dialect === 'hocuspocus') decoding.readVarString(decoder)
  return decoding.readVarUint(decoder) === frameType.sync
}
