import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openReplica } from '../../client/sync/replica.ts'
import { dataFile } from '../../server/config.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { insertText } from '../../shared/text/write.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** The first commitment of the sample, open on somebody's page. */
async function openPage(server: TestServer, joined: Awaited<ReturnType<TestServer['join']>>) {
  const path = `/api/plans/${joined.plan.id}/commitments`
  const response = await server.request('GET', path, { token: joined.token })
  const [first] = ((await response.json()) as { commitments: { id: string }[] }).commitments
  const replica = openReplica({
    server: `ws://127.0.0.1:${server.port}/sync`,
    commitment: first?.id ?? '',
    token: joined.token,
    me: joined.person,
    storage: 'none',
    socket: WebSocket as unknown as typeof globalThis.WebSocket,
  })
  await until(() => replica.state.status.type === 'saved', 'the page is up to date')
  return { replica, [Symbol.dispose]: () => replica.close() }
}

test('H20 a corrected name reaches everybody who has the commitment open', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const author = await server.join('co-author', { name: 'Lim' })
  using page = await openPage(server, author)
  const path = `/api/plans/${facilitator.plan.id}/people/${author.person.id}`
  const body = { name: 'Lim Bí-hūi' }
  const changed = await server.request('PATCH', path, { token: facilitator.token, body })
  expect(changed.status).toBe(200)
  const name = () => page.replica.state.people.get(author.person.id)?.name
  await until(() => name() === 'Lim Bí-hūi', 'the new name is on the page')
})

test('H21 the server is not ready while it cannot write, and ready again when it can', async () => {
  await using server = await startServer()
  using page = await openPage(server, await server.join('co-author'))
  const ready = async () => (await server.request('GET', '/readyz')).status
  expect(await ready()).toBe(200)
  const lock = new Database(dataFile(server.config))
  lock.exec('begin exclusive')
  const { doc, ids } = page.replica.state
  doc.clientID = ids.editing
  doc.transact((transaction) => {
    insertText(transaction, fieldText(doc, 'title'), 0, 'x', null)
  })
  await until(() => page.replica.state.status.type === 'journal-failing', 'people are told')
  expect(await ready()).toBe(503)
  lock.exec('rollback')
  lock.close()
  await until(() => page.replica.state.status.type === 'saved', 'it is saved after all')
  expect(await ready()).toBe(200)
})

test('H90 one’s own name and organisation are changed, recorded, and have to be checked again', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const author = await server.join('co-author', { name: 'Lim' })
  const other = await server.join('co-author', { name: 'Ama' })
  const path = `/api/plans/${facilitator.plan.id}/people/${author.person.id}`
  const ask = ({ token }: typeof author, body: object) =>
    server.request('PATCH', path, { token, body })
  await ask(facilitator, { verified: true })

  expect(await (await ask(author, { name: 'Lim' })).json()).toMatchObject({ verified: true })
  const renamed = await ask(author, { name: 'Lîm', organisation: 'g0v' })
  expect(await renamed.json()).toMatchObject({ name: 'Lîm', organisation: 'g0v', verified: false })
  const kept = await (await ask(facilitator, { verified: true })).json()
  const by = author.person.id
  expect(kept.corrections).toContainEqual(
    expect.objectContaining({ by, what: 'name', from: 'Lim', to: 'Lîm' }),
  )
  expect(kept.corrections).toContainEqual(expect.objectContaining({ by, what: 'verified' }))

  for (const body of [
    { sector: 'government' },
    { role: 'facilitator' },
    { name: 'X', muted: true },
  ])
    expect((await ask(author, body)).status).toBe(403)
  expect((await ask(other, { name: 'Taken' })).status).toBe(403)
  expect((await ask(author, { name: '\u200b' })).status).toBe(400)
})
