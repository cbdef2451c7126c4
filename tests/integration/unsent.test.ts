import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { boundUnsent } from '../../server/api/unsent.ts'
import { until } from '../support/until.ts'

const mega = 2 ** 20

/** A server that answers with much, over HTTP and over sockets. */
async function generous(most: { readonly addressUnsent: number; readonly unsent: number }) {
  const server = createServer((_, response) => response.end(Buffer.alloc(16 * mega)))
  boundUnsent(server, true, most)
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
    async ask(more = '') {
      const line = connect(port, '127.0.0.1')
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

test('H159 what is kept for those who do not read is bounded, and the slowest go first', async () => {
  for (const [address, all] of [
    [40, 1000],
    [1000, 40],
  ] as const) {
    await using server = await generous({ addressUnsent: address * mega, unsent: all * mega })
    const first = await server.ask()
    await until(() => server.unsent > 8 * mega)
    // seen as the one that has not read for longest
    const seen = performance.now() + 600
    await until(() => performance.now() > seen)
    for (const more of ['', upgrade, '', upgrade, upgrade]) await server.ask(more)
    await until(() => server.open < 6)
    await until(() => server.unsent <= 40 * mega)
    await until(() => server.open === 2)
    // it is the server that has cut it
    first.resume()
    await once(first, 'close')
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
