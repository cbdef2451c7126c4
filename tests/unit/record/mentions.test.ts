import { expect, test } from 'vitest'
import { mentionsIn, partsOf, withNames, withoutNames } from '../../../shared/record/mentions.ts'
import { lookingAlike } from '../../../shared/text/likeness.ts'

const people = [
  { id: '1', name: 'Lin' },
  { id: '2', name: 'Lin Mei' },
  { id: '3', name: '陳美玲' },
  { id: '4', name: '' },
  { id: '5', name: 'Lin Mei' },
]

test('D13 an @ and a name is that person, the longest name that fits', () => {
  expect(mentionsIn('@Lin Mei and @陳美玲，please; @Lin Mei', people)).toEqual(['2', '3'])
  expect(mentionsIn('mail me@home', people)).toEqual([])
  const parts = partsOf(withoutNames('hi @Lin!', people))
  expect(parts.map(({ text }) => text)).toEqual(['hi ', '@{1}', '!'])
  expect(parts.map(({ at }) => at)).toEqual([0, 3, 7])
})

test('D13 a comment is kept with ids for names, and each reader is told the name of today', () => {
  const said = '@陳美玲，請看 @Lin 的第 2 點；a@b.tw'
  const kept = withoutNames(said, people)
  expect(kept).toBe('@{3}，請看 @{1} 的第 2 點；a@b.tw')
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name
  expect(withNames(kept, nameOf)).toBe(said)
  expect(withNames('@{4} and @{9}', nameOf)).toBe('@{4} and @{9}')
  expect(withNames(kept, () => 'Participant')).toBe(
    '@Participant，請看 @Participant 的第 2 點；a@b.tw',
  )
})

test('D13 of two who are called the same, the one who is meant is named', () => {
  expect(withoutNames('@Lin Mei', people)).toBe('@{2}')
  expect(withoutNames('@Lin Mei', people, ['5'])).toBe('@{5}')
})

test('H147 a name is known whatever keyboard wrote it: wide signs, other capitals and blanks, and signs that nobody sees', () => {
  const written = [
    ['＠陳美玲好', '@{3}好'],
    ['﹫Lin', '@{1}'],
    ['@lin mei!', '@{2}!'],
    ['@Lin\u00a0Mei', '@{2}'],
    ['@Lin\u3000\u200bMei', '@{2}'],
    ['@\u2060L\u200bi\ufe0fn  Mei\u3164.', '@{2}\u3164.'],
    ['@ＬＩＮ ｍｅｉ', '@{2}'],
    ['@Lin\u200bMei', '@{2}'],
    ['a@b ＠ nobody', 'a@b ＠ nobody'],
  ] as const
  for (const [text, kept] of written) expect(withoutNames(text, people)).toBe(kept)
})

test('H147 who is called otherwise by capitals alone is named as written', () => {
  const two = [
    { id: 'a', name: 'LIN' },
    { id: 'b', name: 'lin' },
    { id: 'c', name: 'Lin\u00a0Mei' },
  ]
  expect(withoutNames('@LIN @lin @Lin Mei', two)).toBe('@{a} @{b} @{c}')
})

test('H148 names that nobody could tell apart by looking are told to facilitators', () => {
  const names = [
    'Lin Mei',
    'Lin Mei \u3164',
    'LIN\u00a0MEI',
    'Ｌin Mei\ufe0f',
    'Lin Mei 2',
    '',
    '\u115f',
  ]
  const all = names.map((name, at) => ({ id: String(at), name }))
  expect([...lookingAlike(all)].sort()).toEqual(['0', '1', '2', '3'])
})
