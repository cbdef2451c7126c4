import { expect, test } from 'vitest'
import { joined, type Member } from '../../shared/api.ts'
import { attemptHeader } from '../../shared/wire.ts'
import { newFolder } from '../support/folder.ts'
import { startServer, type TestServer } from '../support/server.ts'

const lin = { name: '林小姐', organisation: '國家發展委員會', sector: 'government' } as const
const sign = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'

test('J89 Join pressed again after a lost answer seats the same person, also after a restart', async () => {
  await using folder = await newFolder()
  const before = await startServer({ ACCORD_DATA: folder.path })
  const { token, plan } = await before.join('facilitator')
  const once = await invite(before, token, plan.id, { role: 'suggester', uses: 1 })
  const open = await invite(before, token, plan.id, { role: 'suggester' })
  const first = await join(before, once, sign)
  const second = await join(before, open, `${sign}0`)
  expect([first.status, second.status]).toEqual([200, 200])
  await before.close()

  await using server = await startServer({ ACCORD_DATA: folder.path })
  const headers = { [attemptHeader]: sign }
  const shown = await server.request('GET', `/api/invited/${once}`, { headers })
  expect(shown.status).toBe(200)
  const again = await join(server, once, sign)
  const { token: heard, person } = joined.parse(await again.json())
  const me = await server.request('GET', '/api/me', { token: heard })
  expect(((await me.json()) as { person: unknown }).person).toEqual(person)
  expect((await join(server, open, `${sign}0`)).status).toBe(200)
  const entries = await people(server, token, plan.id)
  expect(entries.filter(({ name }) => name === lin.name)).toHaveLength(2)

  // another attempt is somebody else, and a sign opens no other code
  expect((await join(server, once, `${sign}1`)).status).toBe(410)
  expect((await join(server, once, `${sign}0`)).status).toBe(410)
  expect((await server.request('GET', `/api/invited/${once}`)).status).toBe(410)
})

test('J89 an attempt holds no longer than the session that it has given', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  const once = await invite(server, token, plan.id, { role: 'suggester', uses: 1 })
  const guest = joined.parse(await (await join(server, once, sign)).json())
  await server.request('POST', '/api/leave', { token: guest.token })
  expect((await join(server, once, sign)).status).toBe(410)
})

test('J90 what makes something makes it once, however often the same attempt is sent', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  const other = await server.join('facilitator')
  const headers = { [attemptHeader]: sign }
  const acts = {
    invitations: { role: 'observer', label: 'Group' },
    people: lin,
    commitments: { template: 'tw-nap', locale: 'en', title: 'Open data' },
  }
  for (const [what, body] of Object.entries(acts)) {
    const path = `/api/plans/${plan.id}/${what}`
    const counted = await count(server, token, path, what)
    const act = (token: string, body: object) =>
      server.request('POST', path, { token, body, headers })
    const same = await Promise.all([act(token, body), act(token, body)])
    same.push(await act(token, body))
    const answers = await Promise.all(same.map((one) => one.text()))
    expect([what, ...same.map(({ status }) => status)]).toEqual([what, 201, 201, 201])
    expect(new Set(answers).size).toBe(1)
    expect(await count(server, token, path, what)).toBe(counted + 1)
    // somebody else's sign is their own, and other words are another act
    await act(other.token, body)
    await act(token, what === 'people' ? { ...lin, name: '王' } : { ...body, sector: 'public' })
    expect(await count(server, token, path, what)).toBe(counted + 3)
  }
})

function join(server: TestServer, code: string, attempt: string) {
  const headers = { [attemptHeader]: attempt }
  return server.request('POST', '/api/join', { body: { ...lin, code }, headers })
}

async function invite(server: TestServer, token: string, plan: string, body: object) {
  const response = await server.request('POST', `/api/plans/${plan}/invitations`, { token, body })
  return ((await response.json()) as { code: string }).code
}

async function people(server: TestServer, token: string, plan: string) {
  const response = await server.request('GET', `/api/plans/${plan}/people`, { token })
  return ((await response.json()) as { people: Member[] }).people
}

async function count(server: TestServer, token: string, path: string, what: string) {
  const response = await server.request('GET', path, { token })
  return ((await response.json()) as Record<string, unknown[]>)[what]?.length ?? -1
}
