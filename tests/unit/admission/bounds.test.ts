import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { partsOf } from '../../../client/sync/parts.ts'
import { admit } from '../../../server/rooms/admission.ts'
import { limits } from '../../../server/rooms/limits.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { drawClientIds } from '../../../shared/text/identity.ts'
import { maxItems } from '../../../shared/wire.ts'
import { type ForgedItem, forge } from '../../support/forge.ts'
import { MemoryRoom } from '../../support/memoryRoom.ts'
import { copyOf, type Person, seeded, World } from '../../support/textWorld.ts'

const field = 'problem'
const root = bodyRoots.field + field

/** Items of one character each, so that nothing joins them. */
function characters(client: number, count: number, parent: string): ForgedItem[] {
  return Array.from({ length: count }, (_, clock) => ({
    client,
    clock,
    parent,
    rightOrigin: clock > 0 ? ([client, clock - 1] as const) : undefined,
    text: 'x',
  }))
}

test('A21 an update of more items than anybody writes at once is refused, and a page brings it in several', () => {
  const random = seeded(21)
  const world = World.start(random)
  const [editor] = world.people as [Person]
  const long = forge([characters(editor.ids.editing, maxItems + 1, 'f:a')])
  const refused = { admitted: false, code: 'too-large' }
  expect(admit(long, editor.writer(), world.ground)).toEqual(refused)

  const wanted = copyOf(world.room, 3)
  Y.applyUpdate(wanted, long)
  const parts = partsOf(long, 2 ** 20)
  expect(parts.length).toBeGreaterThan(1)
  for (const { update } of parts) {
    expect(world.takeUpdate(editor, update, 'editing')).toMatchObject({ admitted: true })
  }
  expect(fieldText(world.room, 'a').toString()).toBe(fieldText(wanted, 'a').toString())
})

test('A21 what a page pastes, and what it wrote offline, is admitted whole, of any size', () => {
  const world = World.start(seeded(22))
  const [editor, , suggester] = world.people as [Person, Person, Person]
  const paragraphs = Array.from({ length: 2500 }, (_, at) => [
    { text: `第 ${at} 段 with words` },
    { separator: 'p' },
  ]).flat()
  for (const [person, mode] of [
    [editor, 'editing'],
    [suggester, 'suggesting'],
  ] as const) {
    person.load(world.room, mode)
    const before = Y.encodeStateVector(person.doc)
    person.replace('a', 3, 3, paragraphs as never)
    const parts = partsOf(Y.encodeStateAsUpdate(person.doc, before), 2 ** 19)
    for (const { update } of parts) world.takeUpdate(person, update, mode)
    expect(world.refused).toEqual([])
    expect(fieldText(world.room, 'a').length).toBe(fieldText(person.doc, 'a').length)
  }
})

test('A21 suggested deletions together name no more than one may', () => {
  const world = World.start(seeded(23))
  const [editor, , suggester] = world.people as [Person, Person, Person]
  const { editing } = editor.ids
  const length = 100_000
  const text = forge([[{ client: editing, clock: 0, parent: 'f:a', text: 'x'.repeat(length) }]])
  world.takeUpdate(editor, text, 'editing')
  const naming = (...any: number[][]) =>
    forge([[{ client: suggester.ids.suggesting, clock: 0, parent: 'deletions', any }]])
  const all = [editing, 0, length]
  const twice = admit(naming(all, all), suggester.writer(), world.ground)
  expect(twice).toEqual({ admitted: false, code: 'too-large' })
  expect(admit(naming(all), suggester.writer(), world.ground)).toMatchObject({ admitted: true })
})

test('A22 whoever has too much waiting brings no more until some of it is gone; others do', async () => {
  const room = new MemoryRoom()
  const [editor, one, other] = [drawClientIds(), drawClientIds(), drawClientIds()]
  room.join('editor', editor)
  room.join('one', one, 'suggester')
  room.join('other', other, 'suggester')
  const { editing } = editor
  const text = 'agreed '.repeat(limits.openSuggestions + 2)
  await room.take('editor', forge([[{ client: editing, clock: 0, parent: root, text }]]), [])
  const sign = (client: number, clock: number) =>
    forge([
      [
        {
          ...{ client, clock, text: '.' },
          ...{ origin: [editing, clock * 7], rightOrigin: [editing, clock * 7 + 1] },
        },
      ],
    ])

  for (let at = 0; at < limits.openSuggestions; at++) {
    await room.take('one', sign(one.suggesting, at), [])
  }
  expect(room.refused).toEqual([])
  await room.take('one', sign(one.suggesting, limits.openSuggestions), [])
  expect(room.refused).toEqual(['one: room-full'])
  await room.take('other', sign(other.suggesting, 0), [])
  await room.take('one', forge([], [[one.suggesting, [[0, 1]]]]), [])
  await room.take('one', sign(one.suggesting, limits.openSuggestions), [])
  expect(room.refused).toHaveLength(1)

  const many = limits.openPieces + 1
  const entries = Array.from({ length: many }, (_, at) => [editing, at % text.length, 1])
  const naming = [{ client: other.suggesting, clock: 1, parent: 'deletions', any: entries }]
  await room.take('other', forge([naming]), [])
  expect(room.refused.at(-1)).toBe('other: room-full')
})

test('H152 what somebody brings in and takes back is bounded, and of all by one code together; others write on', async () => {
  const room = new MemoryRoom()
  const long = 200_000
  const flood = async (name: string) => {
    const ids = drawClientIds()
    room.join(name, ids, 'suggester', 'code')
    const known = room.refused.length
    for (let clock = 0; room.refused.length === known; clock += long) {
      await room.take(
        name,
        forge([[{ client: ids.suggesting, clock, parent: root, text: 'x'.repeat(long) }]]),
        [],
      )
      if (room.refused.length > known) return clock
      await room.take(name, forge([], [[ids.suggesting, [[clock, long]]]]), [])
    }
    return 0
  }
  const { charactersBurst: own, charactersBurstByCode: shared } = limits
  expect(await flood('one')).toBe(own)
  for (let left = shared - own; left > 0; left -= own) expect(await flood(`self ${left}`)).toBe(own)
  expect(await flood('last')).toBe(0)
  expect(new Set(room.refused.map((each) => each.split(': ')[1]))).toEqual(new Set(['room-full']))
  // H158: who types among them goes on
  const typed = drawClientIds()
  room.join('typing', typed, 'suggester', 'code')
  const so = room.refused.length
  for (let clock = 0; clock < 200; clock++) {
    const key = { client: typed.suggesting, clock, parent: root, text: 'x' }
    await room.take('typing', forge([[key]]), [])
  }
  expect(room.refused).toHaveLength(so)
  const ids = drawClientIds()
  room.join('ann', ids, 'suggester', 'another')
  const before = room.refused.length
  // a whole section, several times over
  for (let clock = 0; clock < 20; clock++) {
    const text = '字'.repeat(10_000)
    const at = clock * text.length
    await room.take('ann', forge([[{ client: ids.suggesting, clock: at, parent: root, text }]]), [])
  }
  expect(room.refused).toHaveLength(before)
})

test('A23 nobody takes up more ids than pages draw', async () => {
  const room = new MemoryRoom()
  room.join('one', drawClientIds())
  const first = 50_000_000
  const key = (client: number) => forge([[{ client, clock: 0, parent: root, text: 'x' }]])
  for (let at = 0; at < limits.idsBurst; at++) await room.take('one', key(first + at), [])
  expect(room.refused).toEqual([])
  for (let at = 0; at < 50; at++) await room.take('one', key(first + limits.idsBurst + at), [])
  expect(room.refused.length).toBeGreaterThan(40)
  expect(new Set(room.refused)).toEqual(new Set(['one: unknown-id']))
})

test('A50 words put back letter by letter are told of as one piece', async () => {
  const { room, ids, text, putBack } = await writer(200)
  for (let round = 1; round <= 5; round++) await putBack(round, (at) => at)
  expect(room.refused).toEqual([])
  const { origins } = room.document.record
  expect([...origins]).toEqual(
    Array.from({ length: 5 }, (_, round) => ({
      to: [ids.editing, (round + 1) * text.length, text.length],
      from: [ids.editing, round * text.length],
      how: 'undo',
    })),
  )
})

test('A51 nobody fills the welcome with pieces put back: beyond what people do it is refused, and typing goes on', async () => {
  const { room, ids, text, putBack } = await writer(1000)
  const last = text.length - 1
  // each the other way round than before, so that nothing joins them
  const rounds = limits.origins / text.length
  for (let round = 1; round <= rounds + 1; round++) await putBack(round, (at) => last - at)
  expect(room.refused).toEqual(['bo: room-full'])
  expect(room.document.record.origins).toHaveLength(limits.origins)
  const clock = Y.getState(room.document.doc.store, ids.editing)
  await room.take('bo', forge([[{ client: ids.editing, clock, parent: root, text: 'typed' }]]), [])
  expect(fieldText(room.document.doc, field).toString()).toContain('typed')
  const other = drawClientIds()
  room.join('an', other)
  await room.take(
    'an',
    forge([[{ client: other.editing, clock: 0, parent: root, text: '字' }]]),
    [],
  )
  expect(room.refused).toHaveLength(1)
})

/** A room in which Bo has written a text, and takes it out and puts it back again and again. */
async function writer(length: number) {
  const room = new MemoryRoom()
  const ids = drawClientIds()
  const client = ids.editing
  room.join('bo', ids)
  const text = Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + at)).join('')
  const backwards = [...text].reverse().join('')
  await room.take('bo', forge([[{ client, clock: 0, parent: root, text }]]), [])
  /** `source`: which of the letters that stood there each of the new ones was. */
  const putBack = async (round: number, source: (at: number) => number) => {
    const before = (round - 1) * length
    await room.take('bo', forge([], [[client, [[before, length]]]]), [])
    const again = source(0) === 0 || round % 2 === 0 ? text : backwards
    const claims = Array.from({ length }, (_, at) => ({
      to: [client, round * length + at, 1] as [number, number, number],
      from: [client, before + source(at)] as [number, number],
      how: 'undo' as const,
    }))
    await room.take(
      'bo',
      forge([[{ client, clock: round * length, parent: root, text: again }]]),
      claims,
    )
  }
  return { room, ids, text, putBack }
}
