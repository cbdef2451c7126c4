import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'

/** Each starts a server on a free port and gives its port. */
export const peers = {
  relay,
  'y-websocket': yWebsocket,
  hocuspocus: () => hocuspocus({}),
  'hocuspocus-50': () => hocuspocus({ flushDelay: 50 }),
}

/** The least that any server does: each frame, to everybody else, as it is. */
async function relay(): Promise<number> {
  return listen((socket, sockets) => {
    socket.on('message', (frame) => {
      for (const other of sockets) if (other !== socket) other.send(frame)
    })
  })
}

/** What y-websocket-server does per message, written anew after its README and published source. */
async function yWebsocket(): Promise<number> {
  const doc = new Y.Doc({ gc: true })
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  const sockets = new Set<WebSocket>()
  const broadcast = (write: (encoder: encoding.Encoder) => void) => {
    const frame = encoding.encode(write)
    for (const socket of sockets) socket.send(frame)
  }
  doc.on('update', (update: Uint8Array) =>
    broadcast((encoder) => {
      encoding.writeVarUint(encoder, 0)
      writeUpdate(encoder, update)
    }),
  )
  awareness.on('update', (changes: Record<'added' | 'updated' | 'removed', number[]>) =>
    broadcast((encoder) => {
      const changed = [...changes.added, ...changes.updated, ...changes.removed]
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, changed))
    }),
  )
  return listen((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', (frame: Buffer) => {
      const decoder = decoding.createDecoder(frame)
      if (decoding.readVarUint(decoder) === 0) {
        const answer = encoding.createEncoder()
        encoding.writeVarUint(answer, 0)
        readSyncMessage(decoder, answer, doc, socket)
        if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer))
      } else applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), socket)
    })
    socket.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, 0)
        writeSyncStep1(encoder, doc)
      }),
    )
  })
}

async function hocuspocus(options: { flushDelay?: number }): Promise<number> {
  const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, ...options })
  await server.listen()
  return (server.httpServer.address() as AddressInfo).port
}

async function listen(
  connect: (socket: WebSocket, sockets: ReadonlySet<WebSocket>) => void,
): Promise<number> {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  sockets.on('connection', (socket) => connect(socket, sockets.clients))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
