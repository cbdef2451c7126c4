import { expect, test } from 'vitest'
import { members } from '../../shared/api.ts'
import { startServer } from '../support/server.ts'

test('W49 a facilitator erases a name for good where they look after every plan of its person', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator', { name: 'Host' })
  const mei = await server.join('co-author', {
    name: 'Mei',
    organisation: 'OCF',
    sector: 'academia',
  })
  const plan = `/api/plans/${host.plan.id}`
  const erase = async (token: string, person: string) =>
    (await server.request('POST', `${plan}/people/${person}/erasure`, { token })).status

  expect(await erase(mei.token, host.person.id)).toBe(403)
  expect(await erase(host.token, 'nobody')).toBe(404)
  expect(await erase(host.token, host.person.id)).toBe(409)

  const made = await server.request('POST', '/api/plans', {
    token: host.token,
    body: { title: 'Another', locale: 'en' },
  })
  const other = (await made.json()).id
  const invited = await server.request('POST', `/api/plans/${other}/invitations`, {
    token: host.token,
    body: { role: 'facilitator' },
  })
  const { code } = await invited.json()
  const joined = await server.request('POST', '/api/join', {
    token: mei.token,
    body: { code, name: 'Mei', organisation: 'OCF', sector: 'academia' },
  })
  const there = await joined.json()
  expect(there.person.id).toBe(mei.person.id)
  const lowered = await server.request('PATCH', `/api/plans/${other}/people/${host.person.id}`, {
    token: there.token,
    body: { role: 'observer' },
  })
  expect(lowered.status).toBe(200)
  expect(await erase(host.token, mei.person.id)).toBe(403)

  const bo = await server.join('co-author', {
    name: 'Bo',
    organisation: 'NDC',
    sector: 'government',
  })
  expect(await erase(host.token, bo.person.id)).toBe(204)
  const answer = await server.request('GET', `${plan}/people`, { token: host.token })
  const gone = members.parse(await answer.json()).people.find(({ id }) => id === bo.person.id)
  expect(gone).toMatchObject({ name: '', organisation: '', sector: 'government', removed: true })
  expect((await server.request('GET', '/api/me', { token: bo.token })).status).toBe(401)
})
