import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { attributionOf } from '../../../shared/authorship/attribution.ts'
import { Ledger } from '../../../shared/authorship/ledger.ts'
import { noOrigins } from '../../../shared/authorship/origins.ts'
import { attributedRuns } from '../../../shared/authorship/runs.ts'
import { countCharacters, sharesOf } from '../../../shared/authorship/shares.ts'
import { bindingOf } from '../../../shared/record/bindings.ts'
import { type CommitmentRecord, emptyRecord } from '../../../shared/record/record.ts'
import { fieldText } from '../../../shared/text/guard.ts'

const minute = 60_000

/** A journal of one document with one writer per clientID, and what is folded from it. */
function scene() {
  const doc = new Y.Doc({ gc: false })
  const ledger = new Ledger()
  let record: CommitmentRecord = emptyRecord
  let seq = 0
  return {
    doc,
    ledger,
    get record() {
      return record
    },
    set record(next) {
      record = next
    },
    bind(client: number, person: string, onBehalfOf: string | null = null) {
      const mode = client >= 2 ** 32 ? ('suggesting' as const) : ('editing' as const)
      record = { ...record, clients: record.clients.and([{ client, person, onBehalfOf, mode }]) }
    },
    write(client: number, at: number, change: (text: Y.Text) => void) {
      doc.clientID = client
      const before = Y.encodeStateVector(doc)
      doc.transact(() => change(fieldText(doc, 'problem')))
      const update = Y.encodeStateAsUpdate(doc, before)
      const person = bindingOf(record.clients, client)?.person ?? 'nobody'
      ledger.fold({ seq: ++seq, at, person, onBehalfOf: null, update })
    },
    runs: () => attributedRuns(doc, 'problem', attributionOf(record, ledger)),
  }
}

test('W2 every character has its person and the minute in which it came in', () => {
  const room = scene()
  room.bind(100, 'an')
  room.bind(200, 'bo')
  room.write(100, minute, (text) => text.insert(0, '公開採購'))
  room.write(200, 9 * minute, (text) => text.insert(2, '政府'))
  expect(room.runs().map(({ text, person, at }) => ({ text, person, at }))).toEqual([
    { text: '公開', person: 'an', at: minute },
    { text: '政府', person: 'bo', at: 9 * minute },
    { text: '採購', person: 'an', at: minute },
  ])
})

test('W3 a deletion belongs to whoever sent it first, however often it is repeated', () => {
  const room = scene()
  room.bind(100, 'an')
  room.bind(200, 'bo')
  room.write(100, 0, (text) => text.insert(0, 'abcdef'))
  room.write(200, minute, (text) => text.delete(1, 2))
  room.write(100, 2 * minute, (text) => text.delete(0, 1))
  expect(room.ledger.deletions().map(({ person, ranges }) => ({ person, ranges }))).toEqual([
    { person: 'bo', ranges: [[100, 1, 2]] },
    { person: 'an', ranges: [[100, 0, 1]] },
  ])
})

test('W4 undone and moved words stay their first author’s, through any number of steps', () => {
  const room = scene()
  room.bind(100, 'an')
  room.bind(200, 'bo')
  room.write(100, 0, (text) => text.insert(0, 'hello'))
  room.write(200, minute, (text) => {
    text.delete(0, 5)
    text.insert(0, 'hello')
  })
  room.write(200, 2 * minute, (text) => {
    text.delete(1, 3)
    text.insert(1, 'ell')
  })
  room.record = {
    ...room.record,
    origins: noOrigins.and([
      { to: [200, 0, 5], from: [100, 0], how: 'undo' },
      { to: [200, 5, 3], from: [200, 1], how: 'moved' },
    ]),
  }
  expect(room.runs()).toMatchObject([{ text: 'hello', person: 'an', at: 0, placedBy: null }])
})

test('W5 a copy keeps its author and names who placed it', () => {
  const room = scene()
  room.bind(100, 'an')
  room.bind(200, 'bo')
  room.write(100, 0, (text) => text.insert(0, '每年公布兩次'))
  room.write(200, minute, (text) => text.insert(6, '每年公布兩次'))
  room.record = {
    ...room.record,
    origins: noOrigins.and([{ to: [200, 0, 6], from: [100, 0], how: 'copied' }]),
  }
  expect(room.runs()).toMatchObject([
    { text: '每年公布兩次', person: 'an', placedBy: null },
    { text: '每年公布兩次', person: 'an', placedBy: 'bo' },
  ])
})

test('W94 a copy of suggested words waits for its own answer, and is told under its own number', () => {
  const room = scene()
  const [an, bo] = [2 ** 32 + 100, 2 ** 32 + 200]
  room.bind(an, 'an')
  room.bind(bo, 'bo')
  room.bind(300, 'cy')
  room.write(an, minute, (text) => text.insert(0, 'ours'))
  room.write(bo, minute, (text) => text.insert(4, 'ours'))
  room.write(300, minute, (text) => text.insert(8, 'ours'))
  const by = (number: number, person: string, inserted: [number, number, number]) =>
    ({ number, person, inserted: [inserted] }) as never
  room.record = {
    ...room.record,
    suggestions: { 1: by(1, 'an', [an, 0, 4]), 2: by(2, 'bo', [bo, 0, 4]) },
    origins: noOrigins.and([
      { to: [bo, 0, 4], from: [an, 0], how: 'copied' },
      { to: [300, 0, 4], from: [an, 0], how: 'copied' },
    ]),
  }
  const told = () =>
    room
      .runs()
      .map(({ person, placedBy, suggestion, pending }) => [person, placedBy, suggestion, pending])
  expect(told()).toEqual([
    ['an', null, 1, true],
    ['an', 'bo', 2, true],
    ['an', 'cy', null, false],
  ])
  room.record = { ...room.record, accepted: [[bo, 0, 4]] }
  expect(told().map(([, , , pending]) => pending)).toEqual([true, false, false])
})

test('W6 words typed for somebody count as theirs, and as typed by the scribe', () => {
  const room = scene()
  room.bind(100, 'scribe', 'elder')
  room.write(100, 0, (text) => text.insert(0, '四個 字\u2028'))
  const shares = sharesOf(room.runs(), (person) => (person === 'elder' ? 'public' : 'government'))
  expect(shares).toEqual({
    byPerson: {
      elder: { spoken: 3, waiting: 0, typedForOthers: 0 },
      scribe: { spoken: 0, waiting: 0, typedForOthers: 3 },
    },
    bySector: { public: 3 },
    total: 3,
    waitingBySector: {},
    waiting: 0,
  })
})

test('W7 breaks, blanks and block separators weigh nothing; a character outside the BMP weighs one', () => {
  expect(countCharacters('a b\n\u2028𠊎')).toBe(3)
})

test('W8 the ledger carried over by its stamps answers as the one folded from the journal', () => {
  const room = scene()
  room.bind(100, 'an')
  room.write(100, 0, (text) => text.insert(0, 'abc'))
  room.write(100, 5 * minute, (text) => text.insert(3, 'def'))
  const carried = new Ledger()
  carried.stamp(room.ledger.stamps())
  for (let clock = 0; clock < 6; clock++)
    expect(carried.writtenAt(100, clock).value).toBe(room.ledger.writtenAt(100, clock).value)
})
