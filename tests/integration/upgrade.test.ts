import { once } from 'node:events'
import { type AddressInfo, connect, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createGateway, socketOptions, type Upgraded } from '../../server/sync/gateway.ts'
import { commitments, type Joined } from '../../shared/api.ts'
import { closeCode } from '../../shared/wire.ts'
import { openPlan } from '../support/plans.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('H14 a session is known by token, bearer or cookie with our Origin', async () => {
  await using server = await startServer()
  const joined = await server.join('observer')
  const path = `/sync/${await firstCommitment(server, joined)}`
  const cookie = `accord_session=${joined.token}`
  const ways: [string, Record<string, string>][] = [
    [`${path}?token=${joined.token}`, {}],
    [path, { authorization: `Bearer ${joined.token}` }],
    [path, { cookie, origin: server.url }],
  ]
  for (const [address, headers] of ways) {
    const socket = await enter(server, address, headers)
    socket.close()
  }
})

test('H14 whoever is turned away is let in first and told by a close code', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const commitment = await firstCommitment(server, facilitator)
  const { token, person, plan } = await server.join('co-author')
  const cookie = `accord_session=${facilitator.token}`
  expect(await closedWith(server, `/sync/${commitment}`)).toBe(closeCode.noSession)
  expect(await closedWith(server, `/sync/${commitment}?token=forged`)).toBe(closeCode.noSession)
  expect(await closedWith(server, `/sync/none?token=${token}`)).toBe(closeCode.noSuchCommitment)
  for (const headers of [{ cookie }, { cookie, origin: 'https://elsewhere.example' }]) {
    expect(await closedWith(server, `/sync/${commitment}`, headers)).toBe(closeCode.notAllowed)
  }
  await server.request('PATCH', `/api/plans/${plan.id}/people/${person.id}`, {
    token: facilitator.token,
    body: { removed: true },
  })
  expect(await closedWith(server, `/sync/${commitment}?token=${token}`)).toBe(closeCode.notAllowed)
})

test('H64 a commitment of another plan is told from none by nobody, over a socket as over HTTP', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator')
  const stranger = await server.join('observer')
  const other = await openPlan(server, host)
  for (const id of [other.commitment, 'none', '__proto__', 'constructor']) {
    const path = `/api/commitments/${id}`
    const answer = await server.request('GET', path, { token: stranger.token })
    expect([id, answer.status]).toEqual([id, 404])
    const code = await closedWith(server, `/sync/${id}?token=${stranger.token}`)
    expect([id, code]).toEqual([id, closeCode.noSuchCommitment])
  }
})

test('H64 no room is opened for whoever may not come in', async () => {
  const opened: string[] = []
  const gateway = createGateway({
    rooms: {
      closing: false,
      open: async (id) => {
        opened.push(id)
        return null
      },
    },
    access: {
      sessions: { holding: async (ids) => new Set(ids) },
      placeAt: async () => null,
      everAt: async () => false,
    },
  })
  await using server = await socketServer((upgraded) =>
    gateway.accept(upgraded, 'c1', {
      id: 's',
      person: { id: 'p', name: 'Lin', organisation: '', sector: 'public' },
    }),
  )
  const socket = new WebSocket(server.url)
  expect((await once(socket, 'close'))[0]).toBe(closeCode.noSuchCommitment)
  expect(opened).toEqual([])
})

/** Hands every socket on. */
async function socketServer(accept: (upgraded: Upgraded) => void) {
  const server = new WebSocketServer({ ...socketOptions, noServer: false, port: 0 })
  server.on('connection', (socket, { socket: line }) => accept({ socket, line }))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

test('H11 removing a person closes their open sockets', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const commitment = await firstCommitment(server, facilitator)
  const { token, person, plan } = await server.join('co-author')
  const socket = await enter(server, `/sync/${commitment}?token=${token}`)
  const closed = once(socket, 'close')
  await server.request('PATCH', `/api/plans/${plan.id}/people/${person.id}`, {
    token: facilitator.token,
    body: { removed: true },
  })
  expect((await closed)[0]).toBe(closeCode.notAllowed)
})

test('H15 an upgrade to something else is refused in a room and passed over elsewhere, and resets disturb nobody', async () => {
  await using server = await startServer()
  const joined = await server.join('observer')
  const commitment = await firstCommitment(server, joined)
  const bystander = await enter(server, `/sync/${commitment}?token=${joined.token}`)

  const heads = [
    'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
    `GET /sync/${commitment} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    `GET /sync/${commitment}?token=${joined.token} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    'GET //// HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'POST /api/join HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{',
    'GET',
  ]
  for (const head of heads) {
    for (let round = 0; round < 20; round++) await reset(server.port, head)
  }
  expect(await answer(server.port, heads[0] ?? '')).toMatch(/^HTTP\/1\.1 200 /)
  expect(await answer(server.port, heads[1] ?? '')).toMatch(/^HTTP\/1\.1 426 /)
  expect((await server.request('GET', '/healthz')).ok).toBe(true)
  expect(bystander.readyState).toBe(WebSocket.OPEN)
  await until(async () => /^accord_sockets 1$/m.test(await metrics(server)), 'reset sockets to go')
  bystander.close()
})

test('H82 a health check in HTTP/1.0 without a name is answered', async () => {
  await using server = await startServer()
  expect(await answer(server.port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
})

test('H83 whoever would rather speak HTTP/2 is answered in HTTP/1.1, body and all', async () => {
  await using server = await startServer()
  const { token } = await server.join('observer')
  const wish = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n'
  const asked = `GET /api/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n${wish}\r\n`
  expect(await answer(server.port, asked)).toMatch(/^HTTP\/1\.1 200 /)
  const [link] = await server.links()
  const who = { code: link?.code, name: '林', organisation: 'x', sector: 'public' }
  const body = JSON.stringify(who)
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`
  const joins = `POST /api/join HTTP/1.1\r\nHost: a\r\n${length}${wish}\r\n`
  expect(await answer(server.port, joins + body)).toMatch(/^HTTP\/1\.1 200 /)
  // a body that comes later, and some that never do
  const line = connect(server.port, '127.0.0.1')
  line.write(joins, () => setImmediate(() => line.write(body)))
  expect(await heardOn(line)).toMatch(/^HTTP\/1\.1 200 /)
  for (let round = 0; round < 20; round++) await reset(server.port, joins + body.slice(0, 10))
  expect((await server.request('GET', '/healthz')).ok).toBe(true)
})

test('H84 who is turned away keeps no line, and nobody keeps the server from ending', async () => {
  const server = await startServer()
  const joined = await server.join('observer')
  const commitment = await firstCommitment(server, joined)
  const turned = [
    `GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    `GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n`,
    `GET /sync/${commitment} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n`,
  ].map((head) => staying(server.port, head))
  for (const { said } of turned) await until(() => said() !== '', 'an answer')
  await until(() => turned.every(({ line }) => line.destroyed), 'their lines to end')
  // those whose lines are still open when it ends
  const open = [
    ...['', 'GET', turned[0]?.head ?? ''].map((head) => staying(server.port, head)),
    staying(
      server.port,
      `GET /sync/${commitment}?token=${joined.token} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    ),
  ]
  await until(() => open.slice(2).every(({ said }) => said() !== ''), 'their answers')
  await server.close()
  for (const { line } of open) await until(() => line.destroyed, 'the last lines to end')
}, 30_000)

/** Somebody who says `head`, and never ends a line. */
function staying(port: number, head: string) {
  const line = new Socket({ allowHalfOpen: true })
  line.connect(port, '127.0.0.1', () => line.write(head))
  line.on('error', () => undefined)
  // who answers nothing to an end notices only by writing that nobody is there
  const beat = setInterval(() => line.write('\r\n'), 50)
  line.once('close', () => clearInterval(beat))
  let heard = ''
  line.on('data', (chunk) => {
    heard += chunk
  })
  return { head, line, said: () => heard }
}

/** Resolves when the room has answered a stock client's greeting. */
async function enter(
  server: TestServer,
  address: string,
  headers: Record<string, string> = {},
): Promise<WebSocket> {
  const socket = new WebSocket(wsUrl(server) + address, { headers })
  await once(socket, 'open')
  const [sync, step1, length, emptyVector] = [0, 0, 1, 0]
  socket.send(Uint8Array.of(sync, step1, length, emptyVector))
  await once(socket, 'message')
  return socket
}

function wsUrl({ port }: TestServer): string {
  return `ws://127.0.0.1:${port}`
}

async function firstCommitment(server: TestServer, { token, plan }: Joined): Promise<string> {
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  return commitments.parse(await response.json()).commitments[0]?.id ?? ''
}

async function closedWith(
  server: TestServer,
  address: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const socket = new WebSocket(wsUrl(server) + address, { headers })
  const opened = once(socket, 'open')
  const [code] = await once(socket, 'close')
  await opened
  return code
}

/** Says `head` and cuts the line with a TCP reset. */
async function reset(port: number, head: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  await new Promise((written) => socket.write(head, written))
  const closed = once(socket, 'close')
  socket.resetAndDestroy()
  await closed
}

async function answer(port: number, head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(head)
  return heardOn(socket)
}

async function heardOn(socket: Socket): Promise<string> {
  let said = ''
  for await (const chunk of socket) said += chunk
  return said
}

async function metrics(server: TestServer): Promise<string> {
  return (await server.request('GET', '/metrics')).text()
}
