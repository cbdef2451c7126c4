import { expect, test } from 'vitest'
import { mentionsIn, partsOf, withNames, withoutNames } from '../../../shared/record/mentions.ts'

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
