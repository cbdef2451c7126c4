import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { messageFrame, updateFrame } from '../../../server/rooms/frames.ts'
import { limits } from '../../../server/rooms/limits.ts'
import type { Connection } from '../../../server/rooms/session.ts'
import type { Role } from '../../../shared/roles.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { drawClientIds } from '../../../shared/text/identity.ts'
import { closeCode, protocolVersion } from '../../../shared/wire.ts'
import { newFolder } from '../../support/folder.ts'
import { commitment, personOf, type RoomServer, startRooms } from '../../support/room.ts'
import { until } from '../../support/until.ts'

let folder: Awaited<ReturnType<typeof newFolder>>
let server: RoomServer

beforeAll(async () => {
  folder = await newFolder()
  server = await startRooms({ path: `${folder.path}/accord.db` })
})

afterAll(async () => {
  await server.close()
  await folder[Symbol.asyncDispose]()
})

/** A session whose socket takes nothing until it is told to. */
async function reader(id: string, role: Role = 'observer') {
  const room = await server.rooms.open(commitment)
  if (!room) throw new Error('no room')
  const session = {
    id,
    person: personOf(id),
    role,
    cameBy: null,
    standing: async () => ({ role }),
    buffered: 0,
    frames: [] as Uint8Array[],
    closed: null as number | null,
    send(frame: Uint8Array) {
      session.frames.push(frame)
      session.buffered += frame.length
    },
    heard: true,
    hear(on: boolean) {
      session.heard = on
    },
    close(code: number) {
      session.closed = code
    },
  }
  const connection: Connection = room.join(session)
  return { session, connection, room }
}

/** Sync step 1 with a vector of its own, so that no answer is shared. */
function asking(): Uint8Array {
  const vector = Y.encodeStateVector(new Map([[77_777_777, 1]]))
  return Uint8Array.of(0, 0, vector.length, ...vector)
}

const texts = (frames: readonly Uint8Array[]) =>
  frames.filter(([type, step]) => type === 0 && step === 1).length
const askedPresence = Uint8Array.of(3)
const presences = (frames: readonly Uint8Array[]) => frames.filter(([type]) => type === 1).length

test('S41 whoever asks again and again without reading has one answer, and another when they read', async () => {
  const { session, connection, room } = await reader('asks')
  for (let time = 0; time < 300; time++) connection.receive(asking())
  await room.settled()
  expect(texts(session.frames)).toBe(1)

  session.buffered = limits.buffered + 1
  const before = presences(session.frames)
  for (let time = 0; time < 300; time++) connection.receive(asking())
  for (let time = 0; time < 300; time++) connection.receive(askedPresence)
  await room.settled()
  expect(texts(session.frames)).toBe(1)
  expect(presences(session.frames)).toBe(before)

  session.buffered = 0
  await until(() => texts(session.frames) === 2, 'the answer that waited')
  await until(() => presences(session.frames) > before, 'who is here')
  connection.leave()
})

test('H130 what is said of very many costs nothing, and what one page says of itself is shown', async () => {
  const { session, connection, room } = await reader('here')
  const ids = drawClientIds()
  const hello = { type: 'hello', version: protocolVersion, epoch: null, ...ids }
  connection.receive(messageFrame({ ...hello, presence: ids.editing, onBehalfOf: null } as never))
  await room.settled()
  const parsed = vi.spyOn(JSON, 'parse')
  const said = (count: number, id: number, json: string) =>
    encoding.encode((frame) => {
      encoding.writeVarUint(frame, 1)
      const states = encoding.encode((each) => {
        encoding.writeVarUint(each, count)
        for (let nth = 0; nth < count; nth++) {
          encoding.writeVarUint(each, nth === 7 ? id : nth)
          encoding.writeVarUint(each, 1)
          encoding.writeVarString(each, json)
        }
      })
      encoding.writeVarUint8Array(frame, states)
    })
  connection.receive(said(100_000, ids.editing, '[{}]'))
  connection.receive(said(8, ids.editing, `[${'{"a":0},'.repeat(5000)}0]`))
  expect(parsed).not.toHaveBeenCalled()
  connection.receive(said(50, ids.editing, '{"cursor":null,"mode":null}'))
  expect(parsed).toHaveBeenCalledTimes(1)
  vi.restoreAllMocks()
  expect(session.closed).toBe(null)

  // of more clients than there can be nobody knows
  const vector = encoding.encode((each) => {
    encoding.writeVarUint(each, 100_000)
    for (let nth = 0; nth < 200_000; nth++) encoding.writeVarUint(each, nth)
  })
  connection.receive(
    encoding.encode((frame) => {
      encoding.writeVarUint(frame, 0)
      encoding.writeVarUint(frame, 0)
      encoding.writeVarUint8Array(frame, vector)
    }),
  )
  expect(session.closed).toBe(closeCode.malformed)
})

test('S42 whoever misses too much of what is told is sent away, to come back', async () => {
  const { session, connection, room } = await reader('misses')
  const ids = drawClientIds()
  const hello = { type: 'hello', version: protocolVersion, epoch: null, ...ids }
  connection.receive(messageFrame({ ...hello, presence: ids.editing, onBehalfOf: null } as never))
  await until(() => session.frames.length > 0, 'the welcome')
  session.buffered = limits.buffered + 1
  const frames = session.frames.length
  const large = limits.missed / 4
  for (let time = 0; time < 5; time++) {
    await room.act({ person: 'founder' }, () => ({
      events: [{ type: 'state-set', state: 'discussion', reason: 'x'.repeat(large) }],
    }))
  }
  await until(() => session.closed !== null, 'the end of its patience')
  expect(session.closed).toBe(closeCode.tooSlow)
  expect(session.frames.length).toBe(frames)
})

test('H38 what takes a while to read is read in its turn, and is about the update behind it', async () => {
  const { session, connection, room } = await reader('tells', 'co-author')
  const ids = drawClientIds()
  const hello = { type: 'hello', version: protocolVersion, epoch: null, ...ids }
  connection.receive(messageFrame({ ...hello, presence: ids.editing, onBehalfOf: null } as never))
  const page = new Y.Doc()
  page.clientID = ids.editing
  page.on('update', (update: Uint8Array) => connection.receive(updateFrame(update)))
  const words = 'The office publishes it.'
  fieldText(page, 'problem').insert(0, words)
  const [client, length] = [ids.editing, words.length]
  const real = { to: [client, length, length], from: [client, 0], how: 'copied' }
  const others = Array.from({ length: 200 }, () => ({ ...real, to: [client, 9_999_999, 1] }))
  connection.receive(messageFrame({ type: 'origins', origins: [real, ...others] } as never))
  fieldText(page, 'problem').insert(0, words)
  // what is dear may wait for its person's share, which `settled` does not wait for
  await until(() => room.read().record.origins.length > 0, 'what was said of the words')
  expect(room.read().record.origins).toContainEqual(real)

  connection.receive(messageFrame({ type: 'origins', origins: 'x'.repeat(5000) } as never))
  expect(session.closed).toBe(null)
  await until(() => session.closed === closeCode.malformed, 'that it is none')
})

test('H73 whoever has enough waiting is read no further until some of it is done', async () => {
  const { session, connection, room } = await reader('floods', 'co-author')
  const ids = drawClientIds()
  const hello = { type: 'hello', version: protocolVersion, epoch: null, ...ids }
  connection.receive(messageFrame({ ...hello, presence: ids.editing, onBehalfOf: null } as never))
  const seen = messageFrame({ type: 'seen', seq: 0 } as never)
  for (let time = 0; time < limits.laneHeard; time++) connection.receive(seen)
  expect(session.heard).toBe(false)
  await room.settled()
  await until(() => session.heard, 'to be read again')
  // and what was let in already is not lost
  connection.leave()
  expect(session.closed).toBe(null)
})

test('H161 of all who come at once so many are answered at a time as hold nobody up, and all of them are', async () => {
  const { room } = await reader('writes', 'co-author')
  const act = await room.act({ person: 'writes' }, () => ({
    events: [],
    write: ({ doc }) => {
      const text = fieldText(doc, 'problem')
      for (let at = 0; at < 5000; at++) text.insert((at * 7919) % (text.length + 1), '字')
    },
  }))
  expect(act).not.toHaveProperty('refused')
  const people = await Promise.all(Array.from({ length: 60 }, (_, nth) => reader(`hall ${nth}`)))
  let turn = 0
  let ended = false
  const turns = () => {
    turn += 1
    if (!ended) setImmediate(turns)
  }
  turns()
  const answeredIn = new Set<number>()
  for (const { session } of people) {
    const { send } = session
    session.send = (frame) => {
      if (frame[0] === 0 && frame[1] === 1) answeredIn.add(turn)
      send(frame)
    }
  }
  for (const { connection } of people) connection.receive(asking())
  await until(() => people.every(({ session }) => texts(session.frames) === 1))
  ended = true
  expect(answeredIn.size).toBeGreaterThan(3)
  for (const { connection } of people) connection.leave()
})
