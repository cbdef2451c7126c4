import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { renumberAfter } from '../../../server/rooms/numbering.ts'
import { Waiting } from '../../../server/rooms/waiting.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { deletionsByTarget, pendingPieces } from '../../../shared/text/pending.ts'
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
  expect(renumberAfter(doc, emptyRecord, verdict, mei, waiting)).toEqual([])
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
