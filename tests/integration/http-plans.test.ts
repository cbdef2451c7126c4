import { expect, test } from 'vitest'
import {
  commitment,
  commitments,
  errorBody,
  type Joined,
  members,
  templateList,
  textBody,
} from '../../shared/api.ts'
import { type Action, may, type Role, roles } from '../../shared/roles.ts'
import { startServer, type TestServer } from '../support/server.ts'

test('H6 each route is open to exactly the roles that the table of rights allows', async () => {
  await using server = await startServer()
  const everybody: Record<Role, Joined> = {
    facilitator: await server.join('facilitator'),
    'co-author': await server.join('co-author'),
    suggester: await server.join('suggester'),
    observer: await server.join('observer'),
  }
  const plan = `/api/plans/${everybody.facilitator.plan.id}`
  const [one] = await listed(server, everybody.facilitator)
  const guarded: [Action, string, string, object?][] = [
    ['read', 'GET', plan],
    ['read', 'GET', `${plan}/people`],
    ['read', 'GET', `${plan}/commitments`],
    ['read', 'GET', `/api/commitments/${one?.id}`],
    ['read', 'GET', `/api/commitments/${one?.id}/text`],
    ['facilitate', 'POST', '/api/plans', { title: 'A', locale: 'en' }],
    ['facilitate', 'GET', `${plan}/invitations`],
    ['facilitate', 'POST', `${plan}/invitations`, { role: 'observer' }],
    ['facilitate', 'DELETE', `${plan}/invitations/none`],
    ['facilitate', 'PATCH', `${plan}/people/${everybody.observer.person.id}`, { verified: true }],
    ['facilitate', 'POST', `${plan}/commitments`, { template: 'none', title: 'A', locale: 'en' }],
  ]
  for (const [action, method, path, body] of guarded) {
    for (const role of roles) {
      const { token } = everybody[role]
      const { status } = await server.request(method, path, { token, body })
      expect([method, path, role, status === 403]).toEqual([method, path, role, !may(role, action)])
    }
  }
})

test('H7 whoever is not of a plan learns nothing of it', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const made = await server.request('POST', '/api/plans', {
    token: facilitator.token,
    body: { title: 'Other', locale: 'en' },
  })
  const { id } = await made.json()
  const created = await create(server, { ...facilitator, plan: { ...facilitator.plan, id } })
  const { token } = await server.join('co-author')
  const own = commitment.parse(await created.json())
  for (const path of [`/api/plans/${id}`, `/api/plans/${id}/people`, `/api/plans/none`]) {
    expect(await refusal(server, 'GET', path, token)).toEqual([404, 'no-such-plan'])
  }
  for (const path of [`/api/commitments/${own.id}/text`, '/api/commitments/none']) {
    expect(await refusal(server, 'GET', path, token)).toEqual([404, 'no-such-commitment'])
  }
  expect(await refusal(server, 'GET', `/api/plans/${id}`)).toEqual([401, 'no-session'])
})

test('H11 a muted person may suggest at most, and an observer no more than before', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  for (const [role, after] of [
    ['co-author', 'suggester'],
    ['observer', 'observer'],
  ] as const) {
    const joined = await server.join(role)
    await change(server, facilitator, joined.person.id, { muted: true })
    expect(await roleNow(server, joined)).toBe(after)
    await change(server, facilitator, joined.person.id, { muted: false })
    expect(await roleNow(server, joined)).toBe(role)
  }
})

test('H11 a removed person is out, and no code lets them in again', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const { person, plan, token } = await server.join('co-author')
  await change(server, facilitator, person.id, { removed: true })
  expect(await refusal(server, 'GET', `/api/plans/${plan.id}`, token)).toEqual([
    404,
    'no-such-plan',
  ])
  const [link] = await server.links()
  const body = { code: link?.code, name: 'Lin', organisation: '', sector: 'public' }
  const again = await server.request('POST', '/api/join', { token, body })
  expect([again.status, (await again.json()).error.code]).toEqual([403, 'removed'])
})

test('H11 a plan keeps a facilitator', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const self = facilitator.person.id
  for (const body of [{ role: 'observer' }, { removed: true }, { muted: true }]) {
    const response = await change(server, facilitator, self, body)
    expect(response.status).toBe(409)
  }
  await server.join('facilitator')
  expect((await change(server, facilitator, self, { role: 'observer' })).status).toBe(200)
})

test('H12 corrections are recorded, and shown to facilitators only', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const { person, token } = await server.join('co-author', { name: 'Lim', sector: 'public' })
  await change(server, facilitator, person.id, {
    name: 'Lin',
    sector: 'academia',
    role: 'observer',
  })
  const by = facilitator.person.id
  const seen = (await people(server, facilitator)).find(({ id }) => id === person.id)
  expect(seen).toMatchObject({ name: 'Lin', sector: 'academia', role: 'observer' })
  expect(seen?.corrections).toMatchObject([
    { by, what: 'name', from: 'Lim', to: 'Lin' },
    { by, what: 'sector', from: 'public', to: 'academia' },
    { by, what: 'role', from: 'co-author', to: 'observer' },
  ])
  const own = await people(server, { ...facilitator, token })
  expect(own.flatMap(({ corrections }) => corrections)).toEqual([])
})

test('H12 how people appear in public they choose themselves', async () => {
  await using server = await startServer()
  const suggester = await server.join('suggester')
  const other = await server.join('observer')
  const self = await change(server, suggester, suggester.person.id, { appearsAs: 'sector' })
  expect(await self.json()).toMatchObject({ appearsAs: 'sector' })
  const foreign = await change(server, suggester, other.person.id, { appearsAs: 'sector' })
  expect(foreign.status).toBe(403)
})

test('H17 a commitment opens in a form with its title, and is listed and read', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const { templates } = templateList.parse(
    await (await server.request('GET', '/api/templates')).json(),
  )
  for (const { id } of templates) {
    const response = await create(server, facilitator, id)
    expect(response.status).toBe(201)
    const opened = commitment.parse(await response.json())
    expect(opened).toMatchObject({
      template: id,
      title: '開放',
      state: 'draft',
      role: 'facilitator',
    })
    expect(new Set(Object.values(opened.sections))).toEqual(new Set(['open']))
    expect(await listed(server, facilitator)).toContainEqual(opened)
    const read = await server.request('GET', `/api/commitments/${opened.id}`, facilitator)
    expect(await read.json()).toEqual(opened)
  }
  expect((await create(server, facilitator, 'none')).status).toBe(404)
})

test('H18 a text is read by field, block and run, milestone rows in their order', async () => {
  await using server = await startServer()
  const { token, ...facilitator } = await server.join('facilitator')
  const kenya = (await listed(server, { token, ...facilitator })).find(({ title }) =>
    title.startsWith('Strengthening Access'),
  )
  const path = `/api/commitments/${kenya?.id}/text`
  const { seq, fields } = textBody.parse(
    await (await server.request('GET', path, { token })).json(),
  )
  expect(seq).toBe(kenya?.seq)
  const names = fields.map(({ name }) => name)
  const sections = Object.keys(kenya?.sections ?? {}).filter((name) => names.includes(name))
  expect(names.slice(0, sections.length)).toEqual(sections)
  expect(words(fields.find(({ name }) => name === 'title'))).toBe(kenya?.title)
  const milestones = fields.filter(({ name }) => name.endsWith('.milestone')).map(words)
  expect(milestones.length).toBeGreaterThan(2)
  expect(milestones.every((text) => text !== '')).toBe(true)
  for (const view of ['original', 'final']) {
    const shown = await server.request('GET', `${path}?view=${view}`, { token })
    expect((await shown.json()).fields).toEqual(fields)
  }
  expect((await server.request('GET', `${path}?view=none`, { token })).status).toBe(400)
})

function words(field: { blocks: readonly { runs: readonly { text: string }[] }[] } | undefined) {
  return field?.blocks.flatMap(({ runs }) => runs.map(({ text }) => text)).join('')
}

async function listed(server: TestServer, { token, plan }: Joined) {
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  return commitments.parse(await response.json()).commitments
}

function create(server: TestServer, { token, plan }: Joined, template = 'ogp-2022') {
  const body = { template, title: '開放', locale: 'zh-Hant-TW' }
  return server.request('POST', `/api/plans/${plan.id}/commitments`, { token, body })
}

function change(server: TestServer, { token, plan }: Joined, person: string, body: object) {
  return server.request('PATCH', `/api/plans/${plan.id}/people/${person}`, { token, body })
}

async function people(server: TestServer, { token, plan }: Joined) {
  const response = await server.request('GET', `/api/plans/${plan.id}/people`, { token })
  return members.parse(await response.json()).people
}

async function roleNow(server: TestServer, { token, plan }: Joined): Promise<Role> {
  return (await (await server.request('GET', `/api/plans/${plan.id}`, { token })).json()).role
}

async function refusal(server: TestServer, method: string, path: string, token?: string) {
  const response = await server.request(method, path, { ...(token && { token }) })
  return [response.status, errorBody.parse(await response.json()).error.code]
}

test('J92 who changes their own name is called so on the front door, and where they join next', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const { token, person, plan } = await server.join('suggester', { name: 'Layla' })
  const path = `/api/plans/${plan.id}/people/${person.id}`
  const named = async () => {
    const me = await server.request('GET', '/api/me', { token })
    return ((await me.json()) as { person: { name: string } }).person.name
  }
  await server.request('PATCH', path, { token, body: { name: 'ليلى' } })
  expect(await named()).toBe('ليلى')
  // what somebody else says of them is that plan's own
  await server.request('PATCH', path, { token: facilitator.token, body: { name: 'Leila' } })
  expect(await named()).toBe('ليلى')
})
