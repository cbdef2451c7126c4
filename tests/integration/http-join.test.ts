import { expect, test } from 'vitest'
import {
  type Invitation,
  invitation,
  joined,
  type Me,
  type NewInvitation,
} from '../../shared/api.ts'
import { startServer, type TestServer } from '../support/server.ts'

const lin = { name: '林小姐', organisation: '國家發展委員會', sector: 'government' } as const

test('H1 a code gives a person, a role and a session, however it is typed', async () => {
  await using server = await startServer()
  const code = (await server.links()).find(({ role }) => role === 'co-author')?.code ?? ''
  for (const typed of [code, code.toLowerCase(), code.replace('-', ' '), ` ${code} `]) {
    const response = await join(server, { ...lin, code: typed })
    expect(response.status).toBe(200)
    const { token, person, plan } = joined.parse(await response.json())
    expect(person).toMatchObject(lin)
    expect(plan.role).toBe('co-author')
    expect(await me(server, token)).toEqual({ person, plans: [plan] })
  }
  const unknown = await join(server, { ...lin, code: 'AAAAA-AAAAA' })
  expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'code-unknown'])
})

test('H1 before joining, a code tells the plan and the role it opens', async () => {
  await using server = await startServer()
  const [link] = await server.links()
  const response = await server.request('GET', `/api/invited/${link?.code}`)
  expect(await response.json()).toMatchObject({ role: 'facilitator', sector: null })
})

test('H2 the same device stays the same person', async () => {
  await using server = await startServer()
  const first = await server.join('suggester', lin)
  const again = await rejoin(server, 'suggester', first.token)
  expect(again.person).toEqual(first.person)
  expect(again.token).not.toBe(first.token)
  const otherDevice = await server.join('suggester', lin)
  expect(otherDevice.person.id).not.toBe(first.person.id)
})

test('H2 a code raises the role of who comes again, and never lowers it', async () => {
  await using server = await startServer()
  const { token } = await server.join('suggester')
  const raised = await rejoin(server, 'co-author', token)
  expect(raised.plan.role).toBe('co-author')
  expect((await rejoin(server, 'observer', raised.token)).plan.role).toBe('co-author')
})

test('H2 a role that a facilitator has set stays, whatever code is used', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const { token, person, plan } = await server.join('co-author')
  await server.request('PATCH', `/api/plans/${plan.id}/people/${person.id}`, {
    token: facilitator.token,
    body: { role: 'observer' },
  })
  expect((await rejoin(server, 'co-author', token)).plan.role).toBe('observer')
})

test('H3 a code that is closed, expired or used up lets nobody in, and says so', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  const closed = await invite(server, token, plan.id, { role: 'observer' })
  await server.request('DELETE', `/api/plans/${plan.id}/invitations/${closed.id}`, { token })
  const expired = await invite(server, token, plan.id, { role: 'observer', expiresAt: 1 })
  const once = await invite(server, token, plan.id, { role: 'observer', uses: 1 })
  const guest = joined.parse(await (await join(server, { ...lin, code: once.code })).json())

  const refused = { closed, expired, 'used-up': once }
  for (const [why, { code }] of Object.entries(refused)) {
    const response = await join(server, { ...lin, code })
    expect([response.status, await codeOf(response)]).toEqual([410, `code-${why}`])
  }
  // Who has come in with it stays, and may come again on the same device.
  const again = await join(server, { ...lin, code: once.code }, guest.token)
  expect(joined.parse(await again.json()).person).toEqual(guest.person)
})

test('H3 no more people come in than a code has uses, however they crowd', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  const { code } = await invite(server, token, plan.id, { role: 'observer', uses: 3 })
  const crowd = await Promise.all(Array.from({ length: 20 }, () => join(server, { ...lin, code })))
  expect(crowd.filter(({ ok }) => ok)).toHaveLength(3)
})

test('H4 a code that is fixed to a sector decides the sector', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  const { code } = await invite(server, token, plan.id, { role: 'observer', sector: 'academia' })
  const response = await join(server, { ...lin, code })
  expect(joined.parse(await response.json()).person.sector).toBe('academia')
})

test('H5 leaving ends the session and takes the cookie away', async () => {
  await using server = await startServer()
  const { token } = await server.join('observer')
  const left = await server.request('POST', '/api/leave', { token })
  expect(left.status).toBe(204)
  expect(left.headers.get('set-cookie')).toMatch(/^accord_session=; Max-Age=0/)
  expect((await server.request('GET', '/api/me', { token })).status).toBe(401)
})

test('H5 the cookie is out of reach for scripts and for other sites', async () => {
  await using server = await startServer({ ACCORD_PUBLIC_URL: 'https://accord.example' })
  const [link] = await server.links()
  const response = await join(server, { ...lin, code: link?.code ?? '' })
  const cookie = response.headers.get('set-cookie')
  expect(cookie).toMatch(/(?:^|, )__Host-accord_session=/)
  expect(cookie).toMatch(/Path=\//)
  expect(cookie).not.toMatch(/Domain/)
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/Secure/)
  expect(cookie).toMatch(/SameSite=Lax/)
})

function join(server: TestServer, body: object, token?: string) {
  return server.request('POST', '/api/join', { body, ...(token && { token }) })
}

async function rejoin(server: TestServer, role: string, token: string) {
  const link = (await server.links()).find((each) => each.role === role)
  return joined.parse(await (await join(server, { ...lin, code: link?.code }, token)).json())
}

async function me(server: TestServer, token: string): Promise<Me> {
  return (await server.request('GET', '/api/me', { token })).json()
}

async function invite(
  server: TestServer,
  token: string,
  plan: string,
  body: NewInvitation,
): Promise<Invitation> {
  const response = await server.request('POST', `/api/plans/${plan}/invitations`, { token, body })
  expect(response.status).toBe(201)
  return invitation.parse(await response.json())
}

async function codeOf(response: Response): Promise<string> {
  return (await response.json()).error.code
}
