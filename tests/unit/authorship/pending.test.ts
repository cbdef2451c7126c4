import { expect, test } from 'vitest'
import { pendingOf, rootRanges, rootsOf } from '../../../shared/authorship/pending.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'

const editing = 100
const suggesting = 2 ** 32 + 100
const again = 2 ** 32 + 200

const from = (to: IdRange, [client, clock]: [number, number], how: Origin['how']): Origin => ({
  to: [...to],
  from: [client, clock],
  how,
})
const by = (origins: Origin[], client: number, clock: number, accepted: IdRange[] = []) =>
  pendingOf({ origins, accepted })(client, clock).by

test('P12 a suggestion that was taken out and put back is pending as before, whoever put it back', () => {
  for (const how of ['undo', 'moved'] as const) {
    const origins = [from([editing, 5, 3], [suggesting, 7], how)]
    expect([4, 5, 7, 8].map((clock) => by(origins, editing, clock))).toEqual([
      null,
      suggesting,
      suggesting,
      null,
    ])
    expect(by(origins, editing, 6, [[suggesting, 8, 1]])).toBe(null)
    expect(by(origins, editing, 5, [[suggesting, 8, 1]])).toBe(suggesting)
  }
})

test('P13 what is born under a suggesting id is a suggestion, wherever its words are from', () => {
  for (const how of ['undo', 'moved', 'copied'] as const)
    expect(by([from([suggesting, 0, 4], [editing, 0], how)], suggesting, 1)).toBe(suggesting)
  expect(by([{ to: [suggesting, 0, 4], how: 'pasted' }], suggesting, 1)).toBe(suggesting)
})

test('P13 a copy of a suggestion is not that suggestion', () => {
  expect(by([from([editing, 0, 4], [suggesting, 0], 'copied')], editing, 1)).toBe(null)
  expect(by([from([again, 0, 4], [suggesting, 0], 'copied')], again, 1)).toBe(again)
})

test('P12 acceptance is kept for the identities that words were suggested with first', () => {
  const roots = rootsOf([
    from([editing, 0, 4], [suggesting, 2], 'undo'),
    from([again, 0, 2], [editing, 1], 'undo'),
  ])
  expect([...rootRanges([again, 0, 3], roots)]).toEqual([
    [suggesting, 3, 2],
    [again, 2, 1],
  ])
  expect([...rootRanges([editing, 0, 6], roots)]).toEqual([[suggesting, 2, 4]])
})
