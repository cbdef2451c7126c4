import { describe, expect, test } from 'vitest'
import { folded, placesIn } from '../../../client/find/folded.ts'

const found = (text: string, query: string) =>
  placesIn(folded(text), query).map(({ from, to }) => text.slice(from, to))

describe('U42 find', () => {
  test.each([
    ['İstanbul, then plan', 'plan', ['plan']],
    ['İstanbul and istanbul', 'istanbul', ['İstanbul', 'istanbul']],
    ['İİİ a plan, ẞ, a Plan', 'plan', ['plan', 'Plan']],
    ['Σίσυφος ΣΊΣΥΦΟΣ', 'σίσυφος', ['Σίσυφος', 'ΣΊΣΥΦΟΣ']],
    ['ılık', 'i', []],
  ])(
    'U42 letters that change their length in lower case shift nothing: %s',
    (text, query, wanted) => {
      expect(found(text, query)).toEqual(wanted)
    },
  )

  test.each([
    ['10\u00a0km and 10 km and 10\u202fkm', '10 km', ['10\u00a0km', '10 km', '10\u202fkm']],
    ['行政院\u3000院會', '行政院 院會', ['行政院\u3000院會']],
    ['open\u2011data', 'open-data', ['open\u2011data']],
    ['com\u00admit\u200bment', 'commitment', ['com\u00admit\u200bment']],
    ['\u2067plan\u2069', 'plan', ['plan']],
  ])(
    'U42 blanks and hyphens that only look like one are found, and none of what is not seen at the ends: %j',
    (text, query, wanted) => {
      expect(found(text, query)).toEqual(wanted)
    },
  )

  test.each([
    ['２０２６年ＯＧＰ', '2026年ogp', ['２０２６年ＯＧＰ']],
    ['第3條（目的）', '第３條(目的)', ['第3條（目的）']],
    ['ｵｰﾌﾟﾝﾃﾞｰﾀ', 'オープンデータ', ['ｵｰﾌﾟﾝﾃﾞｰﾀ']],
    ['⼈⺠ 人民', '人', ['⼈', '人']],
    ['\uf9dd', '\u5229', ['\uf9dd']],
  ])('U42 full-width, half-width and compatible forms are found: %s', (text, query, wanted) => {
    expect(found(text, query)).toEqual(wanted)
  })

  test.each([
    ['cafe\u0301 café', 'café', ['cafe\u0301', 'café']],
    ['cafe\u0301 café', 'cafe\u0301', ['cafe\u0301', 'café']],
    ['cafe\u0301 cafe', 'cafe', ['cafe']],
    ['\u1112\u1161\u11ab\u1100\u1173\u11af', '한글', ['\u1112\u1161\u11ab\u1100\u1173\u11af']],
    ['o\ufb03ce', 'office', ['o\ufb03ce']],
    ['\ufb03', 'f', []],
    ['👨‍👩‍👧 👩', '👩', ['👩']],
  ])(
    'U42 composed and decomposed letters are the same, and no half of a letter is found: %s',
    (text, query, wanted) => {
      expect(found(text, query)).toEqual(wanted)
    },
  )

  test.each([
    ['“Open” and "open"', '"open"', ['“Open”', '"open"']],
    ["the people’s and the people's", "people's", ['people’s', "people's"]],
    ['and so on…', '...', ['…']],
    ['〜 ～ ~', '~', ['〜', '～', '~']],
    ['「公開」', '"公開"', []],
  ])(
    'U42 curly quotes and the signs that programs make of typed ones are found: %s',
    (text, query, wanted) => {
      expect(found(text, query)).toEqual(wanted)
    },
  )

  test('U42 a query of nothing that can be seen finds nothing', () => {
    expect(found('a\u200bb', '\u200b')).toEqual([])
    expect(found('ab', '')).toEqual([])
  })
})
