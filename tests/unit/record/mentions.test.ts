import { expect, test } from 'vitest'
import { meantIn, partsOf, toWrite, withNames } from '../../../shared/record/mentions.ts'
import { mentionsIn, saidWith, unclearIn, withoutNames } from '../../../shared/record/naming.ts'
import { lookingAlike } from '../../../shared/text/likeness.ts'

const people = [
  { id: '1', name: 'Lin' },
  { id: '2', name: 'Lin Mei' },
  { id: '3', name: '陳美玲' },
  { id: '4', name: '' },
  { id: '5', name: 'Lin Mei' },
]

test('D13 an @ and a name is that person, the longest name that fits', () => {
  const named = people.slice(0, 4)
  expect(mentionsIn('@Lin Mei and @陳美玲，please; @Lin Mei', named)).toEqual(['2', '3'])
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

test('U228 of those who are called the same the one who was picked is named, at each place; else nobody', () => {
  expect(withoutNames('@Lin Mei', people)).toBe('@Lin Mei')
  expect(withoutNames('@Lin Mei', people, ['5'])).toBe('@{5}')
  const text = '@Lin Mei or @Lin Mei, and @Lin'
  expect(mentionsIn(text, people)).toEqual(['1'])
  expect(unclearIn(text, people, []).map(({ at, name }) => [at, name])).toEqual([
    [0, 'Lin Mei'],
    [12, 'Lin Mei'],
  ])
  const meant = [
    { at: 0, id: '5' },
    { at: 12, id: '2' },
  ]
  expect(unclearIn(text, people, meant)).toEqual([])
  // the server is told by id where a name would not do, and knows all the same
  const said = saidWith(text, people, meant)
  expect(said).toEqual({ text: '@{5} or @{2}, and @Lin', mentions: ['5', '2', '1'] })
  expect(withoutNames(said.text, people, said.mentions)).toBe('@{5} or @{2}, and @{1}')
  // whoever stands nowhere any more is not meant
  expect(saidWith('@Lin', people, meant)).toEqual({ text: '@Lin', mentions: ['1'] })
})

test('U228 a pick stays with its name while words are written around it, and goes when they are written into it', () => {
  const meant = [{ at: 4, id: '5' }]
  const at = (after: string) => meantIn('See @Lin Mei ', after, meant)[0]?.at
  expect(at('See @Lin Mei, please')).toBe(4)
  expect(at('Please see @Lin Mei ')).toBe(11)
  expect(at('@Lin Mei ')).toBe(0)
  expect(meantIn('See @Lin Mei ', 'See Lin Mei ', meant)).toEqual([])
  expect(toWrite('See @{5}, @{2}', (id) => people.find((one) => one.id === id)?.name)).toEqual({
    text: 'See @Lin Mei, @Lin Mei',
    meant: [
      { at: 4, id: '5' },
      { at: 14, id: '2' },
    ],
  })
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
  for (const [text, kept] of written) expect(withoutNames(text, people.slice(0, 4))).toBe(kept)
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
