import { expect, test } from 'vitest'
import type { RecordEvent, Recorded } from '../../../shared/record/events.ts'
import { foldAll } from '../../../shared/record/fold.ts'
import { emptyRecord } from '../../../shared/record/record.ts'

const anchor = { on: 'section', field: 'f' } as const

test('H150 what is taken out is out of the record; where others have answered, a trace is left', () => {
  const said: [string, RecordEvent][] = [
    ['bad', { type: 'thread-opened', thread: 'a', anchor, text: 'x', mentions: ['p'] }],
    ['bad', { type: 'thread-opened', thread: 'b', anchor, text: 'x' }],
    ['ann', { type: 'thread-replied', thread: 'b', comment: 'b1', text: 'answered' }],
    ['ann', { type: 'thread-opened', thread: '__proto__', anchor, text: 'hers' }],
    ['bad', { type: 'thread-replied', thread: '__proto__', comment: 'c1', text: 'x' }],
    ['bad', { type: 'check-dismissed', rule: 'T1', field: 'f', quote: '', reason: 'x' }],
    ['host', { type: 'brought-taken-out', people: ['bad'], reason: 'flood' }],
    ['bad', { type: 'thread-replied', thread: 'a', comment: 'a2', text: 'x' }],
  ]
  const events = said.map(
    ([person, event], seq): Recorded => ({
      ...{ seq, at: seq, person, onBehalfOf: null, event },
    }),
  )
  const { threads, dismissals } = foldAll(emptyRecord, events)
  expect(dismissals).toEqual([])
  const texts = Object.entries(threads).map(([id, { comments }]) => [
    id,
    ...comments.map(({ text, deleted }) => [text, deleted]),
  ])
  expect(texts).toEqual([
    ['b', ['', true], ['answered', false]],
    ['__proto__', ['hers', false], ['', true]],
  ])
  expect(JSON.stringify(threads)).not.toContain('mentions":["p"]')
})
