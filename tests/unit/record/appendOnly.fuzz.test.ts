import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptRecord, recordKept } from '../../../server/rooms/snapshots.ts'
import { descentOf } from '../../../shared/authorship/descent.ts'
import { sourcesOf } from '../../../shared/authorship/origins.ts'
import { rootsOf } from '../../../shared/authorship/pending.ts'
import { bindingOf } from '../../../shared/record/bindings.ts'
import type { RecordEvent, Recorded } from '../../../shared/record/events.ts'
import { fold, foldAll } from '../../../shared/record/fold.ts'
import { plainOf } from '../../../shared/record/plain.ts'
import { type CommitmentRecord, emptyRecord } from '../../../shared/record/record.ts'
import { growth, mostGrowth } from '../../support/growth.ts'
import { fuzzed } from '../../support/seeds.ts'

const client = fc.integer({ min: 16, max: 24 })
const person = fc.constantFrom('ann', 'bo', 'cy')
const origin = fc
  .tuple(
    fc.tuple(client, fc.nat(12), fc.integer({ min: 1, max: 6 })),
    fc.option(fc.tuple(client, fc.nat(12))),
    fc.constantFrom('undo' as const, 'moved' as const, 'copied' as const, 'imported' as const),
  )
  .map(([to, from, how]) => (from ? { to, from, how } : { to, how }))
const event: fc.Arbitrary<RecordEvent> = fc.oneof(
  fc.record({ type: fc.constant('ids-bound' as const), editing: client, suggesting: client }),
  fc.record({
    type: fc.constant('authors-brought' as const),
    authors: fc.array(fc.record({ client, person, onBehalfOf: fc.option(person) }), {
      maxLength: 3,
    }),
  }),
  fc.record({
    type: fc.constant('origins-found' as const),
    // more than one stretch is long, so that lists of all lengths come to stand beside each other
    origins: fc.array(origin, { maxLength: 150, size: 'max' }),
  }),
)
const said = fc
  .tuple(event, person)
  .map(([event, person]): Omit<Recorded, 'seq'> => ({ at: 1, person, onBehalfOf: null, event }))

/** What readers ask of a record, of all ids that there can be. */
function answers(record: CommitmentRecord) {
  const { clients, origins } = record
  const [sources, roots, descent] = [sourcesOf(origins), rootsOf(origins), descentOf(origins)]
  return Array.from({ length: 9 }, (_, nth) => nth + 16).map((id) => {
    const places = Array.from({ length: 18 }, (_, clock) => {
      const { until: _u, ...source } = sources(id, clock)
      const { root } = roots(id, clock)
      const family = [descent.ancestors([[id, clock, 2]]), descent.descendants([[id, clock, 2]])]
      return [source, root, family]
    })
    return [bindingOf(clients, id), places]
  })
}

/** As far as an answer says that it goes, the next places have the same. */
function holds({ origins }: CommitmentRecord): void {
  const sources = sourcesOf(origins)
  for (let id = 16; id < 25; id++)
    for (let clock = 0; clock < 18; ) {
      const here = sources(id, clock)
      expect(here.until).toBeGreaterThan(clock)
      for (let next = clock + 1; next < Math.min(here.until, 18); next++) {
        const there = sources(id, next)
        expect([there.client, there.clock - next, there.how]).toEqual([
          here.client,
          here.clock - clock,
          here.how,
        ])
      }
      clock = here.until
    }
}

test('W81 bindings and origins are the same in whatever pieces they are folded, and from whatever earlier record somebody goes on', () => {
  fc.assert(
    fc.property(
      fc.array(said, { maxLength: 12 }),
      fc.array(said, { maxLength: 6 }),
      fc.nat(12),
      fc.array(fc.nat(12)),
      (first, other, at, cuts) => {
        const all = first.map((one, nth) => ({ ...one, seq: nth + 1 }))
        const records = [emptyRecord]
        for (const one of all) records.push(fold(records.at(-1) ?? emptyRecord, one))
        const whole = foldAll(emptyRecord, all)
        const last = records.at(-1) ?? emptyRecord
        expect(last).toEqual(whole)
        expect(answers(last)).toEqual(answers(whole))
        holds(last)
        // in pieces, each of which is kept and opened in between
        let pieces: CommitmentRecord = emptyRecord
        const ends = [...cuts.map((cut) => Math.min(cut, all.length)), all.length].sort(
          (a, b) => a - b,
        )
        for (const [nth, end] of ends.entries())
          pieces = foldAll(recordKept(keptRecord(pieces)), all.slice(ends[nth - 1] ?? 0, end))
        expect(pieces).toEqual(whole)
        expect(answers(pieces)).toEqual(answers(whole))
        // somebody goes on from an earlier one; nobody else's is touched by it
        const from = Math.min(at, all.length)
        const before = JSON.stringify(records.map(plainOf))
        const branch = other.map((one, nth) => ({ ...one, seq: from + nth + 1 }))
        const fork = branch.reduce(fold, records[from] as CommitmentRecord)
        const anew = foldAll(emptyRecord, [...all.slice(0, from), ...branch])
        expect(fork).toEqual(anew)
        expect(answers(fork)).toEqual(answers(anew))
        expect(JSON.stringify(records.map(plainOf))).toBe(before)
        expect(answers(last)).toEqual(answers(whole))
      },
    ),
    { numRuns: fuzzed(150) },
  )
})

const lives: Readonly<Record<string, (nth: number) => RecordEvent>> = {
  openings: (nth) => ({
    ...{ type: 'ids-bound', editing: 2 ** 31 + 7 * nth, suggesting: 2 ** 32 + 7 * nth },
  }),
  'authors brought': (nth) => ({
    type: 'authors-brought',
    authors: [{ client: 2 ** 31 + nth, person: 'an', onBehalfOf: null }],
  }),
  origins: (nth) => ({
    type: 'origins-found',
    origins: [{ to: [7, nth, 1], from: [8, nth], how: 'undo' }],
  }),
}

test.for(Object.entries(lives))(
  'W82 one by one, each of them looked up at once, twice as many take twice as long: %s',
  { timeout: 120_000 },
  ([, event]) => {
    const events = (size: number): Recorded[] =>
      Array.from({ length: size }, (_, nth) => ({
        ...{ seq: nth + 1, at: nth, person: `p${nth % 300}`, onBehalfOf: null },
        event: event(nth),
      }))
    const work = (all: readonly Recorded[]) => {
      let record = emptyRecord
      let found = 0
      for (const one of all) {
        record = fold(record, one)
        if (bindingOf(record.clients, 2 ** 31 + one.seq)) found += 1
        found += descentOf(record.origins).ancestors([[7, one.seq - 1, 1]]).length
      }
      return found
    }
    expect(growth(events, work)).toBeLessThanOrEqual(mostGrowth)
    const kept = (all: readonly Recorded[]) => recordKept(keptRecord(foldAll(emptyRecord, all)))
    expect(growth(events, kept)).toBeLessThanOrEqual(mostGrowth)
  },
)
