import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { bounds } from '../../server/api/bounds.ts'
import { boundLines } from '../../server/api/lines.ts'
import { seeds } from '../support/seeds.ts'
import { startServer } from '../support/server.ts'
import { seeded } from '../support/textWorld.ts'
import { until } from '../support/until.ts'

/** A server that answers when it is told to. */
async function holding(most: Parameters<typeof boundLines>[2] = bounds) {
  const server = createServer({ requireHostHeader: false })
  boundLines(server, true, most)
  const held: { readonly asked: string; readonly response: ServerResponse }[] = []
  let begun = 0
  server.on('request', async (request, response) => {
    if (request.socket.destroyed) return
    begun += 1
    let body = ''
    for await (const part of request) body += part
    held.push({ asked: `${request.method} ${request.url} ${body}`, response })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    held,
    get begun() {
      return begun
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function lineTo(port: number) {
  const line = connect(port, '127.0.0.1')
  const heard = { text: '' }
  line.on('error', () => undefined)
  line.on('data', (chunk: Buffer) => {
    heard.text += chunk
  })
  return { line, heard, answers: () => heard.text.match(/HTTP\/1\.1 \d+/g) ?? [] }
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`

test('O50 a silent connection is kept for longer than proxies keep theirs, and for as long as is set', async () => {
  const talk = async (env: Record<string, string>) => {
    const server = await startServer(env)
    const { line, heard, answers } = lineTo(server.port)
    line.write(get('/healthz'))
    await until(() => answers().length === 1, 'an answer')
    return { server, line, heard, answers }
  }
  const usual = await talk({})
  expect(usual.heard.text).toMatch(/keep-alive: timeout=75\r/i)
  await usual.server.close()
  const short = await talk({ ACCORD_KEEP_ALIVE_SECONDS: '1' })
  short.line.write(get('/healthz'))
  await until(() => short.answers().length === 2, 'the second answer')
  await once(short.line, 'close')
  await short.server.close()
})

test('H126 of what is asked over one connection the next is begun when the one before is answered', async () => {
  await using server = await holding()
  const { line, heard, answers } = lineTo(server.port)
  const parts = [
    get('/1'),
    'POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n\r\n\r\nabc',
    get('/3'),
    'POST /4 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n\r\n\r\n',
    get('/5'),
    'GET /6 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok',
    get('/7').repeat(2000),
  ]
  line.write(parts.join(''))
  const asked = ['GET /1 ', 'POST /2 \r\n\r\nabc', 'GET /3 ', 'POST /4 ', 'GET /5 ', 'GET /6 ok']
  for (const [nth, what] of asked.entries()) {
    await until(() => server.held.length > nth)
    expect([server.begun, server.held[nth]?.asked]).toEqual([nth + 1, what])
    server.held[nth]?.response.end()
    await until(() => answers().length > nth)
  }
  // whoever goes away leaves nothing behind that is done for nobody
  await until(() => server.held.length === 7)
  line.destroy()
  await once(line, 'close')
  server.held[6]?.response.end()
  const other = lineTo(server.port)
  other.line.write(get('/other'))
  await until(() => server.held.length === 8)
  expect(server.begun).toBe(8)
  expect(heard.text).not.toContain('400')
  other.line.destroy()
})

test('H126 a request that comes in any pieces is one, and so is a body that does not say how long it is', async () => {
  await using server = await holding()
  const { line, answers } = lineTo(server.port)
  const whole = `${get('/a')}POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\n\r\n`
  line.setNoDelay()
  const answer = (async () => {
    for (let nth = 0; nth < 2; nth++) {
      await until(() => server.held.length > nth)
      server.held[nth]?.response.end()
    }
  })()
  for (const sign of whole) {
    line.write(sign)
    await new Promise((turn) => setImmediate(turn))
  }
  await answer
  await until(() => answers().length === 2)
  expect([server.begun, answers()]).toEqual([2, ['HTTP/1.1 200', 'HTTP/1.1 200']])
  line.destroy()
})

test('H126 thousands of requests over one connection are all answered by the server, one by one', async () => {
  await using server = await startServer()
  const { line, answers } = lineTo(server.port)
  line.write(get('/healthz').repeat(3) + get('/api/nothing').repeat(300))
  await until(() => answers().length === 303)
  expect(new Set(answers())).toEqual(new Set(['HTTP/1.1 200', 'HTTP/1.1 404']))
  line.destroy()
})

test('H127 a connection over which only refusals come is ended with one', async () => {
  await using server = await holding()
  const { line, answers } = lineTo(server.port)
  line.write(get('/').repeat(50))
  const closed = once(line, 'close')
  void (async () => {
    for (let nth = 0; nth < 50; nth++) {
      await until(() => server.held.length > nth)
      server.held[nth]?.response.writeHead(429).end()
    }
  })().catch(() => undefined)
  await closed
  expect(answers().length).toBe(10)
})

test('H128 where an address has very many connections the one that is still for longest goes, not whoever comes', async () => {
  await using server = await holding()
  const most = bounds.addressConnections
  const lines: Socket[] = []
  const gone = new Set<number>()
  const open = async (nth: number) => {
    const { line } = lineTo(server.port)
    lines.push(line)
    line.on('close', () => gone.add(nth))
    await once(line, 'connect')
    line.write('GET / HTTP/1.1\r\nHost: x\r\nX: ')
  }
  for (let nth = 0; nth < most; nth++) await open(nth)
  const honest = lineTo(server.port)
  honest.line.write(get('/honest'))
  await until(() => server.held.length === 1)
  await until(() => gone.size === 1)
  expect([...gone]).toEqual([0])
  server.held[0]?.response.end()
  await until(() => honest.answers().length === 1)
  for (const line of [...lines, honest.line]) line.destroy()
})

test('H128 whoever does not read what they are answered goes before whoever comes', async () => {
  await using server = await holding({ ...bounds, addressConnections: 3 })
  const unread = await Promise.all(
    Array.from({ length: 3 }, async (_, nth) => {
      const line = connect(server.port, '127.0.0.1')
      line.on('error', () => undefined)
      line.pause()
      await once(line, 'connect')
      line.write(get(`/${nth}`))
      return line
    }),
  )
  await until(() => server.held.length === 3)
  // more than the buffers of both sides take
  for (const { response } of server.held) response.end(Buffer.alloc(64 * 1024 * 1024))
  const honest = lineTo(server.port)
  honest.line.write(get('/honest'))
  await until(() => server.held.length === 4)
  server.held[3]?.response.end()
  await until(() => honest.answers().length === 1)
  for (const line of [...unread, honest.line]) line.destroy()
})

const odd = [
  'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n',
  'POST /api/join HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}',
  'GET / HTTP/1.1\r\n\r\n',
  'GET /healthz HTTP/1.0\r\n\r\n',
  'HEAD / HTTP/1.1\r\nHost: x\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
  'GET /sync/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'no request at all\r\n\r\n',
  '\r\n\r\n',
]

test('H137 whatever is written over a connection, and however often, the server goes on', async () => {
  await using server = await startServer()
  const write = async (words: string) => {
    const line = connect(server.port, '127.0.0.1')
    line.on('error', () => undefined)
    line.resume()
    await once(line, 'connect')
    await new Promise((written) => line.write(words, written))
    const health = await fetch(`http://127.0.0.1:${server.port}/healthz`)
    expect(health.status).toBe(200)
    line.destroy()
  }
  for (const one of odd) await write(one.repeat(800))
  for (const seed of seeds('what is written over a connection', 200)) {
    const random = seeded(seed)
    const pick = () => odd[Math.floor(random() * odd.length)] ?? ''
    const parts = Array.from({ length: 300 }, () =>
      pick().repeat(1 + Math.floor(random() ** 4 * 60)),
    )
    await write(parts.join(''))
  }
})
