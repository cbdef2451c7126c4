import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { RightsUsed } from '../../server/cli/rights.ts'
import { Replay, verifyAll } from '../../server/cli/verify.ts'
import type { Entry } from '../../server/journal/journal.ts'
import { bringBack } from '../../server/rooms/rewrite.ts'
import type { Act } from '../../server/rooms/room.ts'
import type { Member } from '../../shared/api.ts'
import type { RecordEvent } from '../../shared/record/events.ts'
import { emptyRecord } from '../../shared/record/record.ts'
import { deleteRanges } from '../../shared/text/decide.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { roomClient, templateClient } from '../../shared/text/identity.ts'
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

test('T59 verify asks no room to have followed an answer of before answers kept what they settle', () => {
  const [an, ans] = [4000, 2 ** 32 + 4000]
  const { told, write, found } = notary({ an: { editing: an, suggesting: ans } })
  const content = { field, inserted: [], deleted: [], kinds: {}, added: '', removed: 'secret' }
  const secret: IdRange = [an, 0, 6]
  told('an', () => write.as(an, 'secret'), [])
  const answer = { ...decided(1, 'adopted'), content: { ...content, deleted: [secret] } }
  const opened = { type: 'suggestion-opened', suggestion: 1, content: answer.content } as const
  told('an', () => write.deleteAll(), [opened, answer as RecordEvent])
  const back = () => write.as(an, 'secret')
  expect(told('an', back, [found([an, 6, 6], [an, 0], 'moved')])).toEqual([])
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

test('T56 verify finds a suggestion put back by others after its author took it back, or as their own', () => {
  const [an, bo] = [4000, 4001]
  const [ans, bos] = [2 ** 32 + 4000, 2 ** 32 + 4001]
  const { told, write, found } = notary({
    an: { editing: an, suggesting: ans },
    bo: { editing: bo, suggesting: bos },
  })
  const take = (person: string) => told(person, () => write.deleteAll(), [])
  const back = (person: string, client: number, clock: number, from: [number, number]) =>
    told(person, () => write.as(client, 'secret'), [found([client, clock, 6], from, 'undo')])
  told('bo', () => write.as(bos, 'secret'), [])
  expect(take('an')).toEqual([])
  expect(back('an', an, 0, [bos, 0])).toEqual([])
  expect(take('an')).toEqual([])
  const strange = ['puts back a suggestion that was not its person’s to put back']
  // an took it out: an puts it back as the suggestion that it is, but not as an's own
  expect(back('an', ans, 0, [an, 0])).toEqual(strange)
  expect(take('bo')).toEqual([])
  expect(back('an', an, 6, [ans, 0])).toEqual(strange)
})

test('T57 verify finds words in the room’s own hand that it had no reason to put back', () => {
  const [an, ans] = [4000, 2 ** 32 + 4000]
  const { told, write, found } = notary({ an: { editing: an, suggesting: ans } })
  told('an', () => write.as(an, 'secret'), [])
  told('an', () => write.deleteAll(), [])
  const hand = (clock: number, ...events: RecordEvent[]) =>
    told('an', () => write.as(roomClient, 'secret'), [
      found([roomClient, clock, 6], [an, 0], 'undo'),
      ...events,
    ])
  const strange = ['puts back in the room’s own hand what was not to be put back']
  expect(hand(0)).toEqual(strange)
  told('an', () => write.deleteAll(), [])
  // it stood after the second entry, and after the third no more
  expect(hand(6, { type: 'restored', from: 3, reason: 'so' })).toEqual(strange)
  told('an', () => write.deleteAll(), [])
  expect(hand(12, { type: 'restored', from: 2, reason: 'so' })).toEqual([])
  const anew = told('an', () => write.as(roomClient, 'new'), [
    { type: 'restored', from: 2, reason: 'so' },
  ])
  expect(anew).toEqual(['has words in the room’s own hand that never stood in it'])
})

test('A66 verify asks of each act whether its person’s role allowed it then, as access keeps it', () => {
  const day = 86_400_000
  const lowered = { at: 2 * day, by: 'bo', what: 'role', from: 'facilitator', to: 'co-author' }
  const members = [
    { id: 'an', name: 'An', role: 'co-author', corrections: [lowered] },
    { id: 'bo', name: 'Bo', role: 'suggester', corrections: [] },
    // their name was erased, and what was known of them with it
    { id: 'gone', name: '', role: 'observer', corrections: [] },
  ] as unknown as Member[]
  const used = new RightsUsed(members)
  const note = (seq: number, at: number, person: string, event: RecordEvent) => {
    const by = { document: commitment, person, onBehalfOf: null, update: null }
    used.note({ ...by, seq, at, events: [event] }, emptyRecord, [])
  }
  const restored: RecordEvent = { type: 'restored', from: 1, reason: 'so' }
  const reopened = {
    ...restored,
    type: 'suggestion-reopened',
    suggestion: 1,
  } as unknown as RecordEvent
  note(1, day, 'an', restored)
  note(2, 3 * day, 'an', restored)
  note(3, 3 * day, 'an', reopened)
  note(4, day, 'bo', reopened)
  note(5, day, 'gone', restored)
  note(6, day, 'stranger', restored)
  expect(used.beyond()).toEqual([
    { seq: 2, what: 'needs the right to facilitate, which an did not have in access' },
    { seq: 4, what: 'needs the right to decide, which bo did not have in access' },
  ])
})

/** Writes a journal by hand, an entry at a time, and tells what `verify` finds in it. */
function notary(people: Record<string, { editing: number; suggesting: number }>) {
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  const text = fieldText(doc, field)
  const replay = new Replay()
  let seq = 0
  const told = (person: string, write: () => void, events: readonly RecordEvent[]) => {
    const vector = Y.encodeStateVector(doc)
    doc.transact(write)
    const update = Y.encodeStateAsUpdate(doc, vector)
    seq++
    const by = { document: commitment, person, onBehalfOf: null }
    return [...replay.take({ ...by, seq, at: seq, update, events: [...events] })].filter(
      // nobody could write in a commitment without a form, which is told as well
      (what) => !what.includes('(root)'),
    )
  }
  const bound = Object.entries(people).map(([person, ids]): [string, RecordEvent] => [
    person,
    { type: 'ids-bound', ...ids },
  ])
  for (const [person, event] of bound) told(person, () => {}, [event])
  return {
    told,
    write: {
      as(client: number, words: string) {
        doc.clientID = client
        text.insert(0, words)
      },
      deleteAll: () => text.delete(0, text.length),
    },
    found: (to: IdRange, from: [number, number], how: 'undo' | 'moved'): RecordEvent => ({
      type: 'origins-found',
      origins: [{ to: [...to], from, how }],
    }),
  }
}
