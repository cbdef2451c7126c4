import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { reasonsOftenGiven } from '../../../client/locale/answerForm.ts'
import { type Described, describe } from '../../../client/suggestions/described.ts'
import { countBy, type Filters, filtered, noFilters } from '../../../client/suggestions/filters.ts'
import { excerpt, titleOf } from '../../../client/suggestions/title.ts'
import type { Locale } from '../../../shared/locale/locale.ts'
import type { Suggestion } from '../../../shared/record/record.ts'
import { outcomes } from '../../../shared/record/states.ts'
import type { Sector } from '../../../shared/roles.ts'

/** As a text tells of it in which nothing else stands. */
const content = (removed: string, added: string, kinds = {}) =>
  describe(new Y.Doc(), suggestion(1, { removed, added, kinds }))

test('P24 a title says what would change, in both languages', () => {
  expect(titleOf(content('old', 'new'), 'en')).toBe('Replace “old” with “new”')
  expect(titleOf(content('舊', '新'), 'zh-Hant-TW')).toBe('將「舊」改為「新」')
  expect(titleOf(content('', 'new'), 'en')).toBe('Add “new”')
  expect(titleOf(content('舊', ''), 'zh-Hant-TW')).toBe('刪除「舊」')
  expect(titleOf(content('', '\n'), 'zh-Hant-TW')).toBe('在此另起一段')
  expect(titleOf(content('\n', ''), 'en')).toBe('Join these paragraphs')
  expect(titleOf(content('', '', { x: 'h1' }), 'en')).toBe('Make this a heading')
  expect(titleOf(content('', '', { x: 'b0' }), 'zh-Hant-TW')).toBe('改為項目符號')
  expect(titleOf(content('', 'one\ntwo'), 'en')).toBe('Add “one ¶ two”')
  expect(titleOf(content('', ''), 'zh-Hant-TW')).toBe('已無內容')
})

test('P24 a long quotation keeps its beginning and its end, and no character is cut in two', () => {
  const long = `${'字'.repeat(60)}𠮷${'尾'.repeat(60)}`
  const short = excerpt(long, 'en')
  expect(Array.from(short)).toHaveLength(83)
  expect(short.startsWith('字') && short.endsWith('尾')).toBe(true)
  expect(excerpt('𠮷'.repeat(80), 'zh-Hant-TW')).toBe('𠮷'.repeat(80))
})

test('U50 a title says of what is not seen what it is, in both languages', () => {
  const title = (removed: string, added: string, locale: Locale = 'en') =>
    titleOf(content(removed, added), locale)
  expect(title('', ' ')).toBe('Add “[space]”')
  expect(title('', ' ', 'zh-Hant-TW')).toBe('加入「［空格］」')
  expect(title('  ', '')).toBe('Delete “[space][space]”')
  expect(title('10 km', '10\u00a0km')).toBe('Replace “10 km” with “10[no-break space]km”')
  expect(title('', '\u3000', 'zh-Hant-TW')).toBe('加入「［全形空格］」')
  expect(title('a b', 'a\u2028b')).toBe('Replace “a b” with “a[line break]b”')
  expect(title('can', 'can ')).toBe('Replace “can” with “can[space]”')
  expect(title('by  June', 'by June')).toBe('Replace “by[space][space]June” with “by June”')
  expect(title('', ' by June ')).toBe('Add “by June”')
  expect(title('', 'safe\u202etxt\u202c')).toBe(
    'Add “safe[right-to-left override]txt[end of embedding or override]”',
  )
  expect(title('', '\u200b\u2066\ufeff', 'zh-Hant-TW')).toBe(
    '加入「［零寬空格］［由左至右隔離］［位元組順序記號］」',
  )
  expect(title('', 'a\u115fb\u{e0001}')).toBe(
    'Add “a[invisible character U+115F]b[invisible character U+E0001]”',
  )
  // a break is not lost beside words, and a blank is no paragraph
  expect(title('x', '\n')).toBe('Replace “x” with “¶”')
  expect(title('\n', 'x')).toBe('Replace “¶” with “x”')
  expect(title('\n', '\n')).toBe('Start a new paragraph here · Join these paragraphs')
  // what belongs to a sign is seen in it
  for (const sign of ['👩‍🌾', '🇹🇼', '☂️', '葛\u{e0100}'])
    expect(title('', sign)).toBe(`Add “${sign}”`)
})

test('P64 a title names every break, kind and level that adopting brings, in both languages', () => {
  const nothing: Described = { added: '', removed: '', splits: [], joins: 0, kinds: [] }
  const titles = (more: Partial<Described>) =>
    (['en', 'zh-Hant-TW'] as const).map((locale) => titleOf({ ...nothing, ...more }, locale))
  expect(titles({ removed: 'm\n', joins: 1 })).toEqual([
    'Delete “m” · Join these paragraphs',
    '刪除「m」；合併前後兩段',
  ])
  expect(titles({ added: '\nand', splits: ['p'] })).toEqual([
    'Add “and” · Start a new paragraph here',
    '加入「and」；在此另起一段',
  ])
  expect(titles({ added: '\n', splits: ['b1'] })).toEqual([
    'Start a new bullet item of level 2 here',
    '在此另起一段，作為第 2 層項目符號',
  ])
  expect(titles({ added: 'one\ntwo', splits: ['h1'] })).toEqual([
    'Add “one ¶ two” · Start a new heading here',
    '加入「one ¶ two」；在此另起一段，作為標題',
  ])
  expect(titles({ kinds: [{ from: 'b0', to: 'b1' }] })).toEqual([
    'Indent this item to level 2',
    '將此項縮排為第 2 層',
  ])
  expect(titles({ kinds: [{ from: 'o2', to: 'o0' }] })).toEqual([
    'Outdent this item to level 1',
    '將此項凸排為第 1 層',
  ])
  expect(titles({ kinds: [{ from: 'p', to: 'o1' }] })).toEqual([
    'Make this a numbered item of level 2',
    '改為第 2 層編號清單',
  ])
  expect(titles({ added: 'x', kinds: [{ from: 'b0', to: 'p' }] })[0]).toBe(
    'Add “x” · Make this a paragraph',
  )
})

test('P25 every answer that needs a reason has reasons to pick from, in both languages', () => {
  for (const reasons of Object.values(reasonsOftenGiven)) {
    for (const outcome of outcomes) {
      if (outcome !== 'adopted') expect(reasons[outcome].length).toBeGreaterThan(0)
    }
  }
})

function suggestion(number: number, more: Partial<Suggestion> = {}): Suggestion {
  return {
    number,
    field: 'problem',
    inserted: [],
    deleted: [],
    kinds: {},
    added: 'x',
    removed: '',
    person: 'mei',
    onBehalfOf: null,
    openedAt: 0,
    changedAt: 0,
    status: 'open',
    keys: [],
    decisions: [],
    reopenings: [],
    emptiedBy: null,
    ...more,
  }
}

const all = [
  suggestion(3, { status: 'later' }),
  suggestion(1),
  suggestion(2, { person: 'lin', status: 'declined', field: 'row.r1.milestone' }),
  suggestion(4, { person: 'lin', onBehalfOf: 'mei', status: 'adopted' }),
]
const sectors: Readonly<Record<string, Sector>> = { mei: 'civil-society', lin: 'government' }
const known = {
  me: 'mei',
  sectorOf: (person: string) => sectors[person],
  sectionOf: (field: string) => (field.startsWith('row.') ? 'milestones' : field),
}
const numbers = (change: Partial<Filters>) =>
  filtered(all, { ...noFilters, ...change }, known).map(({ number }) => number)

test('P26 the list is by number, and each filter narrows it', () => {
  expect(numbers({})).toEqual([1, 2, 3, 4])
  expect(numbers({ show: 'waiting' })).toEqual([1, 3])
  expect(numbers({ show: 'mine' })).toEqual([1, 3, 4])
  expect(numbers({ section: 'milestones' })).toEqual([2])
  expect(numbers({ sector: 'government' })).toEqual([2])
  expect(numbers({ sector: 'civil-society', status: 'adopted' })).toEqual([4])
  expect([...countBy(all, ({ field }) => known.sectionOf(field))]).toEqual([
    ['problem', 3],
    ['milestones', 1],
  ])
})
