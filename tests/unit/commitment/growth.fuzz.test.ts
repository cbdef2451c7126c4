import { expect, test } from 'vitest'
import { check } from '../../../shared/commitment/checks/check.ts'
import type { Checked, CheckedRow } from '../../../shared/commitment/checks/commitment.ts'
import { completeness } from '../../../shared/commitment/completeness.ts'
import { findDates, readDate, readRange } from '../../../shared/commitment/dates.ts'
import { templateOf } from '../../../shared/commitment/template.ts'
import { diffText } from '../../../shared/diff.ts'
import { mentionsIn, withoutNames } from '../../../shared/record/naming.ts'
import { wordsOf } from '../../../shared/words.ts'
import { growth, mostGrowth } from '../../support/growth.ts'

/** What almost fits one of the patterns, or fits as often as it can. */
const pumps: Readonly<Record<string, string>> = {
  'list numbers': '1  ',
  'heads of a promise': 'the will ',
  blanks: ' ',
  'blank lines': '\n',
  'hard breaks': 'Promote it\u2028',
  sentences: 'Promote it. ',
  'Chinese sentences': '研議推動相關事宜。',
  'names of laws': '§',
  'opening brackets': '(',
  'opening quotes': '「“"',
  'capital words': 'Aa of the ',
  'Chinese numerals': '十',
  'counted things': '4 new counties ',
  dates: 'by 2023-01-05 ',
  'dates in figures': '01/06/2024 ',
  'months without a year': 'May – ',
  values: 'transparency and ',
  buzzwords: 'smart ',
  'one word': 'a',
}

const form = templateOf('ogp-2022')

test.for(Object.entries(pumps))(
  'C41 the check of a text twice as long takes twice as long: %s',
  {
    timeout: 300_000,
  },
  ([, pump]) => {
    expect(growth((size) => commitmentOf(pump, size), check)).toBeLessThanOrEqual(mostGrowth)
  },
)

test('C41 so does that of acronyms, rows, and a lead of many words', { timeout: 300_000 }, () => {
  const acronyms = (size: number) =>
    commitmentOf('', 0, Array.from({ length: size }, (_, nth) => `${letters(nth)} is. `).join(''))
  expect(growth(acronyms, check)).toBeLessThanOrEqual(mostGrowth)
  const rows = (size: number) =>
    commitmentOf('Promote awareness of relevant authorities by 2022. ', 1, '', size)
  expect(growth(rows, check)).toBeLessThanOrEqual(mostGrowth)
  const open = (checked: Checked) => completeness(checked.template, checked.fields, checked.rows)
  expect(growth(rows, open)).toBeLessThanOrEqual(mostGrowth)
})

test('C41 so do dates, words, and comments in a plan of thousands', { timeout: 300_000 }, () => {
  for (const pump of ['(', 'by 2023-01-05 ', 'May – ', '110年', '　', '１／']) {
    const text = (size: number) => pump.repeat(size)
    for (const read of [findDates, readDate, readRange]) {
      expect([pump, read.name, growth(text, read) <= mostGrowth]).toEqual([pump, read.name, true])
    }
  }
  const people = Array.from({ length: 3000 }, (_, nth) => ({
    id: `p${nth}`,
    name: `@Lin Mei ${nth}`,
  }))
  for (const pump of ['@', '@@Lin Mei 2999', '@{p1}']) {
    expect(
      growth(
        (size) => pump.repeat(size),
        (text) => withoutNames(text, people),
      ),
    ).toBeLessThanOrEqual(mostGrowth)
    expect(
      growth(
        (size) => pump.repeat(size),
        (text) => mentionsIn(text, people),
      ),
    ).toBeLessThanOrEqual(mostGrowth)
  }
  expect(
    growth(
      (size) => '政府開放資料'.repeat(size),
      (text) => wordsOf(text, 'zh-Hant-TW'),
    ),
  ).toBeLessThanOrEqual(mostGrowth)
  expect(
    growth(
      (size) => 'open data '.repeat(size),
      (text) => diffText(text, `${text}.`, 'en'),
    ),
  ).toBeLessThanOrEqual(mostGrowth)
})

/** Every field and cell of the form holds the text. */
function commitmentOf(pump: string, size: number, text = pump.repeat(size), rows = 2): Checked {
  if (!form) throw new Error('no form')
  const paragraphs = [{ kind: 'p' as const, text }]
  const cells = { milestone: paragraphs, output: paragraphs, lead: paragraphs }
  return {
    template: form,
    fields: Object.fromEntries(form.fields.map(({ name }) => [name, paragraphs])),
    rows: Array.from(
      { length: rows },
      (_, nth): CheckedRow => ({ id: `r${nth}`, cells, start: '2022-01', end: '2024-06-30' }),
    ),
  }
}

function letters(nth: number): string {
  return nth
    .toString(26)
    .toUpperCase()
    .replace(/\d/g, (digit) => 'QRSTUVWXYZ'[Number(digit)] ?? '')
    .padStart(3, 'X')
}
