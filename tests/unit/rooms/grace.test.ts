import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../../server/rooms/limits.ts'
import type { RecordEvent } from '../../../shared/record/events.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import type { SectionState } from '../../../shared/record/states.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { type ClientIds, drawClientIds } from '../../../shared/text/identity.ts'
import { MemoryRoom } from '../../support/memoryRoom.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function section(state: SectionState, field = 'problem'): RecordEvent {
  return { type: 'section-set', field, state, reason: '' }
}

/** A room, and somebody who writes one word after the other, whatever they have heard. */
function writing() {
  const room = new MemoryRoom()
  const ids = drawClientIds()
  const doc = new Y.Doc()
  guardBody(doc)
  room.join('ann', ids)
  /** True: the room has taken it. */
  const type = async (mode: 'editing' | 'suggesting' = 'editing', field = 'problem') => {
    const before = Y.encodeStateVector(doc)
    const refused = room.refused.length
    doc.clientID = ids[mode]
    fieldText(doc, field).insert(0, 'x')
    await room.take('ann', Y.encodeStateAsUpdate(doc, before), [])
    if (room.refused.length === refused) return true
    // what was refused leaves a gap: as a page, begin anew with what the room has
    doc.transact(() => fieldText(doc, field).delete(0, 1))
    return false
  }
  return { room, type }
}

test('R30 what was typed before the page can have heard that a section has closed is taken', async () => {
  const { room, type } = writing()
  room.say([section('closed')])
  expect(await type()).toBe(true)
  expect(await type('suggesting')).toBe(true)
  room.sees('ann')
  expect(await type()).toBe(false)
  expect(room.refused).toEqual(['ann: section-closed'])
})

test('R30 a page that never says what it has heard of gains some seconds and no more', async () => {
  const { room, type } = writing()
  room.say([section('closed')])
  vi.advanceTimersByTime(limits.grace - 1)
  expect(await type()).toBe(true)
  // another section's change renews nothing
  room.say([section('closed', 'solution')])
  vi.advanceTimersByTime(2)
  expect(await type()).toBe(false)
})

test('R30 where only suggestions are taken, edits have the same grace, and suggestions go on', async () => {
  const { room, type } = writing()
  room.say([section('suggesting')])
  expect(await type()).toBe(true)
  room.sees('ann')
  expect(await type('suggesting')).toBe(true)
  expect(await type()).toBe(false)
})

test('R30 a final commitment, and a section closed long ago, have no grace', async () => {
  const { room, type } = writing()
  room.say([section('closed', 'solution')])
  room.sees('ann')
  room.say([section('closed')])
  expect(await type('editing', 'solution')).toBe(false)
  const other = writing()
  other.room.say([{ type: 'state-set', state: 'final', reason: '' }])
  expect(await other.type()).toBe(false)
})

test('A63 what is suggested of words that were moved to a closed section is taken until its page has heard of the move', async () => {
  const room = new MemoryRoom()
  const [ann, bo] = ['ann', 'bo'].map((person) => {
    const ids = drawClientIds()
    const doc = new Y.Doc()
    guardBody(doc)
    room.join(person, ids)
    return { person, ids, doc }
  }) as [Writing, Writing]
  const write = async (
    { person, ids, doc }: Writing,
    mode: 'editing' | 'suggesting',
    act: () => void,
    claims: readonly Origin[] = [],
  ) => {
    const before = Y.encodeStateVector(doc)
    doc.clientID = ids[mode]
    doc.transact(act)
    await room.take(person, Y.encodeStateAsUpdate(doc, before), claims)
  }
  const text = (field: string) => fieldText(ann.doc, field)
  await write(ann, 'editing', () => text('problem').insert(0, 'words'))
  Y.applyUpdate(bo.doc, Y.encodeStateAsUpdate(ann.doc))
  const strike = (at: number) =>
    write(bo, 'suggesting', () => {
      bo.doc.getArray(bodyRoots.deletions).push([[ann.ids.editing, at, 1]])
    })

  room.say([section('closed', 'solution')])
  // ann has not heard of it, bo has
  room.sees('bo')
  const from: [number, number] = [ann.ids.editing, 0]
  await write(
    ann,
    'editing',
    () => {
      text('problem').delete(0, 5)
      text('solution').insert(0, 'words')
    },
    [{ to: [ann.ids.editing, 5, 5], from, how: 'moved' }],
  )
  await strike(0)
  expect(room.refused).toEqual([])
  const { suggestions } = room.document.record
  expect(suggestions[1]).toMatchObject({ field: 'solution', removed: 'w', person: 'bo' })

  room.sees('bo')
  await strike(2)
  expect(room.refused).toEqual(['bo: section-closed'])
})

type Writing = { readonly person: string; readonly ids: ClientIds; readonly doc: Y.Doc }
