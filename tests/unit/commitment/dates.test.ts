import { expect, test } from 'vitest'
import {
  agree,
  findDates,
  firstDay,
  lastDay,
  readDate,
  readRange,
} from '../../../shared/commitment/dates.ts'

test.each([
  ['June 2023', { year: 2023, month: 6 }],
  ['June. 2023', { year: 2023, month: 6 }],
  ['Nov. 2021', { year: 2021, month: 11 }],
  ['January, 2027', { year: 2027, month: 1 }],
  ['30 June 2015', { year: 2015, month: 6, day: 30 }],
  ['31st May 2027', { year: 2027, month: 5, day: 31 }],
  ['June 22, 2023', { year: 2023, month: 6, day: 22 }],
  ['08.2020', { year: 2020, month: 8 }],
  ['2021/1', { year: 2021, month: 1 }],
  ['2021-12-31', { year: 2021, month: 12, day: 31 }],
  ['31/12/2025', { year: 2025, month: 12, day: 31 }],
  ['6/30/2022', { year: 2022, month: 6, day: 30 }],
  ['01/06/2024', { year: 2024 }],
  ['2023', { year: 2023 }],
  ['Q3 2024', { year: 2024, month: 9 }],
  ['2nd quarter of 2024', { year: 2024, month: 6 }],
  ['2021年1月', { year: 2021, month: 1 }],
  ['２０２１年１２月', { year: 2021, month: 12 }],
  ['111年12月', { year: 2022, month: 12 }],
  ['民國110年', { year: 2021 }],
  ['民國 99 年 3 月 5 日', { year: 2010, month: 3, day: 5 }],
  ['110/12/31', { year: 2021, month: 12, day: 31 }],
  ['112年第三季', { year: 2023, month: 9 }],
  ['2022年上半年', { year: 2022, month: 6 }],
])('C4 the words typed for a date are read: %s', (typed, date) => {
  expect(readDate(typed)).toEqual(date)
})

test.each([
  'Continue',
  'ongoing',
  '持續',
  '經常性',
  '20場以上',
  '10周年',
  '47,000項',
  '2020年代',
  'No. 31',
  '每年',
  '1.3',
])('C4 what is no date is not read as one: %s', (typed) => {
  expect(readDate(typed)).toBeNull()
})

test.each([
  ['2021/01～2021/12', { start: { year: 2021, month: 1 }, end: { year: 2021, month: 12 } }],
  [
    '30 June 2015 – 30 June 2017',
    { start: { year: 2015, month: 6, day: 30 }, end: { year: 2017, month: 6, day: 30 } },
  ],
  ['110年1月至111年12月', { start: { year: 2021, month: 1 }, end: { year: 2022, month: 12 } }],
  ['2021年1月至12月', { start: { year: 2021, month: 1 }, end: { year: 2021, month: 12 } }],
  ['January – June 2023', { start: { year: 2023, month: 1 }, end: { year: 2023, month: 6 } }],
  ['2021/1-2024/5', { start: { year: 2021, month: 1 }, end: { year: 2024, month: 5 } }],
  [
    '8/1/2020 – 6/30/2022',
    { start: { year: 2020, month: 8, day: 1 }, end: { year: 2022, month: 6, day: 30 } },
  ],
  ['2021-2024', { start: { year: 2021 }, end: { year: 2024 } }],
  ['June 22, 2023 - Continue', { start: { year: 2023, month: 6, day: 22 } }],
  ['2021/01～', { start: { year: 2021, month: 1 } }],
  ['December 2027', { end: { year: 2027, month: 12 } }],
  ['2023', { start: { year: 2023 }, end: { year: 2023 } }],
  ['持續辦理', null],
  [
    '2023 (the export shows 7/16/1905, a spreadsheet date artefact) – 2027 (export: 7/20/1905)',
    { start: { year: 2023 }, end: { year: 2027 } },
  ],
])('C4 a period is read with the ends it has: %s', (typed, range) => {
  expect(readRange(typed)).toEqual(range)
})

test('C4 dates are compared only as far as both are precise', () => {
  expect(agree({ year: 2022 }, { year: 2022, month: 12 })).toBe(true)
  expect(agree({ year: 2022, month: 1 }, { year: 2023, month: 6 })).toBe(false)
  expect(firstDay({ year: 2021 })).toBe(20210101)
  expect(lastDay({ year: 2021, month: 2 })).toBe(20210231)
})

test('C4 a date is found at its place in a text', () => {
  const text = '於 111年12月 前完成，並於 2023/06 上線'
  expect(findDates(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '111年12月',
    '2023/06',
  ])
})
