import 'fake-indexeddb/auto'
import { join } from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { openDB, rtop, transact } from 'lib0/indexeddb'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Slot } from '../../client/sync/slots.ts'
import type { ReplicaState } from '../../client/sync/state.ts'
import { sendWaiting, waitingHere } from '../../client/sync/waiting.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { insertText } from '../../shared/text/write.ts'
import { newFolder } from '../support/folder.ts'
import { startProxy } from '../support/proxy.ts'
import { replicaOf, socketOf } from '../support/replica.ts'
import { commitment, field, personOf, startRooms } from '../support/room.ts'
import { until } from '../support/until.ts'

/** A page on this device; closing it and opening another is a reload. */
const kept = { storage: 'indexeddb' } as const
const other = 'solution'

const isOffline = ({ status }: ReplicaState) => status.type === 'offline'
const knowsIt = ({ record }: ReplicaState) => record.sections[field] === 'closed'
const closed: RecordEvent = { type: 'section-set', field, state: 'closed', reason: 'Agreed' }

// each test has a device of its own
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

async function room(path?: string) {
  const folder = await newFolder()
  const server = await startRooms({ path: path ?? join(folder.path, 'accord.db') })
  const network = await startProxy(server.url)
  return {
    server,
    network,
    [Symbol.asyncDispose]: async () => {
      await network[Symbol.asyncDispose]()
      await server.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

test('R8 offline work survives two reloads, is known as unsent, and arrives', async () => {
  await using here = await room()
  const { network, server } = here
  using first = replicaOf(network, 'ann', kept)
  await first.saved()
  first.type('連線時寫的。')
  await first.saved()
  network.target = null
  await first.reaches(isOffline)
  first.type('離線一。')
  first.replica.speakFor('mei')
  first.type('離線二。')
  first.replica.close()

  using second = replicaOf(network, 'ann', kept)
  await second.reaches((state) => state.loaded && isOffline(state))
  expect(second.text()).toContain('連線時寫的。離線一。離線二。')
  expect(second.state.status).toEqual({ type: 'offline', unsent: 2 })
  expect(second.state.record.template).toBe('ogp-2022')
  expect(second.state.people.size).toBeGreaterThan(0)
  second.type('離線三。')
  second.replica.close()

  using third = replicaOf(network, 'ann', kept)
  await third.reaches((state) => state.loaded && state.unsent === 3)
  network.target = server.url
  await third.saved()
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  expect(bo.text()).toBe(third.text())
  expect(bo.text()).toContain('連線時寫的。離線一。離線二。離線三。')
  expect(third.state.generation).toBe(0)
  const voices = Array.from(third.state.record.clients, ({ onBehalfOf }) => onBehalfOf)
  expect(voices).toContain('mei')
})

test('W23 a device that held a name holds it no more once its page has heard of the erasure', async () => {
  await using here = await room()
  const { network, server } = here
  using ann = replicaOf(server, 'ann')
  await ann.saved()
  ann.type('安寫的。')
  await ann.saved()
  using first = replicaOf(network, 'bo', kept)
  await first.reaches(({ people }) => people.has('ann'))
  await first.saved()
  first.replica.close()
  await until(async () => (await onDevice()).includes('Person ann'), 'the name on the device')

  ann.replica.close()
  const live = await server.rooms.open(commitment)
  live?.rename({ id: 'ann', name: '', organisation: '', sector: 'civil-society' })
  using second = replicaOf(network, 'bo', kept)
  await second.reaches(({ people }) => people.get('ann')?.name === '')
  await until(async () => !(await onDevice()).includes('Person ann'), 'no name on the device')
  expect(await onDevice()).toContain('"ann"')
})

/** All that this device's store for rooms says. */
async function onDevice(): Promise<string> {
  const database = await openDB('accord/', () => {})
  const [store] = transact(database, ['kept'], 'readonly')
  const values = await rtop(store?.getAll() as IDBRequest)
  database.close()
  return JSON.stringify(values, (_, value) => (value instanceof Map ? [...value] : value))
}

test('R10 offline work of an earlier page, in a section that was closed meanwhile', async () => {
  await using here = await room()
  const { network, server } = here
  using first = replicaOf(network, 'ann', kept)
  await first.saved()
  network.target = null
  await first.reaches(isOffline)
  first.type('來不及了。')
  first.type('還來得及。', { field: other })
  first.type('建議。', { field: other, mode: 'suggesting' })
  first.replica.close()
  const live = await server.rooms.open(commitment)
  await live?.act({ person: 'founder' }, () => ({ events: [closed] }))
  network.target = server.url

  using second = replicaOf(network, 'ann', kept)
  await second.reaches(({ aside, status }) => aside.length > 0 && status.type === 'saved')
  expect(second.state.aside).toMatchObject([{ field, text: '來不及了。', code: 'section-closed' }])
  expect(second.text(other)).toBe('還來得及。建議。')
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  expect(bo.text(other)).toBe('還來得及。建議。')
  expect(bo.text()).toBe(second.text())
})

test('R12 words put aside stay until they are dismissed, and are not sent again', async () => {
  await using here = await room()
  const { server } = here
  using first = replicaOf(server, 'ann', kept)
  await first.saved()
  const [before] = await bodies()
  const live = await server.rooms.open(commitment)
  await live?.act({ person: 'founder' }, () => ({ events: [closed] }))
  // what it has not heard of yet is no reason to refuse
  await first.reaches(knowsIt)
  first.type('被退回的字。')
  await first.reaches(({ aside, status }) => aside.length === 1 && status.type === 'saved')
  await until(async () => !(await bodies()).includes(before ?? ''), 'another body')
  first.replica.close()

  using second = replicaOf(server, 'ann', kept)
  await second.saved()
  expect(second.state.generation).toBe(0)
  expect(second.state.aside).toMatchObject([{ text: '被退回的字。', code: 'section-closed' }])
  second.replica.dismiss(second.state.aside[0]?.id ?? '')
  expect(second.state.aside).toEqual([])
  second.replica.close()

  using third = replicaOf(server, 'ann', kept)
  await third.saved()
  expect(third.state.aside).toEqual([])
  expect(third.text()).not.toContain('被退回的字。')
})

test('R9 words that reach the old document after a reset follow into the new one', async () => {
  await using here = await room()
  const { server } = here
  using ann = replicaOf(server, 'ann', kept)
  await ann.saved()
  const { doc: old, ids } = ann.state
  const live = await server.rooms.open(commitment)
  await live?.act({ person: 'founder' }, () => ({ events: [closed] }))
  await ann.reaches(knowsIt)
  ann.type('可以留。', { field: other })
  ann.type('被退回。')
  await ann.reaches(({ aside, status }) => aside.length === 1 && status.type === 'saved')
  for (const word of ['晚', '到']) {
    old.clientID = ids.editing
    old.transact((transaction) => {
      const text = fieldText(old, other)
      insertText(transaction, text, text.length, word, null)
    })
  }
  await ann.saved()
  expect(ann.text(other)).toContain('可以留。')
  expect(ann.text(other)).toHaveLength(6)
  expect(ann.text(other)).toContain('晚')
  expect(ann.text(other)).toContain('到')
  expect(ann.state.aside).toHaveLength(1)
  expect(ann.state.keeping).toBe('device')
})

test('R7 a commitment made anew replaces the replica; what was not acknowledged is put aside', async () => {
  await using before = await room()
  await using after = await room()
  const { network } = before
  using first = replicaOf(network, 'ann', kept)
  await first.saved()
  first.type('已存的。')
  await first.saved()
  network.target = null
  await first.reaches(isOffline)
  first.type('未存的。')
  first.replica.close()
  network.target = after.server.url

  using second = replicaOf(network, 'ann', kept)
  await second.reaches(({ aside, status }) => aside.length > 0 && status.type === 'saved')
  expect(second.state.aside).toMatchObject([{ field, text: '未存的。', code: 'epoch' }])
  expect(second.state.generation).toBe(1)
  using bo = replicaOf(after.server, 'bo')
  await bo.saved()
  expect(bo.text()).toBe(second.text())
  expect(bo.text()).not.toContain('存的')
})

test('R13 a page on a device without storage goes on in memory and says so', async () => {
  await using here = await room()
  Reflect.deleteProperty(globalThis, 'indexedDB')
  using ann = replicaOf(here.server, 'ann', kept)
  await ann.saved()
  expect(ann.state.keeping).toBe('memory')
  ann.type('沒有儲存空間。')
  await ann.saved()
})

test('R13 storage that fails while somebody writes is told, and the room has every word', async () => {
  await using here = await room()
  using ann = replicaOf(here.server, 'ann', kept)
  await ann.saved()
  expect(ann.state.keeping).toBe('device')
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  expect(() => ann.type('裝不下了。')).not.toThrow()
  ann.type('還在寫。')
  expect(ann.state.keeping).toBe('memory')
  await ann.saved()
  expect(ann.text()).toContain('裝不下了。還在寫。')
})

test('R8 on a slow device there is no text to write in before there is a place for it', async () => {
  await using here = await room()
  const slow = slowBodies()
  using ann = replicaOf(here.server, 'ann', kept)
  await ann.reaches(({ status }) => status.type === 'saved')
  expect([ann.state.loaded, ann.text(), await bodies()]).toEqual([false, '開放政府 ', []])
  slow.answer()
  await ann.reaches(({ loaded }) => loaded)
  expect(await bodies()).toHaveLength(1)
})

/** Opens databases of bodies only from `answer` on. */
function slowBodies(): { answer: () => void } {
  const open = indexedDB.open.bind(indexedDB)
  const waiting: (() => void)[] = []
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    if (!name.startsWith('accord/ann')) return open(name, version)
    const later = {} as IDBOpenDBRequest
    waiting.push(() => {
      const request = open(name, version)
      request.onupgradeneeded = (event) => later.onupgradeneeded?.call(request, event)
      request.onsuccess = (event) => later.onsuccess?.call(request, event)
      request.onerror = (event) => later.onerror?.call(request, event)
    })
    return later
  })
  return {
    answer: () => {
      for (const go of waiting) go()
    },
  }
}

/** Names of the databases that hold a body. */
async function bodies(): Promise<string[]> {
  const all = await indexedDB.databases()
  return all.flatMap(({ name }) => (name?.startsWith('accord/ann') ? [name] : []))
}

test('R41 each tab of one person keeps its words on the device, and they are sent without its room', async () => {
  await using here = await room()
  const { network, server } = here
  using first = replicaOf(network, 'ann', kept)
  await first.saved()
  using second = replicaOf(network, 'ann', kept)
  await second.saved()
  expect(second.state.keeping).toBe('device')
  network.target = null
  await first.reaches(isOffline)
  await second.reaches(isOffline)
  first.type('第一個分頁。')
  second.type('第二個分頁。')
  first.replica.close()
  second.type('之後又寫。')
  second.replica.close()

  const waiting = await waitingHere()
  expect(waiting.map(({ person, number }) => [person, number])).toEqual([
    ['ann', 0],
    ['ann', 1],
  ])
  network.target = server.url
  const options = { server: network.url, me: personOf('ann'), socket: socketOf('ann') }
  const never = new AbortController().signal
  expect(await Promise.all(waiting.map((slot) => sendWaiting(slot, options, never)))).toEqual([
    'sent',
    'sent',
  ])
  expect(await waitingHere()).toEqual([])
  using bo = replicaOf(server, 'bo')
  await bo.saved()
  for (const words of ['第一個分頁。', '第二個分頁。之後又寫。']) expect(bo.text()).toContain(words)
})

test('R41 what another tab is writing is left to it, and a tab comes back to its own words', async () => {
  await using here = await room()
  const { network } = here
  using first = replicaOf(network, 'ann', kept)
  await first.saved()
  using second = replicaOf(network, 'ann', kept)
  await second.saved()
  network.target = null
  await second.reaches(isOffline)
  second.type('離線。')
  await until(async () => (await waitingHere()).length === 1, 'words on the device')
  const [slot] = await waitingHere()
  const options = { server: network.url, me: personOf('ann'), socket: socketOf('ann') }
  const sending = sendWaiting(slot as Slot, options, new AbortController().signal)
  expect(await sending).toBe('kept')
  second.replica.close()
  using again = replicaOf(network, 'ann', kept)
  await again.reaches(({ loaded }) => loaded)
  expect(again.text()).toContain('離線。')
})

const odd: readonly (readonly [where: string, value: unknown])[] = [
  ['room', { record: {}, people: {} }],
  ['unsent', { changes: 3 }],
  ['head', { epoch: 5, body: 7 }],
  ['aside/y', null],
]

test.each(odd)(
  'B168 an odd %s on the device keeps no room shut, and stays there',
  async (where, value) => {
    await using here = await room()
    const { network } = here
    using first = replicaOf(network, 'ann', kept)
    await first.saved()
    first.type('An earlier sentence. ')
    await first.saved()
    first.replica.close()
    const key = `ann/${commitment}/${where}`
    const database = await openDB('accord/', () => {})
    const [store] = transact(database, ['kept'], 'readwrite')
    await rtop(store?.put(value, key) as IDBRequest)

    using second = replicaOf(network, 'ann', kept)
    await second.reaches(({ loaded }) => loaded)
    second.type('And a later one.')
    await second.saved()
    expect(second.text()).toContain('An earlier sentence. And a later one.')
    expect(second.state.keeping).toBe('device')
    const [again] = transact(database, ['kept'], 'readonly')
    // what the room tells again is written anew; words, and what says whose they are, stay
    if (where !== 'room') expect(await rtop(again?.get(key) as IDBRequest)).toEqual(value)
    database.close()
  },
)

test('B169 a device whose storage never answers opens the room from the server, and says that it keeps nothing', async () => {
  await using here = await room()
  globalThis.indexedDB = { open: () => ({}), deleteDatabase: () => ({}) } as unknown as IDBFactory
  using ann = replicaOf(here.network, 'ann', kept)
  await ann.reaches(({ loaded, keeping }) => loaded && keeping === 'memory')
  ann.type('Written all the same.')
  await ann.saved()
})
