import { expect, test } from 'vitest'
import { type Joined, joined, members } from '../../shared/api.ts'
import type { Role, Sector } from '../../shared/roles.ts'
import { type Meeting, openMeeting } from '../support/meeting.ts'

test('H53 where a plan asks for verified people, only those decide', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  using mei = await meeting.join('suggester')
  using bo = await meeting.join('co-author')
  mei.suggest(0, 0, '公布')
  await bo.hears(() => bo.replica.state.record.suggestions[1] !== undefined)
  const ask = (by: Joined, on: boolean) =>
    server.request('POST', `/api/plans/${plan}/verified`, { token: by.token, body: { on } })
  expect((await ask(bo.joined, true)).status).toBe(403)
  expect(await (await ask(host, true)).json()).toEqual({ on: true })
  const answers = () =>
    Promise.all(
      [
        ['suggestions/1/decision', { outcome: 'later', reason: 'x' }],
        ['suggestions/decisions', { outcome: 'later', reason: 'x', suggestions: [1] }],
        ['suggestions/1/reopening', { reason: 'x' }],
      ].map(async ([path, body]) => (await bo.send('POST', `${path}`, body)).json()),
    )
  for (const { error } of await answers()) expect(error.code).toBe('not-verified')
  const all = `/api/commitments/${meeting.commitment}/suggestions/people/${mei.id}/declining`
  const declined = await server.request('POST', all, { ...host, body: { reason: 'x' } })
  expect((await declined.json()).error.code).toBe('not-verified')
  const verified = await verify(meeting, host, bo.id, true)
  expect(verified.status).toBe(200)
  for (const answer of await answers()) expect(answer.error?.code).not.toBe('not-verified')
  expect(bo.replica.state.record.suggestions[1]?.status).toBe('later')
  const people = await server.request('GET', `/api/plans/${plan}/people`, host)
  const found = members.parse(await people.json()).people.find(({ id }) => id === bo.id)
  expect(found?.corrections).toMatchObject([
    { what: 'verified', from: 'false', to: 'true', by: host.person.id },
  ])
})

test('H54 who came in twice on one device answers neither of the two, until both are verified', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator')
  const device = await newDevice(meeting)
  const first = await device('suggester', 'public')
  const second = await device('co-author', 'government')
  expect(second.person.id).not.toBe(first.person.id)
  using mei = await meeting.enter(first, meeting.commitment)
  using again = await meeting.enter(second, meeting.commitment)
  using other = await meeting.join('co-author', { sector: 'civil-society' })
  mei.suggest(0, 0, '公布')
  await again.hears(() => again.replica.state.record.suggestions[1] !== undefined)
  const answer = async (by = again, outcome = 'later') => {
    const response = await by.send('POST', 'suggestions/1/decision', { outcome, reason: 'x' })
    return (await response.json()).error?.code ?? 'done'
  }
  expect(await answer()).toBe('same-device')
  expect(await answer(other)).toBe('done')
  await verify(meeting, host, second.person.id, true)
  expect(await answer()).toBe('same-device')
  await verify(meeting, host, first.person.id, true)
  expect(await answer()).toBe('done')
})

test('H54 the two keys of joint approval are not one device’s', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator')
  const path = `/api/commitments/${meeting.commitment}/two-keys`
  await meeting.server.request('POST', path, { token: host.token, body: { field: null, on: true } })
  using mei = await meeting.join('suggester')
  mei.suggest(0, 0, '公布')
  const device = await newDevice(meeting)
  using gov = await meeting.enter(await device('co-author', 'government'), meeting.commitment)
  using civil = await meeting.enter(await device('co-author', 'civil-society'), meeting.commitment)
  using other = await meeting.join('co-author', { sector: 'civil-society' })
  await gov.hears(() => gov.replica.state.record.suggestions[1] !== undefined)
  const adopt = async (by: typeof gov) => {
    const response = await by.send('POST', 'suggestions/1/decision', { outcome: 'adopted' })
    return (await response.json()).error?.code ?? 'done'
  }
  expect(await adopt(gov)).toBe('done')
  expect(await adopt(civil)).toBe('same-device')
  expect(await adopt(other)).toBe('done')
  await other.hears(() => other.replica.state.record.suggestions[1]?.status === 'adopted')
})

test('H44 open keys go with their person, and with the check of identity that a plan asks for', async () => {
  await using meeting = await openMeeting()
  const { server, plan, commitment } = meeting
  const host = await server.join('facilitator')
  const post = (path: string, body: object) => server.request('POST', path, { ...host, body })
  await post(`/api/commitments/${commitment}/two-keys`, { field: null, on: true })
  using mei = await meeting.join('suggester')
  using gov = await meeting.join('co-author', { sector: 'government' })
  using civil = await meeting.join('co-author', { sector: 'civil-society' })
  mei.suggest(0, 0, '公布')
  const keys = () => mei.replica.state.record.suggestions[1]?.keys.map(({ sector }) => sector)
  const held = (sectors: string[]) =>
    mei.hears(() => String(keys()) === String(sectors), `keys of ${sectors}`)
  const adopt = async (by: typeof gov) =>
    (await by.send('POST', 'suggestions/1/decision', { outcome: 'adopted' })).status
  await gov.hears(() => gov.replica.state.record.suggestions[1] !== undefined)
  expect(await adopt(gov)).toBe(200)
  await held(['government'])
  await post(`/api/plans/${plan}/verified`, { on: true })
  await held([])
  await verify(meeting, host, gov.id, true)
  expect(await adopt(gov)).toBe(200)
  await held(['government'])
  await verify(meeting, host, gov.id, false)
  await held([])
  await post(`/api/plans/${plan}/verified`, { on: false })
  expect(await adopt(civil)).toBe(200)
  await held(['civil-society'])
  await server.request('PATCH', `/api/plans/${plan}/people/${civil.id}`, {
    ...{ token: host.token, body: { removed: true } },
  })
  await held([])
  expect(await adopt(gov)).toBe(200)
  expect(mei.replica.state.record.suggestions[1]?.status).toBe('open')
})

/** A browser on which one person after the other comes in and leaves. */
async function newDevice({ server }: Meeting) {
  let cookie = ''
  return async (role: Role, sector: Sector): Promise<Joined> => {
    const code = (await server.links()).find((link) => link.role === role)?.code
    const response = await server.request('POST', '/api/join', {
      headers: { cookie, origin: server.url },
      body: { code, name: `${role} ${sector}`, organisation: '', sector },
    })
    const kept = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
    cookie = kept.find((each) => each.startsWith('accord_device=')) ?? cookie
    return joined.parse(await response.json())
  }
}

function verify({ server, plan }: Meeting, by: Joined, person: string, verified: boolean) {
  return server.request('PATCH', `/api/plans/${plan}/people/${person}`, {
    ...{ token: by.token, body: { verified } },
  })
}
