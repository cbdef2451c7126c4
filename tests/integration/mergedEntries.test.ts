import { expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { type Joined, type Member, members, sessions } from '../../shared/api.ts'
import { type Meeting, openMeeting } from '../support/meeting.ts'
import { merge, part } from '../support/mergingCalls.ts'

test('J77 a comment is changed under the entry that wrote it only, by its person’s other entry too', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator', { name: 'Hope' })
  using first = await meeting.join('suggester', { name: 'Mei' })
  using second = await meeting.join('suggester', { name: 'Mei again' })
  const anchor = { on: 'section', field: 'causes' }
  expect((await first.send('POST', 'threads', { anchor, text: 'Which?' })).status).toBe(201)
  await second.hears(() => Object.keys(second.replica.state.record.threads).length === 1)
  const [thread = ''] = Object.keys(second.replica.state.record.threads)
  expect((await merge(meeting, host, second.id, first.id)).status).toBe(204)
  const shown = () => second.replica.state.record.threads[thread]?.comments[0]
  await second.hears(() => shown()?.person === second.id)
  // the page shows it as theirs, and offers no change of it
  expect(shown()?.entry).toBe(first.id)
  expect(first.replica.state.record.threads[thread]?.comments[0]?.entry).toBeUndefined()
  const at = `threads/${thread}/comments/${thread}`
  for (const refused of [
    await second.send('PATCH', at, { text: 'As somebody else' }),
    await second.send('DELETE', at),
  ]) {
    expect(refused.status).toBe(403)
    expect((await refused.json()).error.code).toBe('not-yours')
  }
  expect((await first.send('PATCH', at, { text: 'Which ones?' })).status).toBe(200)
})

test('J78 parted entries have their own names, checks, roles and mutes again, whatever was said under the other', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const ada = await server.join('suggester', { name: 'Ada', organisation: 'Archive' })
  const bo = await server.join('suggester', { name: 'Bo', organisation: 'Bureau' })
  await change(meeting, host, ada, { verified: true })
  await change(meeting, host, bo, { muted: true })
  const before = await listed(meeting, host, [ada, bo])
  expect((await merge(meeting, host, bo.person.id, ada.person.id)).status).toBe(204)
  expect((await listed(meeting, host, [ada]))[0]).toMatchObject({ muted: true })

  await change(meeting, bo, ada, { name: 'Bo', organisation: 'Elsewhere' })
  // a code that one of them opens raises the person, and them alone when they are two again
  const made = await server.request('POST', `/api/plans/${plan}/invitations`, {
    ...{ token: host.token, body: { role: 'co-author' } },
  })
  const { code } = await made.json()
  const again = await server.request('POST', '/api/join', {
    token: bo.token,
    body: { code, name: 'Bo', organisation: '', sector: 'civil-society' },
  })
  expect(again.status).toBe(200)
  expect((await listed(meeting, host, [ada]))[0]).toMatchObject({
    ...{ name: 'Bo', organisation: 'Elsewhere', verified: false, role: 'co-author' },
  })
  expect((await part(meeting, host, bo.person.id)).status).toBe(204)
  const [first, second] = await listed(meeting, host, [ada, bo])
  const own = ({ name, organisation, sector, muted, verified, appearsAs }: Member) => ({
    ...{ name, organisation, sector, muted, verified, appearsAs },
  })
  expect([first, second].map((one) => one && own(one))).toEqual(before.map(own))
  expect([first?.role, second?.role]).toEqual(['suggester', 'co-author'])
  // what was said of the person by others stays said, who took it back is kept
  expect(first?.corrections.at(-1)).toMatchObject({ what: 'verified', to: 'true' })
  expect(first?.corrections.every(({ by }) => by !== ada.person.id)).toBe(true)
})

test('J78 what somebody else said of the one person stays: a correction, a mute, and no check of a name that goes', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator', { name: 'Hope' })
  const ada = await meeting.server.join('suggester', { name: 'Ada', organisation: 'Archive' })
  const bo = await meeting.server.join('suggester', { name: 'Bo', organisation: 'Bureau' })
  await merge(meeting, host, bo.person.id, ada.person.id)
  await change(meeting, bo, ada, { name: 'Bo' })
  await change(meeting, host, ada, { verified: true })
  await change(meeting, host, bo, { organisation: 'National Archive' })
  await change(meeting, host, bo, { muted: true })
  await part(meeting, host, bo.person.id)
  expect(await listed(meeting, host, [ada, bo])).toMatchObject([
    { name: 'Ada', organisation: 'National Archive', verified: false, muted: true },
    { name: 'Bo', organisation: 'Bureau', verified: false, muted: true },
  ])
})

test('J79 nobody becomes more public by being merged or parted, or by what the other entry says', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator', { name: 'Hope' })
  const ada = await meeting.server.join('suggester', { name: 'Ada', organisation: 'Archive' })
  const bo = await meeting.server.join('suggester', { name: 'Bo', organisation: 'Bureau' })
  const shown = async () =>
    (await listed(meeting, host, [ada, bo])).map(({ appearsAs }) => appearsAs)
  await change(meeting, ada, ada, { appearsAs: 'organisation' })
  await merge(meeting, host, bo.person.id, ada.person.id)
  for (const [as, all] of [
    ['name', 'organisation'],
    ['sector', 'sector'],
    ['name', 'organisation'],
  ] as const) {
    const answer = await change(meeting, bo, ada, { appearsAs: as })
    expect(answer).toMatchObject({ appearsAs: all })
    expect(await shown()).toEqual([all, all])
  }
  await part(meeting, host, bo.person.id)
  expect(await shown()).toEqual(['organisation', 'organisation'])
  expect(await change(meeting, bo, bo, { appearsAs: 'name' })).toMatchObject({ appearsAs: 'name' })
  expect(await shown()).toEqual(['organisation', 'name'])
})

test('J80 nobody merges an entry into themselves, or themselves into another, under any of their entries', async () => {
  await using meeting = await openMeeting()
  const { server } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const other = await server.join('facilitator', { name: 'Other' })
  const again = await server.join('suggester', { name: 'Hope again' })
  const third = await server.join('suggester', { name: 'Hope once more' })
  const id = ({ person }: Joined) => person.id
  const refusal = async (by: Joined, person: Joined, into: Joined, language = 'en') => {
    const { plan } = meeting
    const answer = await server.request('POST', `/api/plans/${plan}/people/${id(person)}/merging`, {
      ...{ token: by.token, body: { into: id(into) } },
      headers: { 'accept-language': language },
    })
    expect(answer.status).toBe(403)
    return (await answer.json()).error
  }
  expect(await refusal(host, again, host)).toMatchObject({
    ...{ code: 'merges-oneself', message: expect.stringContaining('another facilitator') },
  })
  expect((await refusal(host, again, host, 'zh-Hant-TW')).message).toContain('另一位主持人')
  expect((await refusal(host, host, other)).code).toBe('merges-oneself')
  expect((await listed(meeting, host, [again]))[0]?.merged).toBeNull()
  expect((await merge(meeting, other, id(again), id(host))).status).toBe(204)
  for (const by of [host, again])
    expect((await refusal(by, third, host)).code).toBe('merges-oneself')
})

test('J88 who facilitates alone takes another entry of theirs into the own one, and gives it back; nobody else gains by it', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const id = ({ person }: Joined) => person.id
  const host = await server.join('facilitator', { name: 'Hope' })
  const again = await server.join('suggester', { name: 'Hope again' })
  const third = await server.join('suggester', { name: 'Third' })
  const tell = async (method: 'POST' | 'DELETE', by: Joined, person: Joined, into?: Joined) => {
    const path = `/api/plans/${plan}/people/${id(person)}/merging`
    const body = into && { into: id(into) }
    return (await server.request(method, path, { token: by.token, ...(body && { body }) })).status
  }
  const everybody = members.parse(
    await (await server.request('GET', `/api/plans/${plan}/people`, host)).json(),
  ).people
  for (const one of everybody)
    if (one.role === 'facilitator' && one.id !== id(host))
      await server.request('PATCH', `/api/plans/${plan}/people/${one.id}`, {
        ...{ token: host.token, body: { role: 'observer' } },
      })
  // not themselves into another, which would take them along
  expect(await tell('POST', host, host, again)).toBe(403)
  // nor does a suggester, for whom it would be a gain
  expect(await tell('POST', again, host, again)).toBe(403)
  expect(await tell('POST', again, again, host)).toBe(403)
  expect(await tell('POST', host, again, host)).toBe(204)
  // under the other entry they say nothing of themselves: neither more of it nor that it is over
  expect(await tell('POST', again, third, host)).toBe(403)
  expect(await tell('DELETE', again, again)).toBe(403)
  expect(await tell('DELETE', host, again)).toBe(204)
  expect((await listed(meeting, host, [again]))[0]).toMatchObject({
    role: 'suggester',
    merged: null,
  })
  // where somebody else facilitates it is for them to say
  const other = await server.join('facilitator', { name: 'Other' })
  expect(await tell('POST', host, again, host)).toBe(403)
  expect(await tell('POST', host, other, host)).toBe(403)
  const env = { ACCORD_DATA: server.config.data, PORT: '0' }
  expect(await accord(['verify'], env, () => undefined)).toBe(0)
})

test('J81 the devices of all entries are listed for their person, who ends those of the own entry only', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const ada = await server.join('co-author', { name: 'Ada' })
  const bo = await server.join('suggester', { name: 'Bo' })
  await merge(meeting, host, bo.person.id, ada.person.id)
  const at = `/api/plans/${plan}/people/${ada.person.id}/sessions`
  const all = async (by: Joined) =>
    sessions.parse(await (await server.request('GET', at, by)).json()).sessions
  const theirs = (await all(ada)).find(({ current }) => current)?.id ?? ''
  const mine = (await all(bo)).find(({ current }) => current)?.id ?? ''
  expect((await all(bo)).map(({ id, ends }) => [id, ends])).toEqual(
    expect.arrayContaining([
      [theirs, false],
      [mine, true],
    ]),
  )
  expect((await all(host)).map(({ ends }) => ends)).toEqual([true, true])
  const end = async (by: Joined, session: string) =>
    (await server.request('DELETE', `${at}/${session}`, by)).status
  expect(await end(bo, theirs)).toBe(403)
  expect((await server.request('GET', '/api/me', ada)).status).toBe(200)
  expect(await end(host, theirs)).toBe(204)
  expect(await end(bo, mine)).toBe(204)
})

test('J82 before a person is erased all names are told that go with it, of other plans too', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const ada = await server.join('co-author', { name: 'Ada' })
  const bo = await server.join('suggester', { name: 'Bo' })
  await merge(meeting, host, bo.person.id, ada.person.id)
  const made = await server.request('POST', '/api/plans', {
    ...{ token: host.token, body: { title: 'Other', locale: 'en' } },
  })
  const other = (await made.json()).id
  const invited = await server.request('POST', `/api/plans/${other}/invitations`, {
    ...{ token: host.token, body: { role: 'suggester' } },
  })
  const { code } = await invited.json()
  await server.request('POST', '/api/join', {
    token: bo.token,
    body: { code, name: 'Bonnie', organisation: '', sector: 'civil-society' },
  })
  const named = await server.request(
    'GET',
    `/api/plans/${plan}/people/${ada.person.id}/named`,
    host,
  )
  expect((await named.json()).names).toEqual(['Ada', 'Bo', 'Bonnie'])
})

test('J87 a name that is erased stands no more in what was corrected of the entry that it was parted from', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const ada = await server.join('suggester', { name: 'Ada' })
  const bo = await server.join('suggester', { name: 'Bonifaz' })
  await merge(meeting, host, bo.person.id, ada.person.id)
  await change(meeting, bo, ada, { name: 'Bonifaz' })
  await part(meeting, host, bo.person.id)
  const all = async () => (await server.request('GET', `/api/plans/${plan}/people`, host)).text()
  expect(await all()).toContain('"to":"Bonifaz"')
  const at = `/api/plans/${plan}/people/${bo.person.id}/erasure`
  expect((await server.request('POST', at, host)).status).toBe(204)
  expect(await all()).not.toContain('Bonifaz')
  expect((await listed(meeting, host, [ada]))[0]?.name).toBe('Ada')
})

async function change(
  { server, plan }: Meeting,
  by: Joined,
  { person }: Joined,
  body: object,
): Promise<Member> {
  const { token } = by
  const answer = await server.request('PATCH', `/api/plans/${plan}/people/${person.id}`, {
    ...{ token, body },
  })
  expect(answer.status).toBe(200)
  return answer.json()
}

async function listed({ server, plan }: Meeting, by: Joined, whom: readonly Joined[]) {
  const answer = await server.request('GET', `/api/plans/${plan}/people`, by)
  const { people } = members.parse(await answer.json())
  return whom.flatMap(({ person }) => people.find(({ id }) => id === person.id) ?? [])
}
