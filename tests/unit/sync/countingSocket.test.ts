import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { afterEach, expect, test } from 'vitest'
import { WebSocket as NodeSocket, WebSocketServer } from 'ws'
import { countingSocket, type OutgoingFrame } from '../../../client/sync/countingSocket.ts'
import { until } from '../../support/until.ts'

const step1 = 0
const step2 = 1
const update = 2
const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

function sync(step: number, payload: number): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder()
  writeVarUint(encoder, 0)
  writeVarUint(encoder, step)
  writeVarUint8Array(encoder, Uint8Array.of(payload))
  return toUint8Array(encoder)
}

async function connected(beforeFrame: (socket: WebSocket, frame: OutgoingFrame) => void) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  opened.push(() => server.close())
  await once(server, 'listening')
  const received: Uint8Array[] = []
  server.on('connection', (peer) => {
    peer.on('message', (data: Buffer) => received.push(new Uint8Array(data)))
  })
  const Counting = countingSocket(NodeSocket as unknown as typeof WebSocket, (frame) =>
    beforeFrame(socket, frame),
  )
  const socket = new Counting(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  opened.push(() => socket.close())
  await new Promise((open) => socket.addEventListener('open', open))
  return { socket, received }
}

test('R1 update frames are numbered from 1, and nothing else is counted', async () => {
  const frames: OutgoingFrame[] = []
  const { socket, received } = await connected((_, frame) => frames.push(frame))
  socket.send(sync(step1, 1))
  socket.send(Uint8Array.of(1, 0))
  socket.send(Uint8Array.of(100, 0))
  socket.send(sync(step2, 7))
  socket.send(sync(update, 8))
  await until(() => received.length === 5)
  expect(frames).toEqual([
    { number: 1, update: Uint8Array.of(7) },
    { number: 2, update: Uint8Array.of(8) },
  ])
})

test('R1 an update before step 2 is left to step 2', async () => {
  const frames: OutgoingFrame[] = []
  const { socket, received } = await connected((_, frame) => frames.push(frame))
  socket.send(sync(update, 6))
  socket.send(sync(step2, 7))
  socket.send(sync(update, 8))
  await until(() => received.length === 2)
  expect(received).toEqual([sync(step2, 7), sync(update, 8)])
  expect(frames.map(({ number }) => number)).toEqual([1, 2])
})

test('R5 what is sent before a frame arrives just before it', async () => {
  const { socket, received } = await connected((counted, { number }) => {
    counted.send(Uint8Array.of(100, number))
  })
  socket.send(sync(step2, 7))
  socket.send(sync(update, 8))
  await until(() => received.length === 4)
  expect(received).toEqual([
    Uint8Array.of(100, 1),
    sync(step2, 7),
    Uint8Array.of(100, 2),
    sync(update, 8),
  ])
})
