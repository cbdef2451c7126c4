import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { write } from '../../../server/exports/write.ts'
import { readDocx } from '../../../server/imports/docx.ts'
import { readOdt } from '../../../server/imports/odt.ts'
import { stretches } from '../../../shared/text/direction.ts'
import { Draft } from './draft.ts'

const typed = [
  'h1|תקציב 2027',
  'השר (PDF) אמר: כן.',
  'b0|פריט אחד',
  'q|تلتزم وزارة المالية، 2027.',
  'In English שלום עולם, and (on) it goes.',
  '中文 2027',
]

function model() {
  return new Draft('tw-nap').write('problem', typed).model('clean')
}

function part(file: Uint8Array, name: string): string {
  return strFromU8(unzipSync(file)[name] ?? new Uint8Array())
}

test('E93 a text falls into stretches of one direction, and is whole', () => {
  const apart = (text: string) => stretches(text).map((each) => [each.direction, each.text])
  expect(apart('In English שלום עולם, and')).toEqual([
    ['ltr', 'In English '],
    ['rtl', 'שלום עולם'],
    ['ltr', ', and'],
  ])
  expect(apart('השר (PDF v 2) אמר: כן.')).toEqual([
    ['rtl', 'השר ('],
    ['ltr', 'PDF v'],
    ['rtl', ' 2) אמר: כן.'],
  ])
  expect(apart('קֻרְאָן')).toEqual([['rtl', 'קֻרְאָן']])
  expect(apart('王 2027')).toEqual([['ltr', '王 2027']])
})

test('E93 Word is told of each paragraph and run that goes from right to left', async () => {
  const { bytes } = await write(model(), 'docx')
  const paragraphs = part(bytes, 'word/document.xml').match(/<w:p>.*?<\/w:p>/gs) ?? []
  const saying = (words: string) => paragraphs.find((one) => one.includes(words)) ?? ''
  for (const words of ['תקציב', 'השר', 'פריט', 'المالية']) {
    expect(saying(words)).toContain('<w:bidi/>')
    expect(saying(words)).toMatch(/<w:rPr><w:rtl\/><\/w:rPr><w:t [^>]*>[^<]*[א-ي]/)
  }
  expect(saying('PDF')).toMatch(/<w:r><w:t [^>]*>PDF</)
  for (const words of ['In English', '中文']) expect(saying(words)).not.toContain('<w:bidi/>')
  expect(saying('In English')).toMatch(/<w:rtl\/><\/w:rPr><w:t [^>]*>שלום עולם</)
})

test('E93 ODT has such paragraphs in styles that run from right to left', async () => {
  const { bytes } = await write(model(), 'odt')
  const content = part(bytes, 'content.xml')
  for (const [words, style] of [
    ['תקציב 2027', 'Heading_20_3_rl'],
    ['השר', 'Standard_rl'],
    ['פריט', 'Item_rl'],
    ['تلتزم', 'Quotations_rl'],
    ['In English', 'Standard'],
    ['中文', 'Standard'],
  ] as const) {
    expect(content).toMatch(new RegExp(`text:style-name="${style}"[^>]*>${words}`))
  }
  const styles = part(bytes, 'styles.xml')
  expect(styles).toMatch(/style:name="Standard_rl".{0,200}style:writing-mode="rl-tb"/)
  expect(styles).toContain('style:font-weight-complex="bold"')
})

test('E93 HTML lets each block decide', async () => {
  const html = strFromU8((await write(model(), 'html')).bytes)
  for (const words of ['תקציב', 'השר', 'פריט', 'تلتزم', 'In English']) {
    expect(html).toMatch(new RegExp(`<(h\\d|p|li) dir="auto">${words}`))
  }
})

test.each([
  ['docx', readDocx],
  ['odt', readOdt],
] as const)('E93 a %s read back has the same words and kinds', async (format, reader) => {
  const { bytes } = await write(model(), format)
  const sections = model().fields.map(({ name, label }) => ({ name, labels: [label] }))
  const read = reader(bytes, sections)
  if (!read.ok) throw new Error(read.code)
  const blocks = (read.draft.fields.problem ?? []).map(({ kind, runs }) => {
    const text = runs.map((run) => run.text).join('')
    return kind === 'p' ? text : `${kind}|${text}`
  })
  expect(blocks).toEqual(typed)
})
