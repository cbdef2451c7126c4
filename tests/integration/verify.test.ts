import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Replay, verifyAll } from '../../server/cli/verify.ts'
import type { Entry } from '../../server/journal/journal.ts'
import { bringBack } from '../../server/rooms/rewrite.ts'
import type { Act } from '../../server/rooms/room.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { deleteRanges } from '../../shared/text/decide.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { templateClient } from '../../shared/text/identity.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { accessToAll } from '../support/accessToAll.ts'
import { newFolder } from '../support/folder.ts'
import { commitment, field, startRooms } from '../support/room.ts'

/** The first two characters of the form. */
const struck: IdRange = [templateClient, 0, 2]

function decided(suggestion: number, outcome: 'adopted' | 'declined' | 'later'): RecordEvent {
  const content = { field, inserted: [], deleted: [struck], kinds: {}, added: '', removed: '開放' }
  return { type: 'suggestion-decided', suggestion, outcome, reason: '', accepted: [], content }
}

test('T32 verify finds an answer whose words still stand, as they were or put back', async () => {
  await using folder = await newFolder()
  await using server = await startRooms({ path: `${folder.path}/journal.sqlite` })
  const act = async (does: Act<never>) => {
    const room = await server.rooms.open(commitment)
    await room?.act({ person: 'chen' }, does)
    const seq = room?.read().seq
    const findings = await verifyAll(server.journal, accessToAll)
    // the answers here are to suggestions that never were, which is told as well
    const told = findings.filter((one) => one.seq === seq && one.what.includes('stand'))
    return told.map(({ what }) => what)
  }
  expect(await act(() => ({ events: [decided(1, 'later'), decided(1, 'declined')] }))).toEqual([])
  expect(await act(() => ({ events: [decided(2, 'adopted')] }))).toEqual([
    'answers 2, but its words still stand',
  ])
  const goes = await act(() => ({
    events: [decided(3, 'adopted')],
    write: (transaction) => void deleteRanges(transaction, [struck]),
  }))
  expect(goes).toEqual([])
  const comesBack = await act(({ doc }) => {
    const { origins, write } = bringBack(doc, [struck])
    return { events: [{ type: 'origins-found', origins }], write }
  })
  expect(comesBack).toEqual([])
  expect(await act(() => ({ events: [decided(4, 'adopted')] }))).toEqual([
    'answers 4, but its words still stand',
  ])
})

test('T54 verify finds words that an answer took out and somebody brought back under other identities', () => {
  const an = 4000
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  doc.clientID = an
  const entryOf = (seq: number, write: () => void, events: RecordEvent[]): Entry => {
    const vector = Y.encodeStateVector(doc)
    doc.transact(write)
    const update = Y.encodeStateAsUpdate(doc, vector)
    return { document: commitment, seq, at: seq, person: 'an', onBehalfOf: null, update, events }
  }
  const text = fieldText(doc, field)
  const secret: IdRange = [an, 0, 6]
  const content = {
    field,
    inserted: [],
    deleted: [secret],
    kinds: {},
    added: '',
    removed: 'secret',
  }
  const opened: RecordEvent = { type: 'suggestion-opened', suggestion: 1, content }
  const answer = { ...decided(1, 'adopted'), content, settled: [secret] } as RecordEvent
  const moved: RecordEvent = {
    type: 'origins-found',
    origins: [{ to: [an, 6, 6], from: [an, 0], how: 'moved' }],
  }
  const before = [
    entryOf(1, () => text.insert(0, 'secret'), [{ type: 'ids-bound', editing: an }]),
    entryOf(2, () => text.delete(0, 6), [opened, answer]),
  ]
  const told = (entry: Entry) => {
    const replay = new Replay()
    for (const each of before) Array.from(replay.take(each))
    // nobody could write in a commitment without a form, which is told as well
    return [...replay.take(entry)].filter((what) => !what.includes('(root)'))
  }
  const stands = entryOf(3, () => text.insert(0, 'secret'), [moved])
  expect(told(stands)).toEqual(['puts back what an answer has taken out'])
  text.delete(0, 6)
  const goes = { ...stands, update: Y.encodeStateAsUpdate(doc, Y.encodeStateVector(new Y.Doc())) }
  expect(told(goes)).toEqual([])
})

test('T55 verify finds origins that no room can have believed: other words, words that stand, words of another entry', () => {
  const an = 4000
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  doc.clientID = an
  const text = fieldText(doc, field)
  const replay = new Replay()
  let seq = 0
  const told = (write: () => void, ...events: RecordEvent[]) => {
    const vector = Y.encodeStateVector(doc)
    doc.transact(write)
    const update = Y.encodeStateAsUpdate(doc, vector)
    seq++
    const by = { person: 'an', onBehalfOf: null }
    const entry: Entry = { document: commitment, seq, at: seq, ...by, update, events }
    return [...replay.take(entry)].filter((what) => !what.includes('(root)'))
  }
  const found = (to: IdRange, from: [number, number], how: 'moved' | 'copied'): RecordEvent => ({
    type: 'origins-found',
    origins: [{ to: [...to], from, how }],
  })
  told(() => text.insert(0, 'words here'), { type: 'ids-bound', editing: an })
  const move = () => {
    text.delete(0, 5)
    text.insert(text.length, 'words')
  }
  expect(told(move, found([an, 10, 5], [an, 0], 'moved'))).toEqual([])
  const other = () => text.insert(0, 'sword')
  expect(told(other, found([an, 15, 5], [an, 0], 'copied'))).toEqual(['takes words for others'])
  const again = () => text.insert(0, 'here')
  expect(told(again, found([an, 20, 4], [an, 6], 'moved'))).toEqual([
    'has moved, or put back, what stands where it stood',
  ])
  const copy = () => text.insert(0, 'here')
  expect(told(copy, found([an, 24, 4], [an, 6], 'copied'))).toEqual([])
  const nothing = () => text.insert(0, '!')
  expect(told(nothing, found([an, 24, 4], [an, 6], 'copied'))).toEqual([
    'says where words are from that did not come in with it',
  ])
})
