import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answerWords } from '../../client/locale/answers.ts'
import { en } from '../../client/locale/en.ts'
import { formatFor } from '../../client/locale/format.ts'
import { openerWords } from '../../client/locale/openers.ts'
import { outsideWords } from '../../client/locale/outside.ts'
import { zhHantTW } from '../../client/locale/zh-Hant-TW.ts'
import { sentences } from '../../shared/locale/locale.ts'
import { repairWords } from '../../shared/locale/repairs.ts'

/** Every message with its address: `join.errors.name`. */
function messagesOf(catalogue: object, path = ''): [string, unknown][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? messagesOf(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as [string, unknown]],
  )
}

const english = new Map(messagesOf({ ...en, ...outsideWords.en }))
const chinese = new Map(messagesOf({ ...zhHantTW, ...outsideWords['zh-Hant-TW'] }))

test('U1 both catalogues hold the same messages, and none is empty', () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  for (const messages of [english, chinese]) {
    for (const [key, message] of messages) {
      if (typeof message === 'string') expect(message.trim(), key).not.toBe('')
      else expect(message, key).toBeTypeOf('function')
    }
  }
})

test('U1 no Chinese message is left in English', () => {
  // What is spelt alike in both: sample notations of dates.
  const alike = new Set(['language.name'])
  for (const [key, message] of chinese) {
    if (typeof message !== 'string' || alike.has(key)) continue
    expect(message, key).toMatch(/\p{Script=Han}/u)
    expect(message, `${key}: full-width punctuation`).not.toMatch(/\p{Script=Han}[,;:?!]/u)
  }
})

test('U140 Chinese has one word for a sector and one for a plan, and one name for what became of one’s input', () => {
  const folders = ['client/locale', 'shared/locale'].map((folder) =>
    join(import.meta.dirname, '../..', folder),
  )
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) expect(readFileSync(file, 'utf8'), file).not.toMatch(/部門|計畫/u)
  expect(outsideWords['zh-Hant-TW'].join.sector).toBe('身分別')
  for (const locale of ['en', 'zh-Hant-TW'] as const)
    expect(answerWords[locale].button).toBe(openerWords[locale].input)
})

test('U2 plural forms follow the language', () => {
  expect(en.saving.offline(1)).toBe('Offline, 1 change not sent')
  expect(en.saving.offline(3)).toBe('Offline, 3 changes not sent')
  expect(zhHantTW.saving.offline(3)).toBe('離線，3 筆未送出')
  expect(outsideWords.en.plan.commitmentCount(1200)).toBe('1,200 commitments')
})

test('U2 moments are told in 24 hours, and distances in words', () => {
  const evening = new Date(2026, 10, 24, 19, 5).getTime()
  expect(formatFor('en').moment(evening)).toContain('19:05')
  expect(formatFor('zh-Hant-TW').moment(evening)).toContain('19:05')
  expect(formatFor('en').ago(evening - 3 * 60_000, evening)).toBe('3 minutes ago')
  expect(formatFor('en').ago(evening - 3000, evening)).toBe('just now')
  expect(formatFor('zh-Hant-TW').ago(evening - 3000, evening)).toBe('剛剛')
  expect(formatFor('zh-Hant-TW').ago(evening - 86_400_000, evening)).toBe('昨天')
})

test('J73 sentences stand one behind the other as their language sets them', () => {
  expect(sentences('en', 'One.', false, 'Two.', null, '')).toBe('One. Two.')
  expect(sentences('zh-Hant-TW', '為整項承諾負責的機關。', undefined, '按 Enter 換下一個。')).toBe(
    '為整項承諾負責的機關。按 Enter 換下一個。',
  )
  const both = repairWords({ what: 'unset', plain: 1, lacking: 2, why: '' })
  expect(both['zh-Hant-TW']).not.toContain('。 ')
  expect(both.en).toContain('plainly. The PDF')
})
