import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openAccess } from '../../server/access/sqlite/open.ts'
import { schema } from '../../server/access/sqlite/schema.ts'
import { type Joined, members } from '../../shared/api.ts'
import { newFolder } from '../support/folder.ts'
import { field, openMeeting } from '../support/meeting.ts'
import { openPlan } from '../support/plans.ts'
import type { TestServer } from '../support/server.ts'

test('H40 what a person is called in one plan is nothing to another', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  const first = await server.join('co-author', { name: 'Mei', sector: 'civil-society' })
  const other = await openPlan(server, host)
  const there = await other.join(first, 'co-author', 'Mei-hua')
  expect(there.person).toMatchObject({ id: first.person.id, name: 'Mei-hua' })
  using mei = await meeting.enter(there, meeting.commitment)

  const newcomer = await server.join('facilitator', { name: 'Rival' })
  const rival = await other.join(newcomer, 'facilitator')
  const change = { name: 'Nobody', organisation: 'None', sector: 'government' }
  const done = await patch(server, rival, other.id, mei.id, change)
  expect(done.status).toBe(200)

  expect(await memberOf(server, host, other.id, mei.id)).toMatchObject(change)
  const here = { name: 'Mei', sector: 'civil-society', corrections: [] }
  expect(await memberOf(server, host, plan, mei.id)).toMatchObject(here)
  // what follows comes behind whatever the change has set going
  await patch(server, host, plan, host.person.id, { organisation: 'Last' })
  await mei.hears(() => mei.replica.state.people.get(mei.id)?.name === 'Mei')
  mei.edit(0, 0, '公布')
  await mei.saved()
  const { people } = await (await mei.get('attribution')).json()
  expect(people[mei.id]).toMatchObject({ name: 'Mei', sector: 'civil-society' })
})

test('H41 a name is erased only by who looks after every plan in which its person ever was', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  const mei = await server.join('co-author', { name: 'Mei' })
  const other = await openPlan(server, host)
  const rival = await server.join('suggester', { name: 'Rival' })
  const leading = await other.join(rival, 'facilitator')
  await other.join(mei, 'observer')
  const erase = async (by: Joined, where: string) =>
    (
      await server.request('POST', `/api/plans/${where}/people/${mei.person.id}/erasure`, {
        token: by.token,
      })
    ).status
  expect(await erase(leading, other.id)).toBe(403)
  // a place that somebody was removed from counts as well
  await patch(server, host, plan, mei.person.id, { removed: true })
  expect(await erase(leading, other.id)).toBe(403)
  expect(await erase(host, other.id)).toBe(204)
  expect(await memberOf(server, host, plan, mei.person.id)).toMatchObject({ name: '' })
})

test('H42 a data file of an older server is brought up to date, and loses nothing', async () => {
  await using folder = await newFolder()
  const file = join(folder.path, 'accord.sqlite')
  const old = new Database(file)
  old.exec(schema)
  old.exec(`
    insert into plans values ('p', 'Plan', 'en', 1), ('q', 'Other', 'en', 2);
    insert into people values ('a', 'An', 'NDC', 'government'), ('b', '', '', 'public');
    insert into members (plan, person, role, muted, removed, verified, appears_as, joined_at)
      values ('p', 'a', 'facilitator', 0, 0, 1, 'sector', 3), ('q', 'a', 'observer', 1, 0, 0, 'name', 4),
      ('p', 'b', 'co-author', 0, 1, 0, 'name', 5);
    insert into sessions values ('t', 'a', 7), ('u', 'a', ${Date.now()});
    insert into invitations values ('i', 'p', 'ABCDE', 'observer', null, '', null, null, 3, 0, 8);
    insert into corrections values ('p', 'a', 6, 'a', 'name', 'Ann', 'An');`)
  old.close()
  for (const time of ['first', 'second']) {
    const access = openAccess(file, 'a secret of sixteen letters')
    const [an, gone] = await access.people.of('p')
    const called = { id: 'a', name: 'An', organisation: 'NDC', sector: 'government' }
    expect([time, an]).toMatchObject([
      time,
      { ...called, role: 'facilitator', verified: true, appearsAs: 'sector', joinedAt: 3 },
    ])
    expect(an?.corrections).toMatchObject([{ from: 'Ann', to: 'An' }])
    expect(gone).toMatchObject({ id: 'b', name: '', sector: 'public', removed: true })
    expect(await access.placeIn('a', 'q')).toMatchObject({ person: called, role: 'observer' })
    expect(await access.invitations.of('p')).toMatchObject([{ id: 'i', used: 3, by: null }])
    const [session, expired] = await access.sessions.of('a')
    expect([session?.id.length, expired]).toEqual([20, undefined])
    await access.close()
  }
})

test('H43 words are written only for people who are in this plan now, and no id tells a name', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  const other = await openPlan(server, host)
  const outsider = await server.join('observer', { name: 'Outsider' })
  await other.join(outsider, 'observer', 'Secret Name')
  const left = await server.join('observer', { name: 'Left' })
  await patch(server, host, plan, left.person.id, { removed: true })
  // nobody of this plan, and of the other one only
  const stranger = await strangerOf(server, host, other.id)

  using watcher = await meeting.join('observer')
  for (const id of [stranger, left.person.id]) {
    using forger = await meeting.join('co-author')
    forger.replica.speakFor(id)
    forger.edit(0, 0, '不是我說的')
    await forger.hears(() => forger.replica.state.status.type === 'ended', 'sent away')
  }
  using bo = await meeting.join('co-author')
  bo.edit(0, 0, '我說的')
  await watcher.hears(() => watcher.text() === '我說的')
  const known = JSON.stringify([...watcher.replica.state.people.values()])
  expect(known).not.toMatch(/Secret Name|Stranger/)
  expect(known).toContain('Host')

  // whoever leaves while somebody writes for them is not spoken for any more
  const table = await server.join('observer', { name: 'Table' })
  bo.replica.speakFor(table.person.id)
  bo.edit(0, 0, '桌上')
  await watcher.hears(() => watcher.text() === '桌上我說的')
  await patch(server, host, plan, table.person.id, { removed: true })
  bo.edit(0, 0, '死人')
  await bo.hears(() => bo.replica.state.aside.length > 0, 'put aside')
  expect(watcher.text()).toBe('桌上我說的')
  const { fields } = await (await watcher.get('attribution')).json()
  const runs = fields.find((each: { name: string }) => each.name === field).runs
  expect(runs).toMatchObject([
    { text: '桌上', onBehalfOf: table.person.id },
    { text: '我說的', person: bo.id },
  ])
})

test('H44 joint approval is two people, whatever sector one of them speaks for meanwhile', async () => {
  await using meeting = await openMeeting()
  const { server, plan, commitment } = meeting
  const host = await server.join('facilitator', { sector: 'academia' })
  await server.request('POST', `/api/commitments/${commitment}/two-keys`, {
    token: host.token,
    body: { field: null, on: true },
  })
  using mei = await meeting.join('suggester', { sector: 'public' })
  using gov = await meeting.join('facilitator', { sector: 'government' })
  mei.suggest(0, 0, '公布')
  await gov.hears(() => gov.replica.state.record.suggestions[1] !== undefined)
  await gov.send('POST', 'suggestions/1/decision', { outcome: 'adopted' })

  // a plan of one's own, and a code that is fixed to the other sector, change nothing here
  const own = await openPlan(server, gov.joined)
  await patch(server, gov.joined, own.id, gov.id, { sector: 'civil-society' })
  const invited = await server.request('POST', `/api/plans/${plan}/invitations`, {
    token: host.token,
    body: { role: 'facilitator', sector: 'civil-society' },
  })
  const { code } = await invited.json()
  const again = { code, name: 'Lin', organisation: '', sector: 'civil-society' }
  const entered = await server.request('POST', '/api/join', {
    token: gov.joined.token,
    body: again,
  })
  const { token } = await entered.json()
  using watcher = await meeting.join('observer')
  const keys = () => watcher.replica.state.record.suggestions[1]?.keys.map(({ sector }) => sector)
  expect(keys()).toEqual(['government'])
  expect(await memberOf(server, host, plan, gov.id)).toMatchObject({ sector: 'government' })

  // changed in this plan it takes the open key back, on every page
  await patch(server, { ...gov.joined, token }, plan, gov.id, { sector: 'civil-society' })
  await watcher.hears(() => keys()?.length === 0, 'the key is taken back')
  await server.request('POST', `/api/commitments/${commitment}/suggestions/1/decision`, {
    token,
    body: { outcome: 'adopted' },
  })
  await watcher.hears(() => keys()?.length === 1, 'the other key')
  expect(keys()).toEqual(['civil-society'])
  expect(watcher.replica.state.record.suggestions[1]?.status).toBe('open')
  const { corrections } = (await memberOf(server, host, plan, gov.id)) ?? { corrections: [] }
  expect(corrections).toMatchObject([
    { what: 'sector', from: 'government', to: 'civil-society', by: gov.id },
  ])
})

test('H45 an earlier plan shows its text only as long as somebody here may read it, and to nobody it removed', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  const rival = await server.join('facilitator', { name: 'Rival' })
  const reader = await server.join('observer', { name: 'Reader' })
  using an = await meeting.join('co-author')
  an.edit(0, 0, '只給這個計畫的人看')
  await an.saved()
  const other = await openPlan(server, rival)
  const here = await other.join(reader, 'observer')
  const outside = await other.join(await server.join('observer'), 'observer')
  await server.request('POST', `/api/plans/${other.id}/previous`, { ...rival, body: { plan } })
  const seen = async ({ token }: Joined) => {
    const path = `/api/commitments/${other.commitment}`
    const compared = await (await server.request('GET', `${path}/comparisons`, { token })).text()
    const checked = (await server.request('GET', `${path}/checks`, { token })).status
    const named = await server.request('GET', `/api/plans/${other.id}/previous`, { token })
    return [compared.includes('只給這個計畫的人看'), (await named.json()).plan !== null, checked]
  }
  expect(await seen(here)).toEqual([true, true, 200])
  expect(await seen(outside)).toEqual([true, true, 200])
  await patch(server, host, plan, reader.person.id, { removed: true })
  expect(await seen(here)).toEqual([false, false, 200])
  expect(await seen(outside)).toEqual([true, true, 200])
  await patch(server, host, plan, rival.person.id, { removed: true })
  expect(await seen(outside)).toEqual([false, false, 200])
  expect(await seen(rival)).toEqual([false, false, 200])
})

function patch(server: TestServer, by: Joined, plan: string, person: string, body: object) {
  return server.request('PATCH', `/api/plans/${plan}/people/${person}`, { token: by.token, body })
}

async function memberOf(server: TestServer, by: Joined, plan: string, person: string) {
  const response = await server.request('GET', `/api/plans/${plan}/people`, by)
  return members.parse(await response.json()).people.find(({ id }) => id === person)
}

/** Somebody who was typed in at a table of another plan. */
async function strangerOf(server: TestServer, by: Joined, plan: string): Promise<string> {
  const body = { name: 'Stranger', organisation: '', sector: 'public' }
  const response = await server.request('POST', `/api/plans/${plan}/people`, { ...by, body })
  return (await response.json()).id
}
