import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { boundUnsent } from '../../server/api/unsent.ts'
import { until } from '../support/until.ts'

const mega = 2 ** 20

/** A server that answers with much, over HTTP and over sockets. */
async function generous(
  most: { readonly addressUnsent: number; readonly unsent: number },
  { direct = true, answer = 16 * mega } = {},
) {
  const server = createServer((_, response) => response.end(Buffer.alloc(answer)))
  boundUnsent(server, direct, most)
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined)
    socket.send(Buffer.alloc(16 * mega))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const asking: Socket[] = []
  return {
    /** Asks, and reads nothing of the answer. */
    async ask(more = '', localAddress = '127.0.0.1') {
      const line = connect({ port, host: '127.0.0.1', localAddress })
      asking.push(line)
      line.on('error', () => undefined)
      line.pause()
      await once(line, 'connect')
      line.write(`GET / HTTP/1.1\r\nHost: x\r\n${more}\r\n`)
      return line
    },
    get unsent() {
      return [...open].map(({ writableLength }) => writableLength).reduce((a, b) => a + b, 0)
    },
    get open() {
      return open.size
    },
    async [Symbol.asyncDispose]() {
      for (const line of asking) line.destroy()
      sockets.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'

test('H159 what is kept for those who do not read is bounded, whatever it is', async () => {
  for (const [address, all] of [
    [40, 1000],
    [1000, 40],
  ] as const) {
    await using server = await generous({ addressUnsent: address * mega, unsent: all * mega })
    for (const more of ['', '', upgrade, '', upgrade, upgrade]) await server.ask(more)
    await until(() => server.open < 6)
    await until(() => server.unsent <= 40 * mega)
    await until(() => server.open === 2)
  }
})

test('H159 whoever reads what they are answered goes on, however much it is', async () => {
  await using server = await generous({ addressUnsent: 40 * mega, unsent: 1000 * mega })
  await Promise.all([server.ask(), server.ask()])
  for (let nth = 0; nth < 5; nth++) {
    const line = await server.ask('Connection: close\r\n')
    let heard = 0
    line.on('data', ({ length }: Buffer) => {
      heard += length
    })
    line.resume()
    await once(line, 'close')
    expect(heard).toBeGreaterThan(16 * mega)
  }
})

/** Reads all the while, some megabytes a second. */
function readSteadily(line: Socket) {
  const reader = { heard: 0 }
  line.on('data', ({ length }: Buffer) => {
    reader.heard += length
    line.pause()
    setTimeout(() => line.resume(), 8)
  })
  line.resume()
  return reader
}

test('H185 it is cut at the address that keeps most, and not at one that was there before', async () => {
  await using server = await generous({ addressUnsent: 1000 * mega, unsent: 72 * mega })
  const before = await server.ask('', '127.0.0.9')
  await until(() => server.unsent > 8 * mega)
  // looked at before the others come
  const seen = performance.now() + 600
  await until(() => performance.now() > seen)
  const flood = []
  for (let nth = 0; nth < 6; nth++) flood.push(await server.ask('', `127.0.0.${2 + (nth % 2)}`))
  await until(() => server.open === 4)
  let heard = 0
  before.on('data', ({ length }: Buffer) => {
    heard += length
  })
  before.resume()
  await until(() => heard > 16 * mega)
})

test('H186 whoever reads steadily goes on beside those who read nothing, also at one address', async () => {
  const answer = 32 * mega
  const [much, little] = [1000 * mega, 80 * mega]
  await Promise.all(
    [
      { most: { addressUnsent: little, unsent: much }, direct: true, address: '127.0.0.1' },
      { most: { addressUnsent: little, unsent: little }, direct: false, address: '127.0.0.1' },
      { most: { addressUnsent: much, unsent: little }, direct: true, address: '127.0.0.9' },
    ].map(async ({ most, direct, address }) => {
      await using server = await generous(most, { direct, answer })
      const reader = readSteadily(await server.ask('', address))
      await until(() => reader.heard > 8 * mega)
      await Promise.all([server.ask(), server.ask(), server.ask()])
      await until(() => server.open === 2)
      const { heard } = reader
      await until(() => reader.heard > heard + 4 * mega)
    }),
  )
})
