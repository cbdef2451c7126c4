import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Past } from '../../../server/authorship/past.ts'
import type { Entry, Snapshot } from '../../../server/journal/journal.ts'
import { Grounds } from '../../../server/past/grounds.ts'
import { tell } from '../../../server/past/wanted.ts'
import { recordedOf } from '../../../server/rooms/document.ts'
import { keptRecord } from '../../../server/rooms/snapshots.ts'
import { Ledger } from '../../../shared/authorship/ledger.ts'
import { foldAll } from '../../../shared/record/fold.ts'
import { plainOf } from '../../../shared/record/plain.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { guardBody } from '../../../shared/text/guard.ts'
import { contentHash } from '../../../shared/text/hash.ts'
import { textOf } from '../../../shared/text/views.ts'
import { growOld } from '../../support/aged.ts'
import { fuzzed } from '../../support/seeds.ts'

/** From the first entry on, one by one, as nobody else does it. */
function foldedFromFirst(entries: readonly Entry[], seq: number): Past & { ledger: Ledger } {
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  const ledger = new Ledger()
  let record = emptyRecord
  for (const entry of entries.slice(0, seq)) {
    record = { ...foldAll(record, recordedOf(entry)), seq: entry.seq }
    if (entry.update) Y.applyUpdate(doc, entry.update)
    ledger.fold(entry)
  }
  return { doc, record, ledger }
}

/** A journal in memory, with snapshots of these entries. */
function shelfOf(entries: readonly Entry[], framed: readonly number[]) {
  const kept: Snapshot[] = framed.map((seq) => {
    const { doc, record } = foldedFromFirst(entries, seq)
    const state = Y.encodeStateAsUpdate(doc)
    return { document: 'memory', seq, state, ...keptRecord(record) }
  })
  return {
    read: async function* (_: string, after = 0, until = Number.POSITIVE_INFINITY) {
      yield* entries.filter(({ seq }) => seq > after && seq <= until)
    },
    latest: async (_: string, until = Number.POSITIVE_INFINITY) =>
      kept.filter(({ seq }) => seq <= until).sort((a, b) => b.seq - a.seq)[0] ?? null,
    keyframe: (snapshot: Snapshot) => void kept.push(snapshot),
    kept,
  }
}

const form = { template: 'ogp-2022', templateVersion: 1 }
const views = ['current', 'original', 'final'] as const

test('J116 any moment of a random session, in any order and from whatever snapshots there are, is what its entries fold to from the first on: text, record and authors', async () => {
  const age = { entries: 300, openings: 40, people: 5, suggestions: 60, open: 10, threads: 10 }
  const sessions = new Map<number, Promise<readonly Entry[]>>()
  const session = (seed: number) => {
    const made =
      sessions.get(seed) ??
      growOld({ ...age, moved: 40, characters: 300, seed }, async () => {}).then(
        (room) => room.entries,
      )
    sessions.set(seed, made)
    return made
  }
  await fc.assert(
    fc.asyncProperty(
      fc.nat(7),
      fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 310 }), { minLength: 2, maxLength: 6 }),
      fc.constantFrom(...views),
      async (seed, framed, looked, view) => {
        const entries = await session(seed)
        const grounds = new Grounds(shelfOf(entries, framed))
        // the newest: authors of then are found in it, too
        const { ledger } = foldedFromFirst(entries, entries.length)
        for (const seq of looked) {
          const past = await grounds.at('memory', seq)
          if (seq < 1 || seq > entries.length) {
            expect(past).toBeNull()
            continue
          }
          const anew = foldedFromFirst(entries, seq)
          if (!past) throw new Error(`nothing at ${seq}`)
          expect(plainOf(past.record)).toEqual(plainOf(anew.record))
          expect(contentHash(past.doc)).toBe(contentHash(anew.doc))
          expect(tell(past, { as: 'text', view, form })).toEqual(
            tell(anew, { as: 'text', view, form }),
          )
          const report = { as: 'report', view, form, people: [] } as const
          expect(tell(past, report, ledger)).toEqual(tell(anew, report, anew.ledger))
          expect(tell(past, { as: 'agreed' })).toEqual(tell(anew, { as: 'agreed' }))
        }
      },
    ),
    { numRuns: fuzzed(12) },
  )
})

test('J117 a journal of before there were keyframes gets some when it is first looked at, and is read from them then', async () => {
  const entries = Array.from({ length: 3200 }, (_, nth): Entry => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = 1000 + nth
    doc.getText('f:problem').insert(0, `${nth} `)
    const update = Y.encodeStateAsUpdate(doc)
    const by = { person: 'an', onBehalfOf: null }
    return { document: 'memory', seq: nth + 1, at: nth, ...by, update, events: [] }
  })
  const shelf = shelfOf(entries, [])
  await new Grounds(shelf).at('memory', 3100)
  expect(shelf.kept.map(({ seq }) => seq)).toEqual([1000, 2000, 3000])
  const read: number[] = []
  const told = {
    ...shelf,
    read: (document: string, after = 0, until = 0) => {
      read.push(after)
      return shelf.read(document, after, until)
    },
  }
  const late = await new Grounds(told).at('memory', 2400)
  expect(read).toEqual([2000])
  expect(late && textOf(late.doc, 'current', late.record, ['problem'])).toEqual(
    textOf(foldedFromFirst(entries, 2400).doc, 'current', emptyRecord, ['problem']),
  )
})
