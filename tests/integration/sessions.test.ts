import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { sessionDays } from '../../server/access/sqlite/sessions.ts'
import { dataFile } from '../../server/config.ts'
import { invitations, type Joined, joined, members, sessions } from '../../shared/api.ts'
import { closeCode } from '../../shared/wire.ts'
import { type Meeting, openMeeting, type Participant } from '../support/meeting.ts'
import { openPlan } from '../support/plans.ts'
import type { TestServer } from '../support/server.ts'

test('H46 leaving, being ended, removal and time end what is open with a session, whatever it still sends', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  using watcher = await meeting.join('observer')
  const ends: [code: number, end: (who: Participant) => Promise<unknown>][] = [
    [closeCode.noSession, (who) => server.request('POST', '/api/leave', who.joined)],
    [closeCode.noSession, async (who) => end(server, host, plan, who.id, await only(server, who))],
    [closeCode.noSession, async (who) => expire(meeting, await only(server, who))],
    [
      closeCode.notAllowed,
      (who) =>
        server.request('PATCH', `/api/plans/${plan}/people/${who.id}`, {
          ...{ token: host.token, body: { removed: true } },
        }),
    ],
  ]
  let told = ''
  for (const [index, [code, over]] of ends.entries()) {
    using who = await meeting.join('co-author')
    // a second page of the same session, in another room or the same one
    using second = await meeting.enter(who.joined, meeting.commitment)
    who.edit(0, 0, `${index}`)
    told = `${index}${told}`
    await watcher.hears(() => watcher.text() === told)
    await over(who)
    for (const page of [who, second]) {
      await page.hears(() => page.replica.state.status.type === 'ended', `ended ${index}`)
      expect(page.replica.state.status).toMatchObject({ code })
    }
    // what is still written on that page reaches nobody, and is not lost there
    who.edit(0, 0, '太晚了')
    expect(who.replica.state.unsent).toBeGreaterThan(0)
    expect(who.text()).toContain('太晚了')
  }
  using after = await meeting.join('observer')
  expect(after.text()).toBe(told)
})

test('H47 sessions are listed and ended by their person, or by who facilitates all their plans', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  const mei = await server.join('co-author')
  const rival = await server.join('co-author')
  const own = await listed(server, mei, plan, mei.person.id)
  expect(own).toMatchObject([{ current: true }])
  expect(own[0]?.createdAt).toBeGreaterThan(0)
  expect((await ask(server, 'GET', rival, plan, mei.person.id)).status).toBe(403)
  expect((await ask(server, 'GET', host, plan, 'nobody')).status).toBe(404)
  expect(await listed(server, host, plan, mei.person.id)).toMatchObject([{ current: false }])

  const other = await openPlan(server, host)
  const leading = await other.join(rival, 'facilitator')
  const there = await other.join(mei, 'observer')
  expect((await ask(server, 'GET', leading, other.id, mei.person.id)).status).toBe(403)
  const [session] = await listed(server, host, other.id, mei.person.id)
  const id = session?.id ?? ''
  expect((await end(server, leading, other.id, mei.person.id, id)).status).toBe(403)
  // a session is one's person's own: another's id opens nothing
  expect((await end(server, leading, other.id, leading.person.id, id)).status).toBe(404)
  expect((await server.request('GET', '/api/me', there)).status).toBe(200)
  expect((await end(server, there, plan, mei.person.id, id)).status).toBe(204)
  expect((await server.request('GET', '/api/me', there)).status).toBe(401)
  expect((await end(server, host, plan, mei.person.id, id)).status).toBe(404)
})

test('J65 all entries’ devices of one person are listed and ended, but those of other plans', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  const mei = await server.join('co-author')
  using again = await meeting.join('suggester')
  const merging = `/api/plans/${plan}/people/${again.id}/merging`
  const body = { into: mei.person.id }
  await server.request('POST', merging, { token: host.token, body })
  const [session = ''] = (await listed(server, again.joined, plan, again.id)).flatMap((one) =>
    one.current ? [one.id] : [],
  )
  // by whoever looks, whichever entry is asked for
  for (const by of [host, mei, again.joined])
    for (const whom of [mei.person.id, again.id]) {
      const all = await listed(server, by, plan, whom)
      expect(all).toHaveLength(2)
      expect(all.map(({ id }) => id)).toContain(session)
    }
  expect((await end(server, host, plan, mei.person.id, session)).status).toBe(204)
  await again.hears(() => again.replica.state.status.type === 'ended')
  expect(again.replica.state.status).toMatchObject({ code: closeCode.noSession })
  expect(await listed(server, mei, plan, mei.person.id)).toMatchObject([{ current: true }])

  // somebody else’s word in this plan opens no session that is good for another plan
  const third = await server.join('co-author')
  const other = await openPlan(server, await server.join('facilitator'))
  const there = await other.join(third, 'observer')
  const merged = await server.request(
    'POST',
    `/api/plans/${plan}/people/${third.person.id}/merging`,
    {
      ...{ token: host.token, body },
    },
  )
  expect(merged.status).toBe(204)
  expect(await listed(server, mei, plan, third.person.id)).toHaveLength(1)
  const [own] = await listed(server, there, plan, there.person.id).then((all) =>
    all.filter(({ current }) => current),
  )
  expect((await end(server, mei, plan, mei.person.id, own?.id ?? '')).status).toBe(404)
  expect((await ask(server, 'GET', host, plan, mei.person.id)).status).toBe(403)
  expect((await server.request('GET', '/api/me', there)).status).toBe(200)
})

test('H48 joining again ends the old token, and pages that are open come back with the new one', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  using mei = await meeting.join('suggester')
  const code = (await server.links()).find(({ role }) => role === 'co-author')?.code
  const again = await server.request('POST', '/api/join', {
    token: mei.joined.token,
    body: { code, name: 'Mei', organisation: '', sector: 'public' },
    headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/2010 Firefox/140.0' },
  })
  const renewed = joined.parse(await again.json())
  expect(renewed.person.id).toBe(mei.id)
  for (const [token, status] of [
    [mei.joined.token, 401],
    [renewed.token, 200],
  ] as const)
    expect((await server.request('GET', '/api/me', { token })).status).toBe(status)
  // this page knows nothing but the old token
  await mei.hears(() => mei.replica.state.status.type === 'ended', 'the old token')
  expect(mei.replica.state.status).toMatchObject({ code: closeCode.noSession })
  using back = await meeting.enter(renewed, meeting.commitment)
  back.edit(0, 0, '又來了')
  await back.saved()
  const list = await listed(server, renewed, plan, mei.id)
  expect(list).toMatchObject([{ current: true, about: 'Firefox · Windows' }])
})

test('H49 facilitators see who made a code and by which somebody came; others do not', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator')
  const made = await server.request('POST', `/api/plans/${plan}/invitations`, {
    ...{ token: host.token, body: { role: 'suggester', label: 'Fishers' } },
  })
  const { id, code } = await made.json()
  const body = { code, name: 'Mei', organisation: '', sector: 'public' }
  const mei = joined.parse(await (await server.request('POST', '/api/join', { body })).json())
  const all = await server.request('GET', `/api/plans/${plan}/invitations`, host)
  const found = invitations.parse(await all.json()).invitations
  expect(found.find((each) => each.id === id)?.by).toBe(host.person.id)
  const seenBy = async (who: Joined) => {
    const people = await server.request('GET', `/api/plans/${plan}/people`, who)
    return members.parse(await people.json()).people.find((each) => each.id === mei.person.id)
  }
  expect((await seenBy(host))?.cameBy).toBe(id)
  expect((await seenBy(mei))?.cameBy).toBe(null)
})

function ask(server: TestServer, method: string, by: Joined, plan: string, whom: string, id = '') {
  const path = `/api/plans/${plan}/people/${whom}/sessions${id && `/${id}`}`
  return server.request(method, path, { token: by.token })
}

function end(server: TestServer, by: Joined, plan: string, whom: string, id: string) {
  return ask(server, 'DELETE', by, plan, whom, id)
}

async function listed(server: TestServer, by: Joined, plan: string, whom: string) {
  return sessions.parse(await (await ask(server, 'GET', by, plan, whom)).json()).sessions
}

/** The one session of somebody. */
async function only(server: TestServer, { joined: who, id }: Participant): Promise<string> {
  const [session] = await listed(server, who, who.plan.id, id)
  return session?.id ?? ''
}

/** Brings a session to its end by moving its beginning back. */
async function expire({ server }: Meeting, session: string): Promise<void> {
  const db = new Database(dataFile(server.config))
  const begun = Date.now() - sessionDays * 24 * 60 * 60 * 1000
  db.prepare('update sessions set created_at = ? where id = ?').run(begun, session)
  db.close()
}
