import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { dataFile } from '../../server/config.ts'
import { type Joined, joined } from '../../shared/api.ts'
import { sampleCommitment } from '../support/page/room.ts'
import { startServer, type TestServer } from '../support/server.ts'

const hour = 3_600_000

/** The system's clock is off by so much until it is set right. */
function clockOff(by: number): Disposable {
  const { now } = Date
  Date.now = () => now() + by
  const setRight = () => {
    Date.now = now
  }
  return { [Symbol.dispose]: setRight }
}

function open({ port }: TestServer, commitment: string, token: string): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/sync/${commitment}?token=${token}`)
}

async function invite(server: TestServer, { token, plan }: Joined, expiresAt: number) {
  const response = await server.request('POST', `/api/plans/${plan.id}/invitations`, {
    ...{ token, body: { role: 'observer', expiresAt } },
  })
  return (await response.json()) as { code: string; createdAt: number }
}

test('H170 a moment’s wrong clock sends nobody out, closes no code, opens none, and dates nothing', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator')
  const { id } = await sampleCommitment(server, lin)
  const soon = await invite(server, lin, Date.now() + hour)
  const past = await invite(server, lin, Date.now() - hour)
  const socket = open(server, id, lin.token)
  let over: number | null = null
  socket.on('close', (code) => {
    over = code
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const asked = async (path: string) => (await server.request('GET', path, lin)).status
  for (const days of [366, -366]) {
    using _ = clockOff(days * 24 * hour)
    expect(await asked('/api/me')).toBe(200)
    expect(await asked(`/api/invited/${soon.code}`)).toBe(200)
    expect(await asked(`/api/invited/${past.code}`)).toBe(410)
    const who = { name: `Bo ${days}`, organisation: 'Accord', sector: 'public' }
    const came = await server.request('POST', '/api/join', { body: { code: soon.code, ...who } })
    expect(came.status).toBe(200)
    const { token, person } = joined.parse(await came.json())
    expect((await server.request('GET', '/api/me', { token })).status).toBe(200)
    const made = await invite(server, lin, Date.now() + 1000 * 24 * hour)
    expect(Math.abs(made.createdAt - soon.createdAt)).toBeLessThan(hour)
    // whoever is out is sent away in the meantime, so all that are open were looked at
    const gone = open(server, id, token)
    await new Promise((resolve) => gone.once('open', resolve))
    const db = new Database(dataFile(server.config))
    db.prepare('delete from sessions where person = ?').run(person.id)
    db.close()
    await new Promise((resolve) => gone.once('close', resolve))
  }
  const listed = await server.request('GET', `/api/plans/${lin.plan.id}/people`, lin)
  const { people } = (await listed.json()) as { people: { name: string; joinedAt: number }[] }
  const dates = people.map(({ joinedAt }) => Math.abs(joinedAt - soon.createdAt))
  expect(Math.max(...dates)).toBeLessThan(hour)
  expect(over).toBeNull()
  socket.close()
})
