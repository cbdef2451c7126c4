import { expect, test } from 'vitest'
import {
  recordBounds,
  refusalOfComment,
  refusalOfDismissal,
  refusalOfEdit,
} from '../../../server/api/recordBounds.ts'
import { newThread } from '../../../shared/apiRecord.ts'
import {
  mostAnchorCharacters,
  mostAnchorRanges,
  plainAnchor,
} from '../../../shared/record/anchors.ts'
import type { Anchor } from '../../../shared/record/events.ts'
import { type Comment, type CommitmentRecord, emptyRecord } from '../../../shared/record/record.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { newBody } from '../../support/textWorld.ts'

const doc = newBody(7_000_000, false)
fieldText(doc, 'problem').insert(0, 'words that were written')
fieldText(doc, 'problem').delete(0, 6)
fieldText(doc, 'title').insert(0, 'title')

const long = 24 * 60 * 60 * 1000
const section: Anchor = { on: 'section', field: 'problem' }

/** A record in which `ann` has said so much, so long ago. */
function recordWith(threads: number, each: number, { ago = long, text = 'x' } = {}) {
  const at = Date.now() - ago
  const comment = { person: 'ann', onBehalfOf: null, at, text, editedAt: null, deleted: false }
  const comments = Array.from({ length: each }, (_, id) => ({ ...comment, id: `${id}` }) as Comment)
  const opened = Array.from({ length: threads }, (_, id) => [
    `t${id}`,
    { id: `t${id}`, anchor: section, comments, resolved: null },
  ])
  const form = { template: 'ogp-2022', templateVersion: 1 }
  return { ...emptyRecord, ...form, threads: Object.fromEntries(opened) } as CommitmentRecord
}

const asked = (record: CommitmentRecord, anchor: Anchor | null, person = 'ann', text = 'x') =>
  refusalOfComment({ doc, record }, person, text, anchor)?.refused ?? null

test('S43 one person’s threads and comments are bounded, in all and by the hour; another’s go on', () => {
  const { threadsPerPerson, commentsPerPerson, commentsPerHour, wordsPerPerson } = recordBounds
  expect(asked(recordWith(threadsPerPerson - 1, 1), section)).toBe(null)
  const many = recordWith(threadsPerPerson, 1)
  expect(asked(many, section)).toBe('record-full')
  expect(asked(many, null)).toBe(null)
  expect(asked(many, section, 'ben')).toBe(null)
  expect(asked(recordWith(1, commentsPerPerson), null)).toBe('record-full')
  expect(asked(recordWith(1, commentsPerPerson), null, 'ben')).toBe(null)
  expect(asked(recordWith(1, 1, { text: 'x'.repeat(wordsPerPerson) }), null)).toBe('record-full')
  const quick = recordWith(1, commentsPerHour, { ago: 1000 })
  expect(asked(quick, null)).toBe('too-many')
  expect(asked(quick, null, 'ben')).toBe(null)
})

test('S43 a commitment’s threads, and questions set aside, are bounded', () => {
  expect(asked(recordWith(recordBounds.threads, 1), section, 'ben')).toBe('record-full')
  const aside = { rule: 'T1', field: 'problem', quote: '', reason: 'x', person: 'ann', at: 1 }
  const dismissals = Array.from({ length: recordBounds.dismissalsPerPerson }, () => aside)
  const record = { ...emptyRecord, dismissals }
  expect(refusalOfDismissal(record, 'ann')?.refused).toBe('record-full')
  expect(refusalOfDismissal(record, 'ben')).toBe(null)
})

test('H104 a changed comment counts with all that its person has said', () => {
  const record = recordWith(1, 2, { text: 'x'.repeat(recordBounds.wordsPerPerson / 2) })
  const half = recordBounds.wordsPerPerson / 2
  expect(refusalOfEdit(record, 'ann', '0', 'x'.repeat(half))).toBe(null)
  expect(refusalOfEdit(record, 'ann', '0', 'x'.repeat(half + 1))?.refused).toBe('record-full')
})

test('H105 no character is in an anchor twice, and of very many the first are kept', () => {
  const plain = (...ranges: [number, number, number][]) => {
    const anchor = plainAnchor({ on: 'text', field: 'problem', ranges, quote: 'x' })
    return anchor.on === 'text' ? anchor.ranges : []
  }
  const whole: [number, number, number] = [7, 0, 23]
  expect(plain(...Array.from({ length: 200 }, () => whole))).toEqual([whole])
  expect(plain([7, 4, 4], [7, 0, 10], [8, 0, 1])).toEqual([
    [7, 4, 4],
    [7, 0, 4],
    [7, 8, 2],
    [8, 0, 1],
  ])
  // a selection as people make it stays as it is
  const honest: [number, number, number][] = [
    [9, 3, 5],
    [7, 0, 2],
    [9, 8, 1],
  ]
  expect(plain(...honest)).toEqual(honest)
  expect(plain([7, 0, 1e9])).toEqual([[7, 0, mostAnchorCharacters]])
  expect(plain([7, 0, mostAnchorCharacters], [8, 0, 1])).toEqual([[7, 0, mostAnchorCharacters]])
  expect(plainAnchor(section)).toBe(section)
})

test('S44 a thread hangs on what is there: words of that field, gone or not, a suggestion, a section', () => {
  const on = (ranges: [number, number, number][], field = 'problem'): Anchor => ({
    ...{ on: 'text', field, ranges, quote: 'x' },
  })
  const record = recordWith(0, 0)
  expect(asked(record, on([[7_000_000, 0, 23]]))).toBe(null)
  expect(asked(record, on([[7_000_000, 0, 24]]))).toBe('bad-request')
  expect(asked(record, on([[7_000_000, 0, 1e12]]))).toBe('bad-request')
  expect(asked(record, on([[7_000_000, 0, 2]], 'title'))).toBe('bad-request')
  expect(asked(record, on([[123, 0, 1]]))).toBe('bad-request')
  expect(asked(record, on([[7_000_000, 0, 2]], '__proto__'))).toBe('bad-request')
  expect(asked(record, { on: 'section', field: 'no such' })).toBe('bad-request')
  expect(asked(record, { on: 'suggestion', suggestion: 9 })).toBe('bad-request')

  const ranges = (count: number) =>
    Array.from({ length: count }, (_, at): [number, number, number] => [7_000_000, at, 1])
  const fits = (count: number) =>
    newThread.safeParse({ anchor: on(ranges(count)), text: 'x' }).success
  expect([fits(mostAnchorRanges), fits(mostAnchorRanges + 1)]).toEqual([true, false])
})
