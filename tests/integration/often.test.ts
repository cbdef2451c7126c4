import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { bounds } from '../../server/api/bounds.ts'
import { members } from '../../shared/api.ts'
import { threads } from '../../shared/apiRecord.ts'
import { startServer } from '../support/server.ts'

test('H104 a scribe enters a hall, and not people without end; lists and comments ask once for all', async () => {
  await using server = await startServer()
  const scribe = await server.join('co-author')
  const other = await server.join('co-author')
  const people = `/api/plans/${scribe.plan.id}/people`
  const enter = (token: string, name: string) =>
    server.request('POST', people, { token, body: { name, organisation: '', sector: 'public' } })
  for (let one = 0; one < bounds.often.speakers; one++)
    expect((await enter(scribe.token, `Speaker ${one}`)).status).toBe(201)
  const late = await enter(scribe.token, 'One more')
  expect(late.status).toBe(429)
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(5)
  expect((await enter(other.token, 'Another')).status).toBe(201)

  const list = await server.request('GET', `/api/plans/${scribe.plan.id}/commitments`, {
    token: scribe.token,
  })
  const at = `/api/commitments/${(await list.json()).commitments[0].id}/threads`
  const db = new Database(':memory:')
  const asked = vi.spyOn(Object.getPrototypeOf(db.prepare('select 1')), 'all')
  const gets = vi.spyOn(Object.getPrototypeOf(db.prepare('select 1')), 'get')
  db.close()
  const read = await server.request('GET', people, { token: scribe.token })
  expect((await read.json()).people.length).toBeGreaterThan(bounds.often.speakers)
  const anchor = { on: 'section', field: 'problem' }
  const said = { anchor, text: 'Is @Speaker 7 of this opinion?' }
  expect((await server.request('POST', at, { token: scribe.token, body: said })).status).toBe(201)
  const heard = await server.request('GET', at, { token: scribe.token })
  expect(threads.parse(await heard.json()).threads[0]?.comments[0]?.text).toBe(said.text)
  expect(asked.mock.calls.length + gets.mock.calls.length).toBeLessThan(60)
  vi.restoreAllMocks()
})

test('H104 a comment is changed as often as somebody thinks again, and not without end', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('suggester')
  const list = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const at = `/api/commitments/${(await list.json()).commitments[0].id}/threads`
  const body = { anchor: { on: 'section', field: 'problem' }, text: 'first' }
  await server.request('POST', at, { token, body })
  const [thread] = threads
    .parse(await (await server.request('GET', at, { token })).json())
    .threads.filter(({ comments }) => comments[0]?.text === 'first')
  const comment = `${at}/${thread?.id}/comments/${thread?.comments[0]?.id}`
  const edit = (text: string) => server.request('PATCH', comment, { token, body: { text } })
  const wait = async (one: Response) => [one.status, Number(one.headers.get('retry-after')) > 5]
  for (let one = 0; one < bounds.often.edits; one++)
    expect((await edit(`thought ${one}`)).status).toBe(200)
  expect(await wait(await edit('once more'))).toEqual([429, true])
  // another kind goes on
  const body2 = { resolved: true }
  const resolved = await server.request('PATCH', `${at}/${thread?.id}`, { token, body: body2 })
  expect(resolved.status).toBe(200)
})

test('H134 somebody’s own name is changed a few times, and the list shows the last corrections', async () => {
  await using server = await startServer()
  const host = await server.join('facilitator')
  const observer = await server.join('observer')
  const at = `/api/plans/${host.plan.id}/people`
  const rename = (token: string, name: string) =>
    server.request('PATCH', `${at}/${observer.person.id}`, { token, body: { name } })
  for (let nth = 0; nth < bounds.often.names; nth++)
    expect((await rename(observer.token, `Lin ${nth}`)).status).toBe(200)
  expect((await rename(observer.token, 'Lin again')).status).toBe(429)
  for (let nth = 0; nth < 5; nth++) await rename(host.token, `Chen ${nth}`)
  const list = await server.request('GET', at, { token: host.token })
  const { people } = members.parse(await list.json())
  const shown = people.find(({ id }) => id === observer.person.id)?.corrections ?? []
  expect(shown.length).toBe(20)
  expect([shown[0]?.to, shown.at(-1)?.to]).toEqual(['Lin 5', 'Chen 4'])
})
