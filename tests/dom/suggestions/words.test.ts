import { expect, test } from 'vitest'
import { suggestionWords } from '../../../client/locale/suggestions.ts'
import { countBy, type Filters, filtered, noFilters } from '../../../client/suggestions/filters.ts'
import { excerpt, titleOf } from '../../../client/suggestions/title.ts'
import type { Suggestion } from '../../../shared/record/record.ts'
import { outcomes } from '../../../shared/record/states.ts'
import type { Sector } from '../../../shared/roles.ts'

const { en, 'zh-Hant-TW': zh } = suggestionWords

test('P24 a title says what would change, in both languages', () => {
  const content = (removed: string, added: string, kinds = {}) => ({ removed, added, kinds })
  expect(titleOf(content('old', 'new'), en)).toBe('Replace “old” with “new”')
  expect(titleOf(content('舊', '新'), zh)).toBe('將「舊」改為「新」')
  expect(titleOf(content('', 'new'), en)).toBe('Add “new”')
  expect(titleOf(content('舊', ''), zh)).toBe('刪除「舊」')
  expect(titleOf(content('', '\n'), zh)).toBe('在此另起一段')
  expect(titleOf(content('\n', ''), en)).toBe('Join these paragraphs')
  expect(titleOf(content('', '', { x: 'h1' }), en)).toBe('Make this a heading')
  expect(titleOf(content('', '', { x: 'b0' }), zh)).toBe('改為項目符號')
  expect(titleOf(content('', 'one\ntwo'), en)).toBe('Add “one ¶ two”')
  expect(titleOf(content('', ''), zh)).toBe('已無內容')
})

test('P24 a long quotation keeps its beginning and its end, and no character is cut in two', () => {
  const long = `${'字'.repeat(60)}𠮷${'尾'.repeat(60)}`
  const short = excerpt(long)
  expect(Array.from(short)).toHaveLength(83)
  expect(short.startsWith('字') && short.endsWith('尾')).toBe(true)
  expect(excerpt('𠮷'.repeat(80))).toBe('𠮷'.repeat(80))
})

test('P25 every answer that needs a reason has reasons to pick from, in both languages', () => {
  for (const words of [en, zh]) {
    for (const outcome of outcomes) {
      if (outcome !== 'adopted') expect(words.reasons[outcome].length).toBeGreaterThan(0)
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
