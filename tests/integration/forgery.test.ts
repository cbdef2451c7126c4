import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import * as encoding from 'lib0/encoding'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { LocalBus } from '../../server/bus/local.ts'
import { Document } from '../../server/rooms/document.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { frameType } from '../../shared/wire.ts'
import { newFolder } from '../support/folder.ts'
import { commitment, field, startRooms } from '../support/room.ts'
import { stockClient } from '../support/sockets.ts'
import { RawClient } from '../support/socketsRaw.ts'
import { until } from '../support/until.ts'

test('S20 nothing is admitted under the ids of others: their next clocks, their fresh ids, the room’s own', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  ann.type('mine')
  await until(() => ann.acknowledged === 1)
  using mallory = await RawClient.open(place.server, { person: 'mallory' })
  const before = await hashOf(place)
  const victims = [ann.ids.editing, ann.ids.suggesting, 1, 2, mallory.ids.suggesting]
  for (const client of victims) mallory.update(written(mallory.doc, client, field))
  await until(() => mallory.acknowledged === victims.length)
  expect(mallory.all('refusal').map(({ frame }) => frame)).toEqual([1, 2, 3, 4])
  expect(await hashOf(place)).not.toBe(before)
  // The last was their own suggestion: admitted. The first four left no trace.
  const { record, doc } = (await place.room()).read()
  expect(Object.values(record.suggestions)).toMatchObject([{ person: 'mallory' }])
  expect(Y.getState(doc.store, ann.ids.editing)).toBe(4)
  ann.type(' and goes on')
  await until(() => ann.acknowledged === 2 && mallory.text.includes('mine and goes on'))
})

test('S21 a hello or speak with somebody else’s id is sent away with 4409', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  using mallory = await RawClient.open(place.server, { person: 'mallory', ids: ann.ids })
  await until(() => mallory.closed === 4409)
  using other = await RawClient.open(place.server, { person: 'other' })
  other.say({ type: 'speak', ...ann.ids, onBehalfOf: null })
  await until(() => other.closed === 4409)
  const { record } = (await place.room()).read()
  expect(bindingOf(record.clients, ann.ids.editing)?.person).toBe('ann')
})

test('S22 forged presence reaches nobody, and an echo of others is dropped without harm', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  using bo = await RawClient.open(place.server, { person: 'bo' })
  using mallory = await RawClient.open(place.server, { person: 'mallory' })
  ann.show([{ id: ann.presence, clock: 1, state: { mode: 'here' } }])
  await until(() => bo.present.has(ann.presence))
  const forged = { user: { name: 'Minister' }, mode: 'forged' }
  mallory.show([
    { id: ann.presence, clock: 1_000_000, state: forged },
    { id: 77, clock: 5, state: forged },
  ])
  mallory.show([{ id: mallory.presence, clock: 1, state: { cursor: 'x'.repeat(2000) } }])
  mallory.show([{ id: ann.presence, clock: 1_000_001, state: null }])
  mallory.show([{ id: mallory.presence, clock: 2, state: { mode: 'honest' } }])
  await until(() => bo.present.has(mallory.presence))
  expect(bo.present.get(ann.presence)).toMatchObject({
    clock: 1,
    state: { mode: 'here', user: { id: 'ann' } },
  })
  expect(bo.present.has(77)).toBe(false)
  expect(bo.present.get(mallory.presence)?.state).toMatchObject({
    mode: 'honest',
    user: { id: 'mallory' },
  })
  expect(mallory.closed).toBeNull()
})

test('S23 the id a stock client is seen under is bound before it is seen, so nobody can take it first', async () => {
  await using place = await newPlace()
  using watcher = await RawClient.open(place.server, { person: 'watcher' })
  using ann = stockClient(place.server, 'ann')
  await until(() => watcher.present.has(ann.doc.clientID))
  watcher.update(written(new Y.Doc(), ann.doc.clientID, field))
  await until(() => watcher.acknowledged === 1)
  expect(watcher.all('refusal')).toMatchObject([{ frame: 1, code: 'foreign-id' }])
  ann.type('still mine')
  await until(() => watcher.text.includes('still mine'))
})

test('S24 unknown roots and updates that are none are refused; others are not disturbed', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  using mallory = await RawClient.open(place.server, { person: 'mallory' })
  const before = await hashOf(place)
  const gap = written(mallory.doc, mallory.ids.editing, field, 10)
  const updates = [
    written(new Y.Doc(), mallory.ids.editing, 'no-such-field'),
    new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 1]),
    new Uint8Array(),
    gap,
    ...Array.from({ length: 40 }, (_, length) => new Uint8Array(randomBytes(length + 1))),
  ]
  for (const update of updates) mallory.update(update)
  await until(() => mallory.acknowledged === updates.length)
  expect(await hashOf(place)).toBe(before)
  expect(mallory.all('refusal')).not.toHaveLength(0)
  ann.type('undisturbed')
  await until(() => ann.acknowledged === 1)
})

const garbage: [string, (client: RawClient) => void, number][] = [
  ['random bytes', (client) => client.socket.send(randomBytes(100)), 4400],
  ['text', (client) => client.socket.send('hello'), 4400],
  ['an unknown frame type', (client) => client.socket.send(Uint8Array.of(42, 1, 2)), 4400],
  ['a frame that ends early', (client) => client.socket.send(Uint8Array.of(0, 2, 200, 1)), 4400],
  ['a second hello', (client) => client.hello(null), 4400],
  ['a state vector that is none', (client) => client.frame(badVector), 4400],
  ['JSON that is no message', (client) => client.frame(badMessage), 4400],
  ['a hello that is nested deep', (client) => client.frame(deepMessage), 4400],
  ['a frame of 100 MB', (client) => client.socket.send(new Uint8Array(100 * 1024 * 1024)), 4413],
  ['a flood', flood, 4429],
]

test.each(garbage)('S25 %s closes its own socket only', async (_, send, code) => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  using mallory = await RawClient.open(place.server, { person: 'mallory' })
  send(mallory)
  await until(() => mallory.closed !== null)
  expect(mallory.closed).toBe(code)
  ann.type('undisturbed')
  await until(() => ann.acknowledged === 1)
  expect(ann.closed).toBeNull()
})

test.each([
  ['a list', '{"cursor":'],
  ['an object', '{"mode":{"a":'],
  ['a look-alike in a string', '{"user":"]]]]\\"[","cursor":'],
])(
  'S70 presence nested deeper than any caret is passed over, and everybody goes on: %s',
  async (_, begin) => {
    await using place = await newPlace()
    using ann = await RawClient.open(place.server, { person: 'ann' })
    for (const depth of [100, 10_000, 200_000]) {
      using mallory = await RawClient.open(place.server, { person: 'mallory' })
      const states = encoding.encode((encoder) => {
        for (const number of [1, mallory.presence, 1]) encoding.writeVarUint(encoder, number)
        const ends = '}'.repeat(begin.split('{').length - 1)
        encoding.writeVarString(encoder, `${begin}${nested(depth)}${ends}`)
      })
      mallory.frame((encoder) => {
        encoding.writeVarUint(encoder, frameType.awareness)
        encoding.writeVarUint8Array(encoder, states)
      })
      // what comes after it over the same socket is answered, so it has been read
      mallory.type('x')
      await until(() => mallory.acknowledged === 1)
      expect(mallory.closed).toBeNull()
      mallory.show([{ id: mallory.presence, clock: 2, state: { cursor: null } }])
      await until(() => ann.present.has(mallory.presence))
      expect(ann.present.get(mallory.presence)).toMatchObject({ clock: 2 })
    }
    ann.type('undisturbed')
    await until(() => ann.acknowledged === 1)
    expect(ann.closed).toBeNull()
  },
)

test('S72 an update at which the room fails halfway is refused and leaves nothing; a tick that fails ends no server', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  using bo = await RawClient.open(place.server, { person: 'bo' })
  const before = await hashOf(place)
  const halfway = vi.spyOn(Document.prototype, 'enter').mockImplementationOnce(() => {
    throw new RangeError('Maximum call stack size exceeded')
  })
  ann.type('lost in the room')
  await until(() => ann.all('refusal').length === 1 && ann.acknowledged === 1)
  halfway.mockRestore()
  expect(await hashOf(place)).toBe(before)
  bo.type('goes on')
  await until(() => bo.acknowledged === 1)

  const showing = vi.spyOn(LocalBus.prototype, 'publish').mockImplementationOnce(() => {
    throw new Error('no bus')
  })
  bo.type(' and on')
  await until(() => bo.closed === 4503)
  showing.mockRestore()
  using again = await RawClient.open(place.server, { person: 'bo' })
  expect(again.text).toContain('goes on and on')
  expect(again.text).not.toContain('lost in the room')
})

function badVector(encoder: encoding.Encoder): void {
  encoding.writeVarUint(encoder, frameType.sync)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint8Array(encoder, Uint8Array.of(9, 200))
}

function badMessage(encoder: encoding.Encoder): void {
  encoding.writeVarUint(encoder, frameType.accord)
  encoding.writeVarString(encoder, '{"type":"__proto__"}')
}

function deepMessage(encoder: encoding.Encoder): void {
  encoding.writeVarUint(encoder, frameType.accord)
  encoding.writeVarString(encoder, `{"type":"seen","seq":1,"x":${nested(1000)}}`)
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

function flood(client: RawClient): void {
  for (let frame = 0; frame < 4000; frame++) client.ask()
}

/** An update that writes into `name` under `client`, after what `doc` knows of it and `ahead` more. */
function written(doc: Y.Doc, client: number, name: string, ahead = 0): Uint8Array {
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc))
  forged.clientID = client
  const text = forged.getText(`f:${name}`)
  if (ahead > 0) text.insert(0, 'x'.repeat(ahead))
  const before = Y.encodeStateVector(forged)
  text.insert(0, '偽')
  return Y.encodeStateAsUpdate(forged, before)
}

async function hashOf(place: Place): Promise<string> {
  const room = await place.room()
  await room.settled()
  return contentHash(room.read().doc)
}

type Place = Awaited<ReturnType<typeof newPlace>>

async function newPlace() {
  const folder = await newFolder()
  const server = await startRooms({ path: join(folder.path, 'accord.db') })
  return {
    server,
    async room() {
      const room = await server.rooms.open(commitment)
      if (!room) throw new Error('no room')
      return room
    },
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
