import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import type { ServerMessage } from '../../../shared/protocol.ts'
import { drawClientIds } from '../../../shared/text/identity.ts'
import { frameType, protocolVersion } from '../../../shared/wire.ts'

/** A socket that says hello and then whatever it is told to, frame by frame. */
export class RawLine {
  readonly socket: WebSocket
  readonly ids = drawClientIds()
  /** Update frames sent so far. */
  sent = 0

  constructor(port: number, commitment: string, token: string) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${commitment}?token=${token}`)
    // a server that cuts it off ends an attack, not the bench
    this.socket.on('error', () => undefined)
  }

  hello(): void {
    const hello = { type: 'hello', version: protocolVersion, epoch: null, onBehalfOf: null }
    this.say({ ...hello, ...this.ids, presence: this.ids.editing })
  }

  say(message: object): void {
    this.#send(frameType.accord, (encoder) =>
      encoding.writeVarString(encoder, JSON.stringify(message)),
    )
  }

  ask(vector: Uint8Array): void {
    this.#send(frameType.sync, (encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint8Array(encoder, vector)
    })
  }

  update(update: Uint8Array): void {
    this.sent += 1
    this.#send(frameType.sync, (encoder) => {
      encoding.writeVarUint(encoder, 2)
      encoding.writeVarUint8Array(encoder, update)
    })
  }

  /** Hears the room's own messages. */
  hear(listen: (message: ServerMessage) => void): void {
    this.socket.on('message', (frame: Buffer) => {
      const decoder = decoding.createDecoder(frame)
      if (decoding.readVarUint(decoder) !== frameType.accord) return
      listen(JSON.parse(decoding.readVarString(decoder)))
    })
  }

  #send(type: number, write: (encoder: encoding.Encoder) => void): void {
    const frame = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, type)
      write(encoder)
    })
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame)
  }
}
