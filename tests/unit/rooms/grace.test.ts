import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../../server/rooms/limits.ts'
import type { RecordEvent } from '../../../shared/record/events.ts'
import type { SectionState } from '../../../shared/record/states.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { drawClientIds } from '../../../shared/text/identity.ts'
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
