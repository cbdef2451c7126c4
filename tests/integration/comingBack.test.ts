import 'fake-indexeddb/auto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { IDBFactory } from 'fake-indexeddb'
import * as decoding from 'lib0/decoding'
import { openDB, rtop, transact } from 'lib0/indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { en } from '../../client/locale/en.ts'
import { zhHantTW } from '../../client/locale/zh-Hant-TW.ts'
import { saveWords } from '../../client/room/saveState.ts'
import type { ReplicaState } from '../../client/sync/state.ts'
import { messageFrame } from '../../server/rooms/frames.ts'
import type { ServerMessage } from '../../shared/protocol.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { plainOf } from '../../shared/record/plain.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { closeCode, frameType, protocolVersion } from '../../shared/wire.ts'
import { newFolder } from '../support/folder.ts'
import { startProxy } from '../support/proxy.ts'
import { replicaOf, type TestReplica } from '../support/replica.ts'
import { commitment, field, personOf, startRooms } from '../support/room.ts'
import { seeds } from '../support/seeds.ts'
import { RawClient } from '../support/socketsRaw.ts'
import { seeded } from '../support/textWorld.ts'
import { until } from '../support/until.ts'

type Welcome = Extract<ServerMessage, { type: 'welcome' }>

// each test has a device of its own
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

/** A server, a network on which welcomes are noted, and who says something besides the text. */
async function room() {
  const folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  let server = await startRooms({ path })
  const network = await startProxy(server.url)
  const welcomes: (Welcome & { readonly bytes: number })[] = []
  network.toPage = (frame) => {
    if (frame[0] !== frameType.accord) return true
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder)
    const message: ServerMessage = JSON.parse(decoding.readVarString(decoder))
    if (message.type === 'welcome') welcomes.push({ ...message, bytes: frame.length })
    return true
  }
  const live = async () => {
    const found = await server.rooms.open(commitment)
    if (!found) throw new Error('no room')
    return found
  }
  return {
    network,
    welcomes,
    path,
    live,
    get url() {
      return server.url
    },
    says: async (...events: RecordEvent[]) =>
      (await live()).act({ person: 'host' }, () => ({ events })),
    back: () => {
      network.target = server.url
    },
    /** `meanwhile`: what happens to the file. */
    async restart(meanwhile: (db: Database.Database) => void = () => undefined) {
      await server.close()
      const db = new Database(path)
      meanwhile(db)
      db.close()
      server = await startRooms({ path })
    },
    [Symbol.asyncDispose]: async () => {
      await network[Symbol.asyncDispose]()
      await server.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const content = { field, inserted: [], deleted: [], kinds: {}, added: 'x', removed: '' }
const thread = (id: string): RecordEvent => ({
  ...{ type: 'thread-opened', thread: id, text: 'Why?', anchor: { on: 'section', field } },
})
/** The page's record is the room's; pages hear of no entry that has no events. */
async function agrees(page: TestReplica, record: CommitmentRecord): Promise<void> {
  const told = (of: CommitmentRecord) => ({ ...plainOf(of), seq: 0 })
  const same = (state: ReplicaState) => isDeepStrictEqual(told(state.record), told(record))
  await page.reaches(same, 'the same record').catch(() => undefined)
  expect(told(page.state.record)).toEqual(told(record))
}

const isSaved = ({ status }: { status: { type: string } }) => status.type === 'saved'

test('R47 a page that comes back is sent what it has missed, and whom it does not know; who was there in another history gets all', async () => {
  await using here = await room()
  using ann = replicaOf(here.network, 'ann')
  await ann.saved()
  const same = async () => {
    const { record } = (await here.live()).read()
    await agrees(ann, record)
    expect([...ann.state.record.clients]).toEqual([...record.clients])
  }
  expect(here.welcomes).toMatchObject([{ since: null, record: { template: 'ogp-2022' } }])

  // the network goes, and others go on
  here.network.target = null
  await ann.reaches(({ status }) => status.type === 'offline')
  ann.type('offline. ')
  using bo = replicaOf(here, 'bo')
  await bo.saved()
  bo.type('meanwhile. ')
  await bo.saved()
  await here.says(thread('t1'), { type: 'suggestion-opened', suggestion: 1, content })
  here.back()
  await ann.saved()
  await same()
  const [, second] = here.welcomes
  expect(second).not.toHaveProperty('record')
  const types = second?.since?.map(({ event }) => event.type)
  expect(types).toEqual(expect.arrayContaining(['ids-bound', 'thread-opened']))
  expect(second?.people.map(({ id }) => id)).toEqual(['bo', 'host'])

  // the server begins anew, with the same journal
  here.network.target = null
  await here.says({ type: 'thread-resolved', thread: 't1' })
  await here.restart()
  here.back()
  await ann.saved()
  await same()
  expect(here.welcomes.at(-1)?.since?.length).toBeGreaterThan(0)

  // and with one that had been kept before: what came since then came otherwise
  here.network.target = null
  const { seq } = (await here.live()).read()
  await here.says(thread('lost'))
  here.back()
  await ann.reaches(({ record }) => record.seq > seq)
  here.network.target = null
  await here.restart((db) => {
    db.prepare('delete from entries where seq > ?').run(seq)
    db.prepare('delete from checkpoints').run()
  })
  await here.says(thread('t2'))
  await here.says(thread('t3'))
  here.back()
  await ann.saved()
  await same()
  expect(Object.keys(ann.state.record.threads)).toEqual(['t1', 't2', 't3'])
  expect(here.welcomes.at(-1)?.since).toBeNull()
})

test('R47 who was away longer than the room remembers is sent what is read again, while others write', async () => {
  await using here = await room()
  using ann = replicaOf(here.network, 'ann')
  await ann.saved()
  here.network.target = null
  await ann.reaches(({ status }) => status.type === 'offline')
  const many = Array.from({ length: 2300 }, (_, nth) => thread(`t${nth}`))
  await Promise.all(many.map((event) => here.says(event)))
  here.back()
  const more = Array.from({ length: 30 }, (_, nth) => here.says(thread(`more${nth}`)))
  await ann.saved()
  await Promise.all(more)
  const { record } = (await here.live()).read()
  await agrees(ann, record)
  expect(here.welcomes.at(-1)?.since?.length).toBeGreaterThan(2000)
})

test.each(seeds('coming back', 12))(
  'R47 pages that go and come back while servers do, and others write: everybody folds the same record (seed %i)',
  async (seed) => {
    const random = seeded(seed)
    await using here = await room()
    const away = new Set<string>()
    const pages = await Promise.all(
      ['ann', 'bo', 'cy'].map(async (person) => {
        const network = await startProxy(here.url)
        return { person, network, page: replicaOf(network, person, { storage: 'indexeddb' }) }
      }),
    )
    for (const { page } of pages) await page.saved()
    for (let act = 0; act < 40; act++) {
      const chance = random()
      const one = pages[Math.floor(random() * pages.length)] as (typeof pages)[number]
      if (chance < 0.35)
        one.page.type(`${act} `, { mode: random() < 0.5 ? 'editing' : 'suggesting' })
      else if (chance < 0.6) await here.says(thread(`t${act}`))
      else if (chance < 0.7) {
        const { suggestions } = (await here.live()).read().record
        const [open] = Object.values(suggestions).filter(({ status }) => status === 'open')
        if (open)
          await here.says({
            ...{ type: 'suggestion-decided', suggestion: open.number, outcome: 'declined' },
            ...{ reason: 'no', accepted: [], content: open },
          })
      } else if (chance < 0.85) {
        if (away.delete(one.person)) one.network.target = here.url
        else {
          away.add(one.person)
          one.network.target = null
        }
      } else if (chance < 0.93) {
        // a reload, from what the device has kept
        one.page.replica.close()
        one.page = replicaOf(one.network, one.person, { storage: 'indexeddb' })
      } else {
        for (const { network } of pages) network.target = null
        await here.restart()
        for (const { person, network } of pages) if (!away.has(person)) network.target = here.url
      }
    }
    for (const { network } of pages) network.target = here.url
    for (const { page } of pages) await page.saved()
    const { record } = (await here.live()).read()
    for (const { page } of pages) await agrees(page, record)
    for (const { page, network } of pages) {
      page.replica.close()
      await network[Symbol.asyncDispose]()
    }
  },
)

test('R48 a page of another version is told to load again, and so is one that meets another server; what it holds stays', async () => {
  await using here = await room()
  using old = await RawClient.open(here, { person: 'ann', silent: true })
  const { presence, ids } = old
  old.say({
    ...{ type: 'hello', version: protocolVersion - 1, epoch: null, ...ids, presence },
    onBehalfOf: null,
  })
  await until(() => old.closed !== null, 'sent away')
  expect(old.closed).toBe(closeCode.outdated)

  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(sockets, 'listening')
  sockets.on('connection', (socket) =>
    socket.once('message', () =>
      socket.send(
        messageFrame({
          ...{ type: 'welcome', version: protocolVersion - 1, person: personOf('ann') },
          ...{ role: 'co-author', epoch: 'x', seq: 1, at: 1, hidden: 0, since: null },
          ...{ record: {}, people: [] },
        }),
      ),
    ),
  )
  const url = `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`
  using page = replicaOf({ url }, 'ann')
  page.type('kept')
  await page.reaches(({ status }) => status.type === 'ended')
  expect(page.state.status).toEqual({ type: 'ended', code: closeCode.outdated })
  expect(page.replica.unsentWords()).toMatchObject([{ field, text: 'kept' }])
  expect(saveWords(page.state.status, en).text).toContain('reload')
  expect(saveWords(page.state.status, zhHantTW).text).toContain('重新載入')
  sockets.close()
  for (const socket of sockets.clients) socket.terminate()
})

test('R49 a device keeps what is new beside what it has, and shows the same room without a network', async () => {
  await using here = await room()
  using first = replicaOf(here.network, 'ann', { storage: 'indexeddb' })
  await first.saved()
  await until(async () => (await onDevice('room')).length === 1, 'the room on the device')
  const [whole] = await onDevice('room')
  for (const id of ['t1', 't2']) {
    await here.says(thread(id))
    await first.reaches(({ record }) => id in record.threads)
    await until(async () => (await onDevice('news')).at(-1)?.includes(id) === true, 'kept beside')
  }
  expect(await onDevice('room')).toEqual([whole])
  here.network.target = null
  first.replica.close()

  using second = replicaOf(here.network, 'ann', { storage: 'indexeddb' })
  await second.reaches(({ loaded }) => loaded)
  const { record } = (await here.live()).read()
  expect(plainOf(second.state.record)).toEqual(plainOf(record))
  // and goes on from there
  await here.says(thread('t3'))
  here.back()
  await second.reaches(isSaved)
  expect(Object.keys(second.state.record.threads)).toEqual(['t1', 't2', 't3'])
  expect(here.welcomes.at(-1)?.since?.map(({ event }) => event)).toContainEqual(thread('t3'))
})

/** What this device's store holds of rooms under keys that begin so. */
async function onDevice(kind: 'room' | 'news'): Promise<string[]> {
  const database = await openDB('accord/', () => {})
  const [store] = transact(database, ['kept'], 'readonly')
  const [keys, values] = await Promise.all([
    rtop(store?.getAllKeys() as IDBRequest) as Promise<string[]>,
    rtop(store?.getAll() as IDBRequest) as Promise<unknown[]>,
  ])
  database.close()
  return values
    .filter((_, nth) => keys[nth]?.includes(`/${kind}`))
    .map((value) => JSON.stringify(value))
}

test('R49 what somebody was called, or has taken back, is on no device that has heard of it', async () => {
  await using here = await room()
  using page = replicaOf(here.network, 'ann', { storage: 'indexeddb' })
  await page.saved()
  await here.says({
    ...{ type: 'thread-opened', thread: 't1', text: 'A secret', anchor: { on: 'section', field } },
  })
  await until(async () => (await onDevice('news')).join().includes('A secret'), 'kept')
  await here.says({ type: 'comment-deleted', thread: 't1', comment: 't1' })
  const all = async () => [...(await onDevice('room')), ...(await onDevice('news'))].join()
  await until(async () => !(await all()).includes('A secret'), 'gone')
  expect(page.state.record.threads.t1?.comments[0]).toMatchObject({ text: '', deleted: true })
})
