import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Access } from '../../server/access/access.ts'
import { Replay, verifyAll } from '../../server/cli/verify.ts'
import type { Entry } from '../../server/journal/journal.ts'
import { bringBack } from '../../server/rooms/rewrite.ts'
import type { Act } from '../../server/rooms/room.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { deleteRanges } from '../../shared/text/decide.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { templateClient } from '../../shared/text/identity.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { newFolder } from '../support/folder.ts'
import { commitment, field, startRooms } from '../support/room.ts'

/** Knows every commitment and everybody, and no plan. */
const access = {
  commitments: { find: async () => ({}) },
  people: {
    views: async (_: string, ids: readonly string[]) => ids.map((id) => ({ id })),
    merged: async () => [],
  },
  plans: { all: async () => [] },
} as unknown as Access

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
    const findings = await verifyAll(server.journal, access)
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
