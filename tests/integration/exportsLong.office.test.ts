import { expect, test } from 'vitest'
import type { ExportCommitment } from '../../server/exports/model.ts'
import { write } from '../../server/exports/write.ts'
import { pdfText } from '../support/office.ts'
import { Draft } from '../unit/exports/draft.ts'

/** One short word of each face, and one of those that everything else is set from. */
const words = {
  Armenian: 'Հայ',
  Hebrew: 'שלום',
  Arabic: 'كتاب',
  Thaana: 'ދިވެހި',
  Devanagari: 'नेपाल',
  Bengali: 'বাংলা',
  Tamil: 'தமிழ்',
  Sinhala: 'සිංහල',
  Thai: 'ไทย',
  Lao: 'ລາວ',
  Burmese: 'မြန်မာ',
  Georgian: 'ქართ',
  Korean: '한국',
  Amharic: 'አማርኛ',
  Khmer: 'ខ្មែរ',
  Mongolian: 'ᠮᠣᠩ',
  Tifinagh: 'ⵜⵉⴼ',
  emoji: '😀',
  keycap: '1️⃣',
  Latin: 'word',
  Chinese: '政府',
} as const

const many = 20_000

function repeated(these: readonly string[], times: number): string {
  return Array.from({ length: times }, (_, at) => these[at % these.length]).join(' ')
}

function paragraph(text: string): ExportCommitment {
  return new Draft('tw-nap').write('problem', [text]).model('clean')
}

/** Of the word's letters the one that is read least often: a word may stand on two pages. */
async function foundIn(bytes: Uint8Array, word: string): Promise<number> {
  return leastOf(await pdfText(bytes), word)
}

function leastOf(text: string, word: string): number {
  return Math.min(...[...new Set(word)].map((letter) => text.split(letter).length - 1))
}

/** Of this process, in ms, the least of three: others on the machine do not count. */
async function work(model: ExportCommitment): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 3; turn++) {
    const before = process.cpuUsage()
    await write(model, 'pdf')
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

test('P110 a paragraph of 1,000 words in each script', async () => {
  const lines = Object.values(words).map((word) => repeated([word], 1000))
  const { bytes, repairs } = await write(
    new Draft('tw-nap').write('problem', lines).model('clean'),
    'pdf',
  )
  expect(repairs).toEqual([])
  const text = await pdfText(bytes)
  for (const word of Object.values(words))
    expect([word, leastOf(text, word) >= 1000]).toEqual([word, true])
})

test.each(['Korean', 'emoji'] as const)(
  'P110 %s: 20,000 words of one paragraph are all in it',
  async (script) => {
    const { bytes, repairs } = await write(paragraph(repeated([words[script]], many)), 'pdf')
    expect(repairs).toEqual([])
    expect(await foundIn(bytes, words[script])).toBeGreaterThanOrEqual(many)
  },
)

test('P110 all scripts mixed, 20,000 words of one paragraph', async () => {
  const all = Object.values(words)
  const { bytes, repairs } = await write(paragraph(repeated(all, many)), 'pdf')
  expect(repairs).toEqual([])
  for (const word of [words.Korean, words.emoji, words.Georgian, words.Latin, words.Chinese]) {
    expect(await foundIn(bytes, word)).toBeGreaterThanOrEqual(Math.floor(many / all.length))
  }
})

test('P110 a comment and a suggestion of 5,000 such words', async () => {
  const draft = new Draft('tw-nap').write('problem', ['begin'])
  draft.insert('wu', 'problem', 'begin', ` ${repeated([words.Korean], 5000)}`)
  draft.thread('t1', 'amoy', { field: 'problem', words: 'begin' }, [repeated([words.emoji], 5000)])
  const { bytes, repairs } = await write(draft.model('tracked'), 'pdf')
  expect(repairs).toEqual([])
  expect(await foundIn(bytes, words.Korean)).toBeGreaterThanOrEqual(5000)
  expect(await foundIn(bytes, words.emoji)).toBeGreaterThanOrEqual(5000)
})

test('P110 twice as many Korean words are at most 2.2 times the work', async () => {
  const [least, middle, most] = [
    await work(paragraph(repeated([words.Korean], 5000))),
    await work(paragraph(repeated([words.Korean], 10_000))),
    await work(paragraph(repeated([words.Korean], many))),
  ]
  expect(middle / least).toBeLessThanOrEqual(2.2)
  expect(most / middle).toBeLessThanOrEqual(2.2)
})

test('P116 twice as many Arabic words, alone and among others, are no more than about twice the work', async () => {
  const mixed = [words.Arabic, '2026', 'OpenGov', 'السلام', '(النسخة', '3)', words.Chinese]
  for (const these of [[words.Arabic], mixed]) {
    const [least, middle, most] = [
      await work(paragraph(repeated(these, 5000))),
      await work(paragraph(repeated(these, 10_000))),
      await work(paragraph(repeated(these, many))),
    ]
    expect(middle / least).toBeLessThanOrEqual(2.5)
    expect(most / middle).toBeLessThanOrEqual(2.5)
  }
})

test('P111 a link that is longer than documents take is words, and the PDF is made', async () => {
  const link = `https://long.example/${'x'.repeat(9000)}`
  const draft = new Draft('tw-nap').write('problem', [
    { runs: [{ text: 'endless', marks: { link } }] },
  ])
  const { bytes, repairs } = await write(draft.model('clean'), 'pdf')
  expect(repairs).toEqual([])
  expect(await pdfText(bytes)).toContain('endless')
})
