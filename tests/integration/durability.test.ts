import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { newFolder } from '../support/folder.ts'
import { commitment, startRooms } from '../support/room.ts'
import { startRoomProcess } from '../support/roomProcess.ts'
import { fuzzed, seeds } from '../support/seeds.ts'
import { RawClient } from '../support/socketsRaw.ts'
import { until } from '../support/until.ts'

/** Rounds of kill -9. */
const rounds = fuzzed(50)
const writers = ['ann', 'bo', 'cy']

test('S16 after kill -9 under load every acknowledged character is there, and clients end equal to the server', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const [seed = 0] = seeds('kill -9', 1).slice(-1)
  const random = randomFrom(seed)
  const acknowledged: string[] = []
  let server = await startRoomProcess(path)
  for (let round = 0; round < rounds; round++) {
    const clients = await Promise.all(writers.map((person) => RawClient.open(server, { person })))
    const typed = clients.map((): string[] => [])
    const enough = 3 + Math.floor(random() * 20)
    // Write on, every few acks, until enough is acknowledged; then cut the power in mid-flight.
    await until(() => {
      for (const [index, client] of clients.entries()) {
        const own = typed[index] as string[]
        if (own.length - client.acknowledged > 5) continue
        const word = `<${round}.${client.ids.editing}.${own.length}>`
        own.push(word)
        client.type(word)
      }
      return clients.reduce((sum, client) => sum + client.acknowledged, 0) >= enough
    }, 'acks')
    await server.kill()
    await until(() => clients.every(({ closed }) => closed !== null), 'sockets to close')
    for (const [index, client] of clients.entries()) {
      acknowledged.push(...(typed[index] as string[]).slice(0, client.acknowledged))
    }
    server = await startRoomProcess(path)
    // What each had shown, also of others, was durable: it comes back with nothing refused.
    const back = await Promise.all(
      clients.map(({ doc, ids }, index) =>
        RawClient.open(server, { person: writers[index] as string, doc, ids }),
      ),
    )
    for (const client of back) client.bring()
    await until(() => back.every((client) => client.acknowledged === 1), 'offline work')
    expect(back.flatMap((client) => client.all('refusal'))).toEqual([])
    const [first] = back
    await until(() => back.every(({ text }) => text === first?.text), 'clients to be equal')
    using fresh = await RawClient.open(server, { person: 'dee' })
    expect(fresh.text).toBe(first?.text)
    const lost = acknowledged.filter((word) => !fresh.text.includes(word))
    expect(lost).toEqual([])
    for (const client of [...clients, ...back]) client[Symbol.dispose]()
  }
  await server.kill()
  const journal = new SqliteJournal(path)
  expect(await journal.verify()).toMatchObject([{ document: commitment, broken: null }])
  await journal.close()
})

test('S17 while the journal is locked nothing is acknowledged or shown, people are told, and nothing is lost', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  await using server = await startRooms({ path, sqlite: { busy: 10 }, idle: 20 })
  using ann = await RawClient.open(server, { person: 'ann' })
  using bo = await RawClient.open(server, { person: 'bo' })
  const other = new Database(path)
  other.exec('begin immediate')
  ann.type('in the dark ')
  await until(() => [ann, bo].every((client) => client.all('journal').length === 1))
  expect(bo.all('journal')).toEqual([{ type: 'journal', ok: false }])
  ann.type('and more')
  await until(() => server.incidents.filter(({ text }) => text.includes('journal')).length >= 3)
  expect(ann.acknowledged).toBe(0)
  expect(bo.text).not.toContain('dark')
  using cy = await RawClient.open(server, { person: 'cy', silent: true })
  cy.hello(null)
  cy.ask()
  await until(() => cy.all('journal').length === 1)
  expect(cy.text).toBe('')
  expect(server.rooms.size.rooms).toBe(1)
  other.exec('rollback')
  other.close()
  await until(() => ann.acknowledged === 2 && bo.text.includes('in the dark and more'))
  await until(() => cy.text === bo.text)
  expect(bo.all('journal').at(-1)).toEqual({ type: 'journal', ok: true })
})

test('S18 a full disk is told, and when there is room again everything is written', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const small = await startRooms({ path, sqlite: { maxPages: 60 } })
  const ann = await RawClient.open(small, { person: 'ann' })
  using bo = await RawClient.open(small, { person: 'bo' })
  const lines: string[] = []
  await until(() => {
    if (ann.acknowledged === ann.sent) {
      lines.push('字'.repeat(5000))
      ann.type(lines.at(-1) as string)
    }
    return ann.all('journal').length > 0
  }, 'the disk to be full')
  const kept = ann.acknowledged
  expect(kept).toBe(lines.length - 1)
  expect(bo.text.length).toBeLessThan(ann.text.length)
  await small.close()
  expect(ann.acknowledged).toBe(kept)
  await using large = await startRooms({ path })
  using again = await RawClient.open(large, { person: 'ann', doc: ann.doc, ids: ann.ids })
  again.bring()
  await until(() => again.acknowledged === 1)
  using cy = await RawClient.open(large, { person: 'cy' })
  expect(cy.text).toBe(ann.text)
})

test('S19 a room whose document another process writes steps down, and opens again with all of it', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: join(folder.path, 'accord.db') })
  using ann = await RawClient.open(server, { person: 'ann' })
  const room = await server.rooms.open(commitment)
  const seq = (room?.read().seq ?? 0) + 1
  const by = { document: commitment, person: 'other', onBehalfOf: null, update: null }
  const event = { type: 'state-set', state: 'discussion', reason: '' } as const
  await server.journal.append([{ ...by, seq, at: Date.now(), events: [event] }])
  ann.type('too late')
  await until(() => ann.closed === 4503)
  expect(ann.acknowledged).toBe(0)
  const again = await server.rooms.open(commitment)
  expect(again?.read()).toMatchObject({ seq, record: { state: 'discussion' } })
})

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
