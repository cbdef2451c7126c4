import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { renumberAfter } from '../../../server/rooms/near.ts'
import { renumber } from '../../../server/rooms/numbering.ts'
import { Strikes } from '../../../server/rooms/strikes.ts'
import { Waiting } from '../../../server/rooms/waiting.ts'
import { noBindings } from '../../../shared/record/bindings.ts'
import { fold } from '../../../shared/record/fold.ts'
import { type CommitmentRecord, emptyRecord } from '../../../shared/record/record.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { deletionsByTarget, pendingPieces } from '../../../shared/text/pending.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { seeded, World } from '../../support/textWorld.ts'

test('A20 what became of suggestions after an update is what it would be if all were read anew', () => {
  const random = seeded(2020)
  const world = World.start(random)
  // the world compares the two at each update, and throws where they differ
  world.play(random, 400)
  world.settle()
  expect(world.counts.suggestions).toBeGreaterThan(50)
})

test('A20 a key beside thousands of pieces that wait reads none of them', () => {
  const doc = new Y.Doc()
  const text = fieldText(doc, 'a')
  text.insert(0, 'agreed')
  const waiting = new Waiting()
  const mei = { person: 'mei', onBehalfOf: null }
  waiting.follow(emptyRecord)
  let walked = 0
  const start = text._start
  Object.defineProperty(text, '_start', {
    get: () => {
      walked++
      return start
    },
  })
  const verdict = { inserted: [[doc.clientID, 5, 1]], deleted: [], fields: new Set(['a']) } as const
  const ground = { doc, record: emptyRecord, waiting, strikes: new Strikes(doc) }
  expect(renumberAfter(ground, verdict, mei)).toEqual([])
  expect(walked).toBe(0)
})

test('A20 thousands of suggested deletions of the same words are read once', () => {
  const doc = new Y.Doc()
  doc.clientID = 5_000_000_000
  fieldText(doc, 'a').insert(0, 'x'.repeat(4000))
  const many = Array.from({ length: 2000 }, (_, at) => [doc.clientID, at, 2000])
  doc.getArray('deletions').push(many)
  const deletions = deletionsByTarget(doc, [])
  const stretches = deletions.get(doc.clientID) ?? []
  expect(stretches).toHaveLength(3999)
  expect(stretches.every(({ by }) => by.length === 1)).toBe(true)
  const none = () => ({ by: null, until: Number.POSITIVE_INFINITY })
  expect(pendingPieces(doc, 'a', none, deletions)).toHaveLength(3999)
})

/** A field in which every second character is a suggestion of its own, or struck; and a key in the last. */
function keyBeside(pieces: number): { readonly lookups: number; readonly walks: number } {
  const [agreed, suggesting] = [1000, 2 ** 32 + 1000]
  const doc = new Y.Doc({ gc: false })
  const text = fieldText(doc, 'a')
  const mei = { person: 'mei', onBehalfOf: null }
  doc.clientID = agreed
  text.insert(0, '字'.repeat(2 * pieces))
  const strikes = new Strikes(doc)
  const clients = noBindings.and([
    { client: agreed, ...mei, mode: 'editing' },
    { client: suggesting, ...mei, mode: 'suggesting' },
  ])
  let record: CommitmentRecord = { ...emptyRecord, clients }
  const waiting = new Waiting()
  let lookups = 0
  const counted = Object.create(waiting, {
    pendingUnder: {
      get: () => (client: number, clock: number) => {
        lookups += 1
        return waiting.pendingUnder(client, clock)
      },
    },
    ofInserted: {
      value: (...at: [number, number]) => {
        lookups += 1
        return waiting.ofInserted(...at)
      },
    },
    ofDeleted: {
      value: (...at: [string, number, number]) => {
        lookups += 1
        return waiting.ofDeleted(...at)
      },
    },
    numbersOf: { value: (range: IdRange) => waiting.numbersOf(range) },
    highest: { get: () => waiting.highest },
    concerns: { value: (range: IdRange) => waiting.concerns(range) },
  })
  const number = (write: () => void) => {
    const before = Y.getState(doc.store, suggesting)
    doc.clientID = suggesting
    doc.transact(write)
    const inserted: IdRange[] = [[suggesting, before, Y.getState(doc.store, suggesting) - before]]
    waiting.follow(record)
    const ground = { doc, record, waiting: counted, strikes }
    const events = renumberAfter(ground, { inserted, deleted: [], fields: new Set(['a']) }, mei)
    const seq = record.seq + 1
    record = events.reduce((sofar, event) => fold(sofar, { seq, at: seq, ...mei, event }), {
      ...record,
      seq,
    })
    return events
  }
  number(() => {
    for (let at = pieces; at > 0; at -= 2) {
      text.insert(2 * at, '增')
      doc.getArray(bodyRoots.deletions).push([[agreed, 2 * at - 2, 1]])
    }
  })
  expect(Object.keys(record.suggestions)).toHaveLength(pieces)
  lookups = 0
  let walks = 0
  const start = text._start
  Object.defineProperty(text, '_start', {
    get: () => {
      walks += 1
      return start
    },
  })
  // behind the last suggestion, in front of the first, and a word more that is to go
  const last = text.length
  const told = [
    number(() => text.insert(last, '尾')),
    number(() => doc.getArray(bodyRoots.deletions).push([[agreed, 1, 1]])),
  ]
  expect(told.map((events) => events.map(({ type }) => type))).toEqual([
    ['suggestion-changed'],
    ['suggestion-changed'],
  ])
  return { lookups, walks }
}

test('H108 a key in a suggestion reads what it touches: twice as many that wait cost nothing more', () => {
  const [some, twice] = [keyBeside(1000), keyBeside(2000)]
  expect(some.lookups).toBeLessThan(40)
  expect(twice).toEqual(some)
})

/**
 * Somebody brings in as many pieces as another has waiting, each between two of theirs, in words that are
 * all only suggested; `apart`: so many of the other's are between two of them. How often anything is asked.
 */
function piecesAmong(pieces: number, apart: number): { readonly steps: number; opened: number } {
  const [agreed, mei, bo] = [1000, 2 ** 32 + 1000, 2 ** 32 + 2000]
  const doc = new Y.Doc({ gc: false })
  const text = fieldText(doc, 'a')
  doc.clientID = agreed
  text.insert(0, '始終')
  const strikes = new Strikes(doc)
  const waiting = new Waiting()
  const people = {
    mei: { person: 'mei', onBehalfOf: null },
    bo: { person: 'bo', onBehalfOf: null },
  }
  let record: CommitmentRecord = {
    ...emptyRecord,
    clients: noBindings.and([
      { client: mei, ...people.mei, mode: 'suggesting' },
      { client: bo, ...people.bo, mode: 'suggesting' },
    ]),
  }
  let steps = 0
  const counting = <Of extends object>(of: Of): Of =>
    new Proxy(of, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => {
          steps += 1
          return value.apply(target, given)
        }
      },
    })
  const number = (client: number, write: () => void) => {
    const before = Y.getState(doc.store, client)
    doc.clientID = client
    doc.transact(write)
    const inserted: IdRange[] = [[client, before, Y.getState(doc.store, client) - before]]
    waiting.follow(record)
    const ground = { doc, record, waiting: counting(waiting), strikes: counting(strikes) }
    const by = client === mei ? people.mei : people.bo
    const verdict = { inserted, deleted: [], fields: new Set(['a']) }
    const events = renumberAfter(ground, verdict, by)
    expect(renumber(doc, record, new Set(['a']), by)).toEqual(events)
    record = events.reduce((sofar, event) => fold(sofar, { seq: 1, at: 1, ...by, event }), record)
  }
  number(bo, () => {
    for (let nth = 0; nth < pieces; nth++) text.insert(1, '乙')
  })
  steps = 0
  number(mei, () => {
    for (let at = pieces; at > 0; at -= apart) text.insert(at, '甲')
  })
  return { steps, opened: Object.keys(record.suggestions).length }
}

test.each([1, 7, 100])(
  'P118 pieces beside others’ that wait are numbered in one walk: twice as many cost twice as much, %i apart',
  (apart) => {
    const [some, twice] = [piecesAmong(800, apart), piecesAmong(1600, apart)]
    expect([some.opened, twice.opened]).toEqual([2, 2])
    expect(twice.steps).toBeLessThanOrEqual(2.2 * some.steps)
    expect(some.steps).toBeLessThan(40 * 800)
  },
)
