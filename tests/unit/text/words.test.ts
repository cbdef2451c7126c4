import { expect, test } from 'vitest'
import { diffText } from '../../../shared/diff.ts'
import { wordsOf } from '../../../shared/words.ts'

test('E43 a text is its words one after the other, in Chinese those of the dictionary', () => {
  const text = '政府資訊應主動公開。Every 6 months, 每半年\n檢討；𠊎同意！'
  const words = wordsOf(text, 'zh-Hant-TW')
  expect(words.join('')).toBe(text)
  for (const word of ['政府', '主動', '公開', 'months', '檢討', '。', '\n']) {
    expect(words).toContain(word)
  }
  expect(wordsOf('', 'en')).toEqual([])
})

test('E43 a paragraph of a megabyte is compared, and one that has nothing in common is another text', () => {
  const long = `${'公開𠊎政府'.repeat(70_000)}`
  expect(diffText(long, `${long}尾`, 'zh-Hant-TW')).toEqual([
    { is: 'same', text: long },
    { is: 'added', text: '尾' },
  ])
  const other = Array.from({ length: 3000 }, (_, index) => `w${index}`).join(' ')
  expect(diffText(long.slice(0, 50_000), other, 'en').map(({ is }) => is)).toEqual([
    'removed',
    'added',
  ])
})
