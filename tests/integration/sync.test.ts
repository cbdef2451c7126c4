import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../server/rooms/limits.ts'
import { bindingOf, noBindings } from '../../shared/record/bindings.ts'
import { packBindings } from '../../shared/record/packed.ts'
import type { Role } from '../../shared/roles.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { drawClientIds } from '../../shared/text/identity.ts'
import { protocolVersion } from '../../shared/wire.ts'
import { newFolder } from '../support/folder.ts'
import { commitment, field, type RoomServerOptions, startRooms } from '../support/room.ts'
import { stockClient } from '../support/sockets.ts'
import { RawClient } from '../support/socketsRaw.ts'
import { until } from '../support/until.ts'

test('S3 two stock y-websocket clients write one commitment and converge', async () => {
  await using place = await newPlace()
  using ann = stockClient(place.server, 'ann')
  using bo = stockClient(place.server, 'bo')
  await until(() => ann.provider.synced && bo.provider.synced, 'both synced')
  ann.type('Ann writes. ')
  bo.type('Bo writes. ')
  await until(() => ann.text() === bo.text() && ann.text().includes('Bo writes.'))
  expect(ann.text()).toContain('Ann writes.')
  expect(ann.text()).toContain('開放政府')
  const room = await place.server.rooms.open(commitment)
  await room?.settled()
  const bindings = room?.read().record.clients ?? noBindings
  expect(bindingOf(bindings, ann.doc.clientID)).toMatchObject({ person: 'ann', mode: 'editing' })
  expect(bindingOf(bindings, bo.doc.clientID)).toMatchObject({ person: 'bo', mode: 'editing' })
})

test('S4 the welcome says who, role, epoch and record; ids are bound before it', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  const [welcome] = ann.all('welcome')
  expect(welcome).toMatchObject({ role: 'co-author', person: { id: 'ann' }, seq: 2 })
  expect(welcome?.record).toMatchObject({
    template: 'ogp-2022',
    clients: packBindings([
      { client: ann.ids.editing, person: 'ann', onBehalfOf: null, mode: 'editing' },
      { client: ann.ids.suggesting, person: 'ann', onBehalfOf: null, mode: 'suggesting' },
    ]),
  })
  expect(ann.text).toBe('開放政府 ')
})

test('S5 an ack counts the frames of its own connection, after they are in the journal', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  using bo = await RawClient.open(place.server, { person: 'bo' })
  for (const word of ['一', '二', '三']) ann.type(word)
  await until(() => ann.acknowledged === 3)
  const seq = ann.all('ack').at(-1)?.seq ?? 0
  let written = 0
  for await (const entry of place.server.journal.read(commitment)) written = entry.seq
  expect(written).toBeGreaterThanOrEqual(seq)
  await until(() => bo.text.endsWith('一二三'))
  expect(bo.acknowledged).toBe(0)
})

test('S6 a refusal names the frame and the code; what follows from others goes on', async () => {
  await using place = await newPlace(new Map([['eye', 'observer' as const]]))
  using ann = await RawClient.open(place.server, { person: 'ann' })
  using eye = await RawClient.open(place.server, { person: 'eye' })
  eye.type('not mine to write')
  await until(() => eye.acknowledged === 1)
  expect(eye.all('refusal')).toMatchObject([{ frame: 1 }])
  ann.type('go on')
  await until(() => eye.text.includes('go on'))
  expect(ann.text).not.toContain('not mine')
})

test('S7 a role that changes while connected holds from the next frame on; removed is 4403', async () => {
  const roles = new Map<string, Role | null>()
  await using place = await newPlace(roles)
  const become = (role: Role | null) => {
    roles.set('ann', role)
    return place.server.rooms.rolesChanged('ann', async () => role)
  }
  using ann = await RawClient.open(place.server, { person: 'ann' })
  ann.type('before')
  await until(() => ann.acknowledged === 1)
  await become('suggester')
  await until(() => ann.all('role').length === 1)
  ann.type('after')
  await until(() => ann.acknowledged === 2)
  expect(ann.all('refusal')).toMatchObject([{ frame: 2, code: 'not-allowed' }])
  await become(null)
  await until(() => ann.closed === 4403)
})

test('S8 an act in the room is one entry, durable and shown to everybody when it resolves', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  const room = await place.server.rooms.open(commitment)
  const done = await room?.act({ person: 'chair' }, ({ doc }) => ({
    events: [{ type: 'state-set', state: 'discussion', reason: '開始' }],
    write: () => doc.getMap('rows').set('r1/order', 'a0'),
  }))
  expect(done).toEqual({ seq: room?.read().seq })
  expect(room?.read().record.state).toBe('discussion')
  await until(() => ann.all('events').length === 1 && ann.doc.getMap('rows').size === 1)
  expect(ann.all('people').some(({ people }) => people.some(({ id }) => id === 'chair'))).toBe(true)
  expect(await room?.act({ person: 'chair' }, () => ({ refused: 'no-reason' }))).toEqual({
    refused: 'no-reason',
  })
  const failing = room?.act({ person: 'chair' }, ({ doc }) => ({
    events: [],
    write: () => {
      doc.getMap('rows').set('r2/order', 'a1')
      throw new Error('half done')
    },
  }))
  await expect(failing).rejects.toThrow('half done')
  expect([...(room?.read().doc.getMap('rows').keys() ?? [])]).toEqual(['r1/order'])
})

test('S9 presence has name and sector of the session, caret and mode of the page, and ends with it', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  const bo = await RawClient.open(place.server, { person: 'bo' })
  const at = { tname: `f:${field}`, type: null, item: { client: 1, clock: 3 }, assoc: -1 }
  const cursor = { anchor: at, head: at }
  const state = { user: { name: 'Minister' }, cursor, mode: 'editing', more: 'x' }
  bo.show([{ id: bo.presence, clock: 1, state }])
  await until(() => ann.present.has(bo.presence))
  expect(ann.present.get(bo.presence)?.state).toEqual({
    user: {
      id: 'bo',
      name: 'Person bo',
      organisation: '',
      sector: 'civil-society',
      colour: expect.any(Number),
    },
    cursor,
    mode: 'editing',
  })
  bo.socket.close()
  await until(() => ann.present.get(bo.presence)?.state === null)
})

test('H33 nobody is seen under the id of a page that is away, and no clock outlasts its page', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  const ids = drawClientIds()
  const bo = await RawClient.open(place.server, { person: 'bo', ids })
  const state = { cursor: null, mode: 'editing' }
  bo.show([{ id: bo.presence, clock: 1, state }])
  await until(() => ann.present.has(bo.presence))
  bo.socket.close()
  await until(() => ann.present.get(bo.presence)?.state === null)

  using eve = await RawClient.open(place.server, { person: 'eve', silent: true })
  const { presence } = bo
  eve.say({
    type: 'hello',
    version: protocolVersion,
    epoch: null,
    ...eve.ids,
    presence,
    onBehalfOf: null,
  })
  eve.show([{ id: presence, clock: 2 ** 30, state }])
  using cai = await RawClient.open(place.server, { person: 'cai' })
  cai.show([{ id: cai.presence, clock: 2 ** 40, state }])
  cai.show([{ id: cai.presence, clock: 7, state }])
  await until(() => ann.present.get(cai.presence)?.clock === 7)
  expect(ann.present.get(bo.presence)?.state).toBe(null)

  using again = await RawClient.open(place.server, { person: 'bo', ids })
  again.show([{ id: bo.presence, clock: 3, state }])
  await until(() => ann.present.get(bo.presence)?.clock === 3)
  expect(ann.present.get(bo.presence)?.state).toMatchObject({ user: { id: 'bo' } })
})

test('S10 in a quiet moment everybody hears the content hash; a replica that differs is an incident', async () => {
  await using place = await newPlace(new Map(), { quiet: 30 })
  using ann = await RawClient.open(place.server, { person: 'ann' })
  ann.type('quiet')
  await until(() => ann.all('hash').length > 0)
  const [said] = ann.all('hash')
  expect(said?.hash).toBe(contentHash(ann.doc))
  ann.say({ type: 'diverged', seq: said?.seq ?? 0, hash: 'another' })
  await until(() => place.server.incidents.some(({ text }) => text.includes('differs')))
})

test('S74 whoever says again and again that a replica differs is noted once; long fields are no message', async () => {
  await using place = await newPlace()
  const differing = () =>
    place.server.incidents.filter(({ text }) => text.includes('differs')).length
  using eve = await RawClient.open(place.server, { person: 'eve' })
  for (let seq = 0; seq < 30; seq++) eve.say({ type: 'diverged', seq, hash: `${seq}` })
  eve.type('x')
  await until(() => eve.acknowledged === 1)
  expect(differing()).toBe(1)
  for (let session = 0; session < 20; session++) {
    using again = await RawClient.open(place.server, { person: 'eve' })
    again.say({ type: 'diverged', seq: 1, hash: 'another' })
    again.type('x')
    await until(() => again.acknowledged === 1)
  }
  expect(differing()).toBe(limits.incidentsBurst)

  const long = 'x'.repeat(1_000_000)
  for (const message of [
    { type: 'diverged', seq: 1, hash: long },
    { type: 'hello', version: protocolVersion, epoch: long, ...drawClientIds(), presence: 1 },
    { type: 'speak', ...drawClientIds(), onBehalfOf: long },
  ]) {
    using mallory = await RawClient.open(place.server, { person: 'mallory', silent: true })
    mallory.say({ onBehalfOf: null, ...message } as never)
    await until(() => mallory.closed === 4400)
  }
  expect(JSON.stringify(place.server.incidents).length).toBeLessThan(10_000)
})

test('S11 a replica of another epoch is told so, and nothing of it is admitted', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann', epoch: 'long ago' })
  expect(ann.all('welcome')[0]?.epoch).not.toBe('long ago')
  ann.type('old words')
  await until(() => ann.acknowledged === 1)
  expect(ann.all('refusal')).toMatchObject([{ frame: 1, code: 'gap' }])
})

test('S12 an idle room is put away with a snapshot and opens again as it was', async () => {
  await using place = await newPlace(new Map(), { idle: 20 })
  const ann = await RawClient.open(place.server, { person: 'ann' })
  ann.type('kept')
  await until(() => ann.acknowledged === 1)
  const { record } = (await place.server.rooms.open(commitment))?.read() ?? {}
  ann.socket.close()
  await until(() => place.server.rooms.size.rooms === 0)
  await until(async () => (await place.server.journal.latest(commitment)) !== null)
  const again = (await place.server.rooms.open(commitment))?.read()
  expect(again?.doc.getText(`f:${field}`).toString()).toContain('kept')
  expect(again?.record).toEqual(record)

  // Whoever comes in the moment it is put away gets the next one.
  const leaving = await place.server.rooms.open(commitment)
  void leaving?.close()
  const next = await place.server.rooms.open(commitment)
  expect(next).not.toBe(leaving)
  expect(await next?.act({ person: 'ann' }, () => ({ events: [] }))).toEqual({ seq: again?.seq })
})

test('S13 a clean shutdown writes what has come in and sends everybody away with 4503', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const server = await startRooms({ path })
  using ann = await RawClient.open(server, { person: 'ann' })
  using bo = await RawClient.open(server, { person: 'bo' })
  ann.type('last words')
  await until(() => ann.acknowledged === 1)
  await server.close()
  await until(() => ann.closed !== null && bo.closed !== null)
  expect([ann.closed, bo.closed]).toEqual([4503, 4503])
  await using again = await startRooms({ path })
  using cy = await RawClient.open(again, { person: 'cy' })
  expect(cy.text).toContain('last words')
})

test('S14 a slow reader is passed over, and given one difference when it reads again', async () => {
  await using place = await newPlace()
  using slow = await RawClient.open(place.server, { person: 'slow' })
  using ann = await RawClient.open(place.server, { person: 'ann' })
  slow.socket.pause()
  const heard = slow.heard
  const rounds = 120
  for (let round = 1; round <= rounds; round++) {
    ann.type('字'.repeat(40_000))
    await until(() => ann.acknowledged === round)
  }
  slow.socket.resume()
  await until(() => slow.text === ann.text, 'the slow reader to catch up')
  expect(slow.heard - heard).toBeLessThan(rounds)
  expect(slow.closed).toBeNull()
})

test('S15 many who come at once are all given the same text', async () => {
  await using place = await newPlace()
  using ann = await RawClient.open(place.server, { person: 'ann' })
  ann.type('for everybody')
  await until(() => ann.acknowledged === 1)
  const crowd = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      RawClient.open(place.server, { person: `p${index}`, doc: new Y.Doc() }),
    ),
  )
  for (const one of crowd) {
    expect(one.text).toBe(ann.text)
    one[Symbol.dispose]()
  }
})

async function newPlace(
  roles: Map<string, Role | null> = new Map(),
  options: Partial<RoomServerOptions> = {},
) {
  const folder = await newFolder()
  const server = await startRooms({ path: join(folder.path, 'accord.db'), roles, ...options })
  return {
    server,
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
