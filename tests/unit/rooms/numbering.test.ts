import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { renumberAfter } from '../../../server/rooms/near.ts'
import { Strikes } from '../../../server/rooms/strikes.ts'
import { Waiting } from '../../../server/rooms/waiting.ts'
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
  const clients = { [agreed]: mei, [suggesting]: mei }
  let record = { ...emptyRecord, clients } as CommitmentRecord
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
