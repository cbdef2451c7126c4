import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Layout, layoutOf } from '../../../server/exports/layout.ts'
import { writePdf } from '../../../server/exports/pdf/pdf.ts'
import { writeRecord } from '../../../server/exports/record/record.ts'
import { write } from '../../../server/exports/write.ts'
import type { Repair } from '../../../shared/exportStream.ts'
import { unsetWords } from '../../../shared/locale/exports.ts'
import { repairWords } from '../../../shared/locale/repairs.ts'
import { wordsIn } from '../../support/wordsIn.ts'
import { Draft } from './draft.ts'

const squeezed = (words: string) => words.replace(/\s/g, '')

async function pdf(layout: Layout, refuses: (document: string) => boolean) {
  const { bytes, repairs } = writePdf(layout, refuses)
  return { words: squeezed(await wordsIn(bytes)), repairs }
}

const unset = (plain: number, lacking: number): Repair => ({
  what: 'unset',
  plain,
  lacking,
  why: 'refused',
})

for (const locale of ['zh-Hant-TW', 'en'] as const) {
  test(`P112 one passage that is refused costs its formatting, or its place, and not the PDF (${locale})`, async () => {
    const draft = new Draft('tw-nap', locale)
    const before = Array.from({ length: 40 }, (_, at) => `第${at}段 paragraph ${at}.`)
    draft.write('problem', [
      ...before,
      { runs: [{ text: 'Poison ' }, { text: 'bold', marks: { bold: true } }, { text: ' end' }] },
      { kind: 'b0', runs: [{ text: 'an entry with Poison too' }] },
      'the last',
    ])
    const layout = layoutOf(draft.model('clean'))

    // refused as long as it is formatted
    const bold = await pdf(layout, (doc) => /"Poison "[^\]]*"bold":true/.test(doc))
    expect(bold.repairs).toEqual([unset(1, 0)])
    for (const said of [...before, 'Poison bold end', 'the last'])
      expect(bold.words).toContain(squeezed(said))
    expect(bold.words).not.toContain(squeezed(unsetWords[locale]))

    // refused whatever it looks like: two passages
    const none = await pdf(layout, (doc) => doc.includes('Poison'))
    expect(none.repairs).toEqual([unset(0, 2)])
    for (const said of [...before, 'the last']) expect(none.words).toContain(squeezed(said))
    expect(none.words.split(squeezed(unsetWords[locale]))).toHaveLength(3)
    expect(none.words).not.toContain('Poison')
    for (const repair of none.repairs) {
      const { en, 'zh-Hant-TW': zh } = repairWords(repair)
      expect(en).toContain('cannot hold 2 passages')
      expect(zh).toContain('2 個段落無法排入')
    }
  })
}

test('P113 a title, a heading, a cell or a comment that is refused does not cost the PDF either; all that is refused together stands plainly', async () => {
  const draft = new Draft('ogp-2022', 'en')
  draft.write('problem', ['words that stay'])
  const whole = layoutOf(draft.model('clean'))
  const cell = [{ id: 'x', kind: 'p' as const, runs: [{ text: 'Poison' }] }]
  const strange: Layout = {
    ...whole,
    pieces: whole.pieces.flatMap((piece): Layout['pieces'] =>
      piece.is === 'title'
        ? [
            piece,
            { is: 'heading', level: 1, text: 'Poison', name: null, threads: [] },
            { is: 'paragraph', text: 'Poison' },
            {
              is: 'table',
              caption: '',
              columns: [{ label: 'One', width: 1 }],
              rows: [[cell]],
              below: 1,
            },
          ]
        : [piece],
    ),
  }
  const { words, repairs } = await pdf(strange, (doc) => doc.includes('Poison'))
  expect(words).toContain('wordsthatstay')
  expect(repairs).toMatchObject([{ what: 'unset', plain: 0, lacking: 3 }])
  expect(words).toContain('One')

  // nothing by itself: only more than two headings in one document
  const together = await pdf(whole, (doc) => doc.split('"is":"heading"').length > 3)
  expect(together.words).toContain('wordsthatstay')
  expect(together.repairs).toMatchObject([{ what: 'unset', lacking: 0 }])

  expect(() => writePdf(whole, () => true)).toThrow('Typst: refused')
})

test('P114 a public record whose PDF files cannot be made is given without them, and says so', async () => {
  for (const locale of ['zh-Hant-TW', 'en'] as const) {
    const draft = new Draft('tw-nap', locale).write('problem', ['words that stay'])
    const copies = {
      clean: draft.model('clean'),
      tracked: draft.model('tracked'),
      record: draft.model('record'),
    }
    const plan = { title: 'Plan', introduction: null, commitments: [copies.clean] }
    const fold = { commitment: 'c', seq: 1, at: 0 } as never
    const { bytes, repairs } = await writeRecord(
      { plan, commitments: [{ copies, fold, head: '00' }] },
      () => undefined,
      {
        write: async (model, format) => {
          if (format === 'pdf') throw new Error('Typst: refused')
          return write(model, format)
        },
        writePlan: async (_, format) => {
          if (format === 'pdf') throw new Error('Typst: refused')
          return { bytes: new Uint8Array(), repairs: [] }
        },
      },
    )
    const files = unzipSync(bytes)
    const names = Object.keys(files)
    expect(names.filter((name) => name.endsWith('.pdf'))).toEqual([])
    const lacking = names.filter((name) => /(clean|record)\.html$/.test(name))
    expect(lacking).toHaveLength(2)
    const missing = ['plan.pdf', ...lacking.map((name) => name.replace('.html', '.pdf'))]
    expect(repairs).toEqual([{ what: 'no-file', files: missing }])
    const index = strFromU8(files['index.html'] as Uint8Array)
    for (const name of missing) expect(index).toContain(name)
    expect(index).toContain(locale === 'en' ? 'could not be made' : '無法產生')
    expect(index).not.toContain('href="plan.pdf"')
    expect(index).toContain('href="plan.docx"')
    expect(strFromU8(files.SHA256SUMS as Uint8Array)).not.toContain('.pdf')
  }
})
