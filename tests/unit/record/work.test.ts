import { expect, test } from 'vitest'
import type { RecordEvent } from '../../../shared/record/events.ts'
import { fold, foldAll } from '../../../shared/record/fold.ts'
import { emptyRecord } from '../../../shared/record/record.ts'

const content = { field: 'f', inserted: [], deleted: [], kinds: {}, added: 'x', removed: '' }

/** What is looked up in lists of ranges is looked up as it is written: `written` counts how often. */
function decidedAndReopened(size: number) {
  let written = 0
  const range = (clock: number): [number, number, number] => {
    const say = () => {
      written += 1
      return `9,${clock},1`
    }
    return Object.assign([9, clock, 1] as [number, number, number], { toString: say })
  }
  const each = (to: number, event: (nth: number) => RecordEvent) =>
    Array.from({ length: to }, (_, nth) => event(nth))
  const events: RecordEvent[] = [
    ...each(size, (suggestion) => ({ type: 'suggestion-opened', suggestion, content })),
    ...each(size, (suggestion) => ({
      ...{ type: 'suggestion-decided', suggestion, outcome: 'adopted', reason: '', content },
      accepted: [range(suggestion)],
    })),
    ...each(size, (suggestion) => ({ type: 'accepted-seen', suggestion })),
    // every second one, and one of them twice
    ...each(size / 2, (nth) => ({
      ...{ type: 'suggestion-reopened', suggestion: 2 * nth, reason: 'again', content },
    })),
    { type: 'suggestion-reopened', suggestion: 0, reason: 'again', content },
    {
      ...{ type: 'suggestion-decided', suggestion: 0, outcome: 'adopted', reason: '', content },
      accepted: [range(0)],
    },
  ]
  const all = events.map((event, nth) => ({
    ...{ seq: nth + 1, at: nth, person: 'an', onBehalfOf: null, event },
  }))
  return { all, work: () => written }
}

test('C45 reopening many suggestions looks each of their ranges up once, however many stand', () => {
  const works = [100, 200, 400].map((size) => {
    const { all, work } = decidedAndReopened(size)
    foldAll(emptyRecord, all)
    return work()
  })
  const [least = 0, middle = 0, most = 0] = works
  expect(middle / least).toBeLessThanOrEqual(2.2)
  expect(most / middle).toBeLessThanOrEqual(2.2)
})

test('C45 what was reopened is accepted no more, in its order, in one batch as one by one', () => {
  const { all } = decidedAndReopened(20)
  const whole = foldAll(emptyRecord, all)
  const odd = Array.from({ length: 10 }, (_, nth) => 2 * nth + 1)
  expect(whole.accepted.map(([, clock]) => clock)).toEqual([...odd, 0])
  expect(whole.frozen.map(([, clock]) => clock)).toEqual(odd)
  expect(all.reduce(fold, emptyRecord)).toEqual(whole)
  const half = foldAll(emptyRecord, all.slice(0, 65))
  const before = JSON.stringify(half)
  expect(foldAll(half, all.slice(65))).toEqual(whole)
  expect(JSON.stringify(half)).toBe(before)
})
