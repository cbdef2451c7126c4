import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { formats, write } from '../../server/exports/write.ts'
import { inspect, readPdf } from '../support/office.ts'
import { Draft } from '../unit/exports/draft.ts'

const markup =
  '<script>alert(1)</script> </w:t></text:p> <!--x--> ]]> &amp; #eval("1") $x$ @y \\ {{z}}'
const addresses = [
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(2)',
  'data:text/html,<script>alert(3)</script>',
  'vbscript:x',
  'file:///etc/passwd',
]

const good = 'https://ok.example/'

/** What people could write to harm whoever opens the document. */
function hostile(): Draft {
  const draft = new Draft('tw-nap')
    .write('title', [markup])
    .write('problem', [
      markup,
      {
        runs: [...addresses, good].map((link, index) => ({
          text: `第${index}個`,
          marks: { link },
        })),
      },
    ])
    .row('r1', 'a0', { start: '=1+1', end: '@SUM(1)' }, { milestone: ['=cmd|calc', markup] })
  draft.insert('wu', 'problem', '第0個', `+${markup}`)
  draft.thread('t1', 'amoy', { field: 'problem', words: '第1個' }, [markup])
  return draft
}

describe('what people wrote to harm', () => {
  test.each(['docx', 'odt'] as const)(
    'E67 is nothing but words to LibreOffice in %s',
    async (format) => {
      const model = hostile().model('tracked')
      const found = await inspect(`hostile.${format}`, (await write(model, format)).bytes)
      const words = found.accepted.map(({ text }) => text)
      expect(words.filter((text) => text === markup).length).toBeGreaterThanOrEqual(2)
      expect(words).toContain('=cmd|calc')
      expect(words).toContain('=1+1')
      expect(found.comments.map(({ text }) => text)).toContain(markup)
    },
  )

  test('E67 is nothing but words in PDF', async () => {
    const { bytes } = await write(hostile().model('tracked'), 'pdf')
    const squeezed = (text: string) => text.replace(/\s+/g, '')
    expect(squeezed((await readPdf(bytes)).text)).toContain(squeezed(markup))
  })

  test.each(formats)('E67 is no link in %s', async (format) => {
    const { bytes } = await write(hostile().model('tracked'), format)
    const isZip = format === 'docx' || format === 'odt'
    const text = isZip
      ? Object.values(unzipSync(bytes))
          .map((part) => strFromU8(part))
          .join('\n')
      : format === 'pdf'
        ? (await readPdf(bytes)).links.join('\n')
        : new TextDecoder().decode(bytes)
    // In JSON it is what was written: data, that no program follows
    if (format === 'json') return expect(text).toContain('javascript:alert(1)')
    expect(text).not.toMatch(/javascript:|vbscript:|data:text|file:\/\//i)
    if (format !== 'csv') expect(text).toContain(good)
  })
})

test('E7 letters of Hakka, Taigi and the Indigenous languages are set, and found again', async () => {
  const letters = [
    '𠊎 𢯭 𢫦 㓾 𪐞 𫣆 𤸁 ˊ ˇ ˋ',
    '𪜶 𨑨 𠕇 𥴊 𧮙 𡳞 𤆬 𪁎 𫝏 𫝛 𫝺 𫝻',
    'a̍ o͘ ⁿ á à â ā í ì ǹ ḿ ńg',
    'ㆠ ㆣ ㆤ ㆥ ㆦ ㆧ ㆩ ㆪ ㆰ ㆱ',
    'ʉ ɨ é ə ʼ ’ ^ ṟ ḻ',
  ]
  const draft = new Draft('tw-nap').write('problem', letters)
  const { bytes, repairs } = await write(draft.model('clean'), 'pdf')
  expect(repairs).toEqual([])
  const { text, fonts } = await readPdf(bytes)
  const squeezed = (words: string) => words.normalize('NFC').replace(/\s+/g, '')
  for (const line of letters) expect(squeezed(text)).toContain(squeezed(line))
  for (const font of fonts) expect(font).toMatchObject({ embedded: true, searchable: true })
})
