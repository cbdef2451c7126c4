import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptRecord, recordKept } from '../../../server/rooms/snapshots.ts'
import type { RecordEvent } from '../../../shared/record/events.ts'
import { fold } from '../../../shared/record/fold.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import { type PlainRecord, plainOf, recordIn } from '../../../shared/record/plain.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { fuzzed } from '../../support/seeds.ts'

const suggestion = fc.integer({ min: 1, max: 4 })
const id = fc.constantFrom('t1', 't2', '__proto__', 'constructor', 'toString')
const range = fc.constantFrom<IdRange>([20, 0, 3], [21, 5, 1], [22, 0, 9])
const content = fc.record({
  field: fc.constantFrom('title', 'problem'),
  inserted: fc.array(range, { maxLength: 2 }),
  deleted: fc.array(range, { maxLength: 2 }),
  kinds: fc.constant({}),
  added: fc.string(),
  removed: fc.string(),
})
const reason = fc.string()
const client = fc.integer({ min: 16, max: 99 })
const origin: fc.Arbitrary<Origin> = fc
  .tuple(
    fc.tuple(client, fc.nat(9), fc.integer({ min: 1, max: 9 })),
    fc.option(fc.tuple(client, fc.nat(9))),
    fc.constantFrom('undo' as const, 'moved' as const, 'copied' as const, 'pasted' as const),
  )
  .map(([to, from, how]) => (from ? { to, from, how } : { to, how }))
const type = <Type extends RecordEvent['type']>(value: Type) => fc.constant(value)

const event: fc.Arbitrary<RecordEvent> = fc.oneof(
  fc.record({ type: type('ids-bound'), editing: client }),
  fc.record({ type: type('ids-bound'), editing: client, suggesting: client }),
  fc.record({
    type: type('authors-brought'),
    authors: fc.array(fc.record({ client, person: id, onBehalfOf: fc.option(id) }), {
      maxLength: 3,
    }),
  }),
  fc.record({ type: type('origins-found'), origins: fc.array(origin, { maxLength: 3 }) }),
  fc.record({ type: type('suggestion-opened'), suggestion, content }),
  fc.record({ type: type('suggestion-changed'), suggestion, content }),
  fc.record({ type: type('suggestion-emptied'), suggestion }),
  fc.record({
    type: type('suggestion-decided'),
    suggestion,
    outcome: fc.constantFrom('adopted' as const, 'declined' as const, 'later' as const),
    reason,
    accepted: fc.array(range, { maxLength: 2 }),
    content,
  }),
  fc.record({ type: type('suggestion-reopened'), suggestion, reason, content }),
  fc.record({ type: type('suggestion-agreed'), suggestion, sector: fc.constant('government') }),
  fc.record({ type: type('accepted-seen'), suggestion }),
  fc.record({
    type: type('thread-opened'),
    thread: id,
    anchor: fc.constant({ on: 'section' as const, field: 'title' }),
    text: reason,
  }),
  fc.record({ type: type('thread-replied'), thread: id, comment: id, text: reason }),
  fc.record({ type: type('comment-edited'), thread: id, comment: id, text: reason }),
  fc.record({ type: type('comment-deleted'), thread: id, comment: id }),
  fc.record({ type: type('thread-resolved'), thread: id }),
  fc.record({ type: type('thread-reopened'), thread: id }),
  fc.record({
    type: type('section-set'),
    field: id,
    state: fc.constantFrom('open' as const, 'closed' as const),
    reason,
  }),
  fc.record({ type: type('two-keys-set'), field: fc.option(id), on: fc.boolean() }),
  fc.record({ type: type('people-merged'), person: id, into: id }),
  fc.record({ type: type('people-parted'), person: id }),
  fc.record({ type: type('role-set'), person: id, role: fc.option(fc.constant('suggester')) }),
)

const step = fc.record({ event, person: fc.constantFrom('ann', 'bo') })

test('J10 a fold stopped anywhere, stored and gone on with, is the same fold; it never throws', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, stop) => {
      const all = steps.map(({ event: each, person }, index) => {
        return { seq: index + 1, at: 1000 + index, person, onBehalfOf: null, event: each }
      })
      const whole = all.reduce(fold, emptyRecord)
      const half = all.slice(0, stop).reduce(fold, emptyRecord)
      const told: PlainRecord = JSON.parse(JSON.stringify(plainOf(half)))
      for (const stored of [recordKept(keptRecord(half)), recordIn(told)]) {
        expect(plainOf(stored)).toEqual(plainOf(half))
        expect(plainOf(all.slice(stop).reduce(fold, stored))).toEqual(plainOf(whole))
      }
      const accepted = new Set(whole.accepted.map(String))
      for (const frozen of whole.frozen) expect(accepted).toContain(String(frozen))
    }),
    { numRuns: fuzzed(1500) },
  )
})

test('J10 an event about something unknown changes nothing but the seq', () => {
  const by = { seq: 9, at: 1, person: 'ann', onBehalfOf: null }
  for (const thread of ['t1', '__proto__', 'constructor']) {
    const folded = fold(emptyRecord, { ...by, event: { type: 'thread-resolved', thread } })
    expect(folded).toEqual({ ...emptyRecord, seq: 9 })
  }
  const event = { type: 'suggestion-emptied', suggestion: 7 } as const
  expect(fold(emptyRecord, { ...by, event })).toEqual({ ...emptyRecord, seq: 9 })
})

test('J10 accepted words are frozen once seen, and pending again when their suggestion is reopened', () => {
  const inserted: IdRange[] = [[4_294_967_300, 0, 3]]
  const body = { field: 'title', inserted, deleted: [], kinds: {}, added: 'abc', removed: '' }
  const events: RecordEvent[] = [
    { type: 'suggestion-opened', suggestion: 1, content: body },
    {
      type: 'suggestion-decided',
      suggestion: 1,
      outcome: 'adopted',
      reason: '',
      accepted: inserted,
      content: body,
    },
    { type: 'accepted-seen', suggestion: 1 },
    { type: 'suggestion-reopened', suggestion: 1, reason: 'too early', content: body },
  ]
  const states = events.map((_, count) =>
    events
      .slice(0, count + 1)
      .reduce(
        (record, each, index) =>
          fold(record, { seq: index + 1, at: index, person: 'ann', onBehalfOf: null, event: each }),
        emptyRecord,
      ),
  )
  expect(states.map(({ accepted }) => accepted)).toEqual([[], inserted, inserted, []])
  expect(states.map(({ frozen }) => frozen)).toEqual([[], [], inserted, []])
  expect(states.at(-1)?.suggestions[1]?.status).toBe('open')
})
