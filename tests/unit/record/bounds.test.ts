import { expect, test } from 'vitest'
import {
  type Adding,
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

const as = (person: string, role: Adding['role'] = 'co-author', beside: string[] = []): Adding => ({
  ...{ person, role, code: null, beside },
})

const asked = (record: CommitmentRecord, anchor: Anchor | null, person = 'ann', text = 'x') =>
  refusalOfComment({ doc, record, at: Date.now() }, as(person), text, anchor)?.refused ?? null

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
  expect(refusalOfDismissal(record, as('ann'))?.refused).toBe('record-full')
  expect(refusalOfDismissal(record, as('ben'))).toBe(null)
})

test('H149 one code fills no record: its people have a part of it together, and who may edit a reserve', () => {
  const { threads, shareByCode, reserve } = recordBounds
  const selves = ['ann', 'ben']
  const opens = (count: number, adding: Adding, settled = false) => {
    const record = recordWith(count, 1)
    const resolved = { person: 'host', at: 1 }
    const all = Object.entries(record.threads).map(([id, one]) => [id, { ...one, resolved }])
    const there = settled ? { ...record, threads: Object.fromEntries(all) } : record
    return (
      refusalOfComment({ doc, record: there, at: Date.now() }, adding, 'x', section)?.refused ??
      null
    )
  }
  const part = threads * shareByCode * recordBounds.ownByCode
  expect(opens(part - 1, as('ben', 'suggester', selves))).toBe(null)
  expect(opens(part, as('ben', 'suggester', selves))).toBe('record-full')
  // what is settled counts with whose it was, and with nobody else
  expect(opens(part, as('ann', 'suggester', selves), true)).toBe('record-full')
  expect(opens(part, as('ben', 'suggester', selves), true)).toBe(null)
  expect(opens(part, as('cat', 'suggester', ['cat']))).toBe(null)
  const rest = threads * (1 - reserve)
  expect(opens(rest, as('cat', 'suggester', ['cat']))).toBe('record-full')
  expect(opens(rest, as('dan', 'co-author', ['dan']))).toBe(null)
  expect(opens(threads, as('dan', 'facilitator'))).toBe('record-full')
  expect(opens(threads, as('cat', 'suggester', ['cat']), true)).toBe(null)
})

test('H149 so with comments, their words, and questions that were set aside', () => {
  const { comments, dismissals, ownByCode, wordsByCode } = recordBounds
  const shareByCode = recordBounds.shareByCode * ownByCode
  const selves = as('ben', 'suggester', ['ann', 'ben'])
  const says = (record: CommitmentRecord, adding: Adding) =>
    refusalOfComment({ doc, record, at: Date.now() }, adding, 'x', null)?.refused ?? null
  const many = recordWith(1, comments * shareByCode)
  expect([says(many, selves), says(many, as('cat', 'suggester'))]).toEqual(['record-full', null])
  const long = recordWith(1, 1, { text: 'x'.repeat(wordsByCode * ownByCode) })
  expect([says(long, selves), says(long, as('cat', 'suggester'))]).toEqual(['record-full', null])
  expect(refusalOfEdit(long, selves, 'new', 'x')?.refused).toBe('record-full')
  const aside = { rule: 'T1', field: 'problem', quote: '', reason: 'x', person: 'ann', at: 1 }
  const set = Array.from({ length: dismissals * shareByCode }, () => aside)
  const record = { ...emptyRecord, dismissals: set }
  expect(refusalOfDismissal(record, selves)?.refused).toBe('record-full')
  expect(refusalOfDismissal(record, as('cat', 'suggester'))).toBe(null)
})

test('H158 where a code’s part is used up each of its people has a small one of their own, up to a bound', () => {
  const { threads, comments, dismissals, shareByCode, wordsByCode, own } = recordBounds
  const ben = as('ben', 'suggester', ['ann', 'ben'])
  const ann = as('ann', 'suggester', ['ann', 'ben'])
  const adds = (record: CommitmentRecord, adding: Adding, anchor: Anchor | null, text = 'x') =>
    refusalOfComment({ doc, record, at: Date.now() }, adding, text, anchor)?.refused ?? null
  const opened = recordWith(threads * shareByCode, 1)
  expect([adds(opened, ben, section), adds(opened, ann, section)]).toEqual([null, 'record-full'])
  const bens = (count: number) => {
    const mine = Object.values(recordWith(count, 1).threads).map((thread) => ({
      ...thread,
      comments: thread.comments.map((comment) => ({ ...comment, person: 'ben' })),
    }))
    const named = mine.map((thread, nth) => [`ben ${nth}`, thread])
    return { ...opened, threads: { ...opened.threads, ...Object.fromEntries(named) } }
  }
  expect(adds(bens(own.threads - 1), ben, section)).toBe(null)
  expect(adds(bens(own.threads), ben, section)).toBe('record-full')
  const said = recordWith(1, comments * shareByCode)
  expect([adds(said, ben, null), adds(said, ann, null)]).toEqual([null, 'record-full'])
  const long = recordWith(1, 1, { text: 'x'.repeat(wordsByCode) })
  expect(adds(long, ben, null, 'x'.repeat(own.words))).toBe(null)
  expect(adds(long, ben, null, 'x'.repeat(own.words + 1))).toBe('record-full')
  const aside = { rule: 'T1', field: 'problem', quote: '', reason: 'x', person: 'ann', at: 1 }
  const set = Array.from({ length: dismissals * shareByCode }, () => aside)
  const record = { ...emptyRecord, dismissals: set }
  expect(refusalOfDismissal(record, ben)).toBe(null)
  expect(refusalOfDismissal(record, ann)?.refused).toBe('record-full')
})

test('H153 what is deleted counts with no code, and of a code’s part one person has a quarter', () => {
  const { threads, comments, dismissals, shareByCode, wordsByCode } = recordBounds
  const selves = as('ben', 'suggester', ['ann', 'ben'])
  const many = recordWith(threads * shareByCode * recordBounds.ownByCode, 2)
  const one = Object.values(many.threads)[0]
  const trace = (each: Comment): Comment => ({ ...each, person: 'ann', deleted: true, text: '' })
  const left = (one?.comments ?? []).map((each, at) => (at === 0 ? trace(each) : each))
  const fewer = {
    ...many,
    threads: { ...many.threads, ...(one && { t0: { ...one, comments: left } }) },
  }
  const opens = (record: CommitmentRecord) =>
    refusalOfComment({ doc, record, at: Date.now() }, selves, 'x', section)?.refused ?? null
  expect([opens(many), opens(fewer)]).toEqual(['record-full', null])

  expect(recordBounds.threadsPerPerson * 4).toBeLessThanOrEqual(threads * shareByCode)
  expect(recordBounds.commentsPerPerson * 4).toBeLessThanOrEqual(comments * shareByCode)
  expect(recordBounds.dismissalsPerPerson * 4).toBeLessThanOrEqual(dismissals * shareByCode)
  expect(recordBounds.wordsPerPerson * 4).toBeLessThanOrEqual(wordsByCode)
})

test('H104 a changed comment counts with all that its person has said', () => {
  const record = recordWith(1, 2, { text: 'x'.repeat(recordBounds.wordsPerPerson / 2) })
  const half = recordBounds.wordsPerPerson / 2
  expect(refusalOfEdit(record, as('ann'), '0', 'x'.repeat(half))).toBe(null)
  expect(refusalOfEdit(record, as('ann'), '0', 'x'.repeat(half + 1))?.refused).toBe('record-full')
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
