import { type ClientRequest, request as open } from 'node:http'
import { connect } from 'node:net'
import { Registry } from 'prom-client'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { bounds } from '../../server/api/bounds.ts'
import { operationRoutes } from '../../server/api/operation.ts'
import { type Joined, joined } from '../../shared/api.ts'
import { openPlan } from '../support/plans.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** A request whose body does not end before it is told to. */
function hanging(
  server: TestServer,
  path: string,
  token: string | null,
  language = 'en',
  from = '',
) {
  const request: ClientRequest = open({
    ...{ host: '127.0.0.1', port: server.port, path, method: 'POST' },
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      'transfer-encoding': 'chunked',
      'accept-language': language,
      'x-forwarded-for': from,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
  })
  request.on('error', () => undefined)
  request.write('--x\r\n')
  const answer = new Promise<{ status: number; code: string; words: string; wait: string }>(
    (resolve) => {
      request.on('response', async (response) => {
        let text = ''
        for await (const chunk of response) text += chunk
        const { error } = JSON.parse(text)
        const wait = response.headers['retry-after'] ?? ''
        resolve({ status: response.statusCode ?? 0, ...error, words: error.message, wait })
      })
    },
  )
  return { request, answer, [Symbol.dispose]: () => request.destroy() }
}

test('H50 whoever may not is told so before anything of the body is read', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator')
  const observer = await server.join('observer')
  const { commitment } = await openPlan(server, host)
  const own = await commitmentOf(server, host)
  for (const [path, token, status] of [
    [own, null, 401],
    [own, 'forged', 401],
    [own, observer.token, 403],
    [commitment, observer.token, 404],
  ] as const) {
    using asked = hanging(server, `/api/commitments/${path}/import`, token)
    expect((await asked.answer).status).toBe(status)
  }
  // as many at once as somebody likes
  const many = Array.from({ length: 60 }, () =>
    hanging(server, `/api/commitments/${own}/import/preview`, null),
  )
  const answers = await Promise.all(many.map(({ answer }) => answer))
  for (const one of many) one[Symbol.dispose]()
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))

  const body = { code: 'none', name: 'x'.repeat(bounds.strangerBody), sector: 'public' }
  expect((await server.request('POST', '/api/join', { body })).status).toBe(413)
  const long = await server.request('POST', '/api/join', { body, token: host.token })
  expect(long.status).toBe(400)
})

test('H50 a right that is lost while a body is on its way is lost', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator')
  const second = await server.join('facilitator')
  const own = await commitmentOf(server, host)
  for (const change of [{ role: 'observer' }, { removed: true }]) {
    using asked = hanging(server, `/api/commitments/${own}/import/preview`, second.token)
    await server.request('PATCH', `/api/plans/${host.plan.id}/people/${second.person.id}`, {
      ...{ token: host.token, body: change },
    })
    asked.request.end('--x--\r\n')
    expect((await asked.answer).status).toBe('role' in change ? 403 : 404)
    await server.request('PATCH', `/api/plans/${host.plan.id}/people/${second.person.id}`, {
      ...{ token: host.token, body: { role: 'facilitator' } },
    })
  }
})

test('H51 a person’s uploads and sockets are bounded, others notice nothing, and an end makes room', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator')
  const other = await server.join('facilitator')
  const own = await commitmentOf(server, host)
  const path = `/api/commitments/${own}/import/preview`
  const held = Array.from({ length: bounds.personUploads }, () => hanging(server, path, host.token))
  await expect.poll(async () => (await crowded(server, path, host.token)).status).toBe(429)
  const told = await crowded(server, path, host.token, 'zh-TW')
  expect(told).toMatchObject({ status: 429, code: 'too-many' })
  expect(told.words).toMatch(/[一-鿿]/)
  expect(Number(told.wait)).toBeGreaterThan(0)
  expect((await crowded(server, path, other.token)).status).toBe(400)
  for (const { request } of held) request.end('--x--\r\n')
  for (const { answer } of held) expect((await answer).status).toBe(400)
  expect((await crowded(server, path, host.token)).status).toBe(400)

  const socket = ({ token }: Joined) =>
    new WebSocket(`ws://127.0.0.1:${server.port}/sync/${own}?token=${token}`)
  const settled = (one: WebSocket) =>
    new Promise<string>((resolve) => {
      one.on('open', () => resolve('open'))
      one.on('unexpected-response', (_, { statusCode }) => resolve(`${statusCode}`))
      one.on('error', () => resolve('error'))
    })
  const sockets = Array.from({ length: bounds.personSockets + 1 }, () => socket(host))
  const states = await Promise.all(sockets.map(settled))
  expect(states.filter((state) => state === 'open').length).toBe(bounds.personSockets)
  expect(states).toContain('429')
  const another = socket(other)
  expect(await settled(another)).toBe('open')
  for (const one of [...sockets, another]) one.terminate()
  await expect
    .poll(async () => {
      const again = socket(host)
      const state = await settled(again)
      again.terminate()
      return state
    })
    .toBe('open')
})

test('H51 behind a proxy each of its visitors has an address of their own', async () => {
  await using server = await startServer({ ACCORD_PROXY_HEADER: 'X-Forwarded-For' })
  const [link] = await server.links()
  const body = { code: link?.code, name: 'Lin', organisation: '', sector: 'public' }
  const joining = (address: string) =>
    server.request('POST', '/api/join', { body, headers: { 'x-forwarded-for': address } })
  // whatever a visitor says of themselves stands before the proxy's word
  const guesses = Array.from({ length: 2 * bounds.guesses.burst }, async (_, index) => {
    const headers = { 'x-forwarded-for': `10.0.0.${index}, 192.0.2.1` }
    const { status } = await server.request('GET', '/api/invited/XXXXXXXXXX', { headers })
    return status
  })
  // so many guesses at once are one address's, whatever they say before it
  expect(await Promise.all(guesses)).toContain(429)
  expect(joined.parse(await (await joining('192.0.2.2')).json()).person.name).toBe('Lin')
  // whoever watches over the server from there is answered
  const from = { headers: { 'x-forwarded-for': '192.0.2.1' } }
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expect((await server.request('GET', path, from)).status).toBe(200)
  expect((await joining('192.0.2.1')).status).toBe(200)
})

test('H100 what is the same for everybody is made once, however many ask', async () => {
  await using server = await startServer()
  const [health] = operationRoutes
  const described = vi.fn(() => 'The process lives.')
  if (health) Object.defineProperty(health, 'summary', { get: described })
  const read = async (path: string) => (await server.request('GET', path)).text()
  for (const path of ['/api/openapi.json', '/api/export-schema.json']) {
    const first = await read(path)
    expect(Object.keys(JSON.parse(first)).length).toBeGreaterThan(2)
    for (const again of await Promise.all(Array.from({ length: 20 }, () => read(path))))
      expect(again).toBe(first)
  }
  expect(described).toHaveBeenCalledTimes(1)
  const gathered = vi.spyOn(Registry.prototype, 'metrics')
  const shown = await Promise.all(Array.from({ length: 50 }, () => read('/metrics')))
  expect(shown.every((text) => text.includes('accord_rooms'))).toBe(true)
  expect(gathered.mock.calls.length).toBeLessThan(25)
  vi.restoreAllMocks()
})

test('H100 a description weighs what it is, and a workshop goes on joining meanwhile', async () => {
  await using server = await startServer()
  const asked = await Promise.all(
    Array.from({ length: 300 }, () => server.request('GET', '/api/openapi.json')),
  )
  expect(asked.every(({ status }) => status === 200)).toBe(true)
  const [link] = await server.links()
  const body = { code: link?.code, name: 'Lin', organisation: '', sector: 'public' }
  const joins = await Promise.all(
    Array.from({ length: 40 }, () => server.request('POST', '/api/join', { body })),
  )
  expect(new Set(joins.map(({ status }) => status))).toEqual(new Set([200]))
  const more = await Promise.all(
    Array.from({ length: 320 }, () => server.request('GET', '/api/openapi.json')),
  )
  const late = more.find(({ status }) => status === 429)
  expect(Number(late?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('H101 what one person reads at once is read one by one, and all of it is answered', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator')
  const own = await commitmentOf(server, host)
  const paths = ['diff?from=1', 'attribution', 'balance', 'at/1', 'checks', 'history']
  const asked = [...paths, ...paths, ...paths].map((path) =>
    server.request('GET', `/api/commitments/${own}/${path}`, { token: host.token }),
  )
  const overview = server.request('GET', `/api/plans/${host.plan.id}/overview`, {
    token: host.token,
  })
  const answers = await Promise.all([...asked, overview])
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
})

test('H102 a script at one address does not use a code up: it is told to wait, others come in', async () => {
  await using server = await startServer({ ACCORD_PROXY_HEADER: 'X-Forwarded-For' })
  const [link] = await server.links()
  const join = async (from: string, token = '') => {
    const body = { code: link?.code, name: 'Lin', organisation: '', sector: 'public' }
    const headers = { 'x-forwarded-for': from }
    return server.request('POST', '/api/join', { body, headers, ...(token && { token }) })
  }
  const workshop = await Promise.all(Array.from({ length: 40 }, () => join('192.0.2.1')))
  expect(workshop.every(({ ok }) => ok)).toBe(true)
  const known = joined.parse(await workshop[0]?.json())
  const script = Array.from({ length: 2 * bounds.joins.burst }, () => join('192.0.2.1'))
  const refused = (await Promise.all(script)).filter(({ ok }) => !ok)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.status).toBe(429)
  // it is over in seconds, for whoever is honest there
  const wait = Number(refused[0]?.headers.get('retry-after'))
  expect([wait > 0, wait < 10]).toEqual([true, true])
  // who is known there comes again, and another address is another hall
  expect((await join('192.0.2.1', known.token)).status).toBe(200)
  expect((await join('192.0.2.2')).status).toBe(200)
})

test('H131 who has a right code comes in beside a neighbour who guesses', async () => {
  await using server = await startServer()
  const [link] = await server.links()
  const join = (code: string) =>
    server.request('POST', '/api/join', {
      body: { code, name: 'Lin', organisation: '', sector: 'public' },
    })
  const guesses = await Promise.all(
    Array.from({ length: bounds.guesses.burst + 60 }, (_, nth) => join(`WRONG-${10_000 + nth}`)),
  )
  const heard = guesses.map(({ status }) => status)
  expect(heard.filter((status) => status === 404).length).toBeGreaterThan(99)
  const late = guesses.find(({ status }) => status === 429)
  expect(Number(late?.headers.get('retry-after'))).toBeLessThan(60)
  const honest = await Promise.all(Array.from({ length: 40 }, () => join(link?.code ?? '')))
  expect(honest.map(({ status }) => status)).toEqual(honest.map(() => 200))
})

/** What somebody hears who brings an empty form. */
async function crowded(server: TestServer, path: string, token: string, language?: string) {
  using asked = hanging(server, path, token, language)
  asked.request.end('--x--\r\n')
  return await asked.answer
}

async function commitmentOf(server: TestServer, { token, plan }: Joined): Promise<string> {
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const [first] = (await response.json()).commitments
  return first.id
}

test('H75 an upload by nobody is answered at once and left with its sender', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator')
  const own = await commitmentOf(server, host)
  const line = connect(server.port, '127.0.0.1')
  line.on('error', () => undefined)
  let heard = ''
  line.on('data', (chunk: Buffer) => {
    heard += chunk
  })
  let ended = false
  // with a reset, for what it sent lies there unread
  const end = new Promise<void>((done) => {
    line.on('close', () => {
      ended = true
      done()
    })
  })
  const head = ['host: x', 'transfer-encoding: chunked', 'content-type: multipart/form-data']
  line.write(`POST /api/commitments/${own}/import HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
  const chunk = Buffer.concat([
    Buffer.from('10000\r\n'),
    Buffer.alloc(2 ** 16),
    Buffer.from('\r\n'),
  ])
  let given = 0
  while (!ended && given < 64 * 2 ** 20) {
    given += chunk.length
    if (!line.write(chunk)) await Promise.race([new Promise((go) => line.once('drain', go)), end])
  }
  // what the system itself keeps of a line that nobody reads is less than that
  expect(given).toBeLessThan(32 * 2 ** 20)
  expect(heard).toMatch(/^HTTP\/1\.1 401 /)
  // of what is short a connection is used again
  const body = { code: 'none', name: 'x', organisation: 'x', sector: 'public' }
  expect((await server.request('POST', '/api/join', { body })).status).toBe(404)
  await end
})

test('H80 one body that never ends is answered, and everybody else goes on', async () => {
  const { bodyPatience } = bounds
  Object.assign(bounds, { bodyPatience: 100 })
  await using server = await startServer()
  const chunked = 'POST /api/join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n'
  const unfinished = [
    [413, `${chunked}5000\r\n${'x'.repeat(0x5000)}\r\n`],
    [400, `${chunked}5\r\nxxxxx\r\n`],
    [400, 'POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 300\r\n\r\nxx'],
    [404, 'POST /api/none HTTP/1.1\r\nHost: x\r\nContent-Length: 300\r\n\r\nxx'],
    [200, 'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 300\r\n\r\nxx'],
  ] as const
  const heard = unfinished.map(async ([status, words]) => {
    const line = connect(server.port, '127.0.0.1')
    line.write(words)
    let said = ''
    for await (const chunk of line) said += chunk
    expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    if (words.startsWith(chunked)) expect(said).toMatch(/\r\nconnection: close\r\n/i)
  })
  // and some who do not wait to be told
  for (const [, words] of unfinished) {
    const line = connect(server.port, '127.0.0.1', () => line.write(words))
    line.on('error', () => undefined)
    line.once('data', () => line.resetAndDestroy())
  }
  await Promise.all(heard)
  Object.assign(bounds, { bodyPatience })
  expect((await server.request('GET', '/healthz')).status).toBe(200)
})

test('H81 whoever brings what may not be brought hears why, and so do those who ask next', async () => {
  await using server = await startServer()
  const observer = await server.join('observer')
  const own = await commitmentOf(server, observer)
  // behind what is short the same connection is used again, as often as somebody likes
  const line = connect(server.port, '127.0.0.1')
  const long = 'x'.repeat(10_000)
  const head = `POST /api/commitments/${own}/threads HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n`
  line.write(`${head}${long}`.repeat(30))
  // no end of ours: Node answers nothing more behind it
  line.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  let said = ''
  for await (const chunk of line) said += chunk
  const told = [...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))
  expect(told).toEqual([...Array(30).fill(401), 200])
  for (const [token, status] of [
    [undefined, 401],
    [observer.token, 403],
  ] as const) {
    for (const length of [10, 60_000, 200_000, 900_000, 8_000_000]) {
      const bring = (body: Uint8Array<ArrayBuffer>) =>
        fetch(`http://127.0.0.1:${server.port}/api/commitments/${own}/import/preview`, {
          ...{ method: 'POST', body },
          headers: {
            'content-type': 'multipart/form-data; boundary=x',
            ...(token && { authorization: `Bearer ${token}` }),
          },
        })
      for (let time = 0; time < 3; time++) {
        const answer = await bring(new Uint8Array(length))
        expect([length, answer.status]).toEqual([length, status])
        await answer.text()
        expect((await server.request('GET', '/healthz')).status).toBe(200)
      }
    }
  }
})
