import { afterEach, expect, test } from 'vitest'
import { openWriter, select, shapeOf, spot, type, type Writer } from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function writer(mode: Writer['mode'] = 'edit'): Writer {
  const one = openWriter(1, { fields: ['a'], mode })
  open.push(one)
  select(one.editor, spot(one.editor, 0, 0))
  return one
}

const english = [
  'The Ministry will publish all contracts above the threshold within',
  'thirty days of signature, together with the names of the owners of',
  'Beneficial companies and every later change.',
  'A second paragraph begins here and is followed by nothing else at all.',
]
const chinese = [
  '本部應於簽約後三十日內公開全部採購契約及其歷次變更，並且一併揭',
  '露得標廠商之實質受益人，供民眾查詢。',
]

test.each(['edit', 'suggest'] as const)(
  'B35 lines of a PDF that are one paragraph are joined, and one undo parts them (%s)',
  (mode) => {
    const one = writer(mode)
    type(one.editor, 'Before: ')
    one.undo.cut()
    one.editor.view.pasteText(english.join('\n'))
    expect(shapeOf(one)).toBe(`p Before: ${english.slice(0, 3).join(' ')} | p ${english[3]}`)
    one.undo.undo()
    expect(shapeOf(one)).toBe(`p Before: ${english.join(' | p ')}`)
    const other = writer(mode)
    other.editor.view.pasteText(`${chinese.join('\r\n')}\r\n\r\n第二段。`)
    expect(shapeOf(other)).toBe(`p ${chinese.join('')} | p 第二段。`)
  },
)

test.each([
  ['verses', 'Roses are red\nviolets are blue\nsugar is sweet'],
  [
    'a list',
    '- publish all contracts above the threshold of the law\n- publish all owners of companies that win a contract',
  ],
  [
    'titles',
    'Open Contracting for Public Works and Services\nOpen Budgets for Municipalities and Districts',
  ],
  [
    'sentences',
    'All contracts are published within thirty days.\nall owners of companies are published as well.',
  ],
  [
    'Chinese items',
    '一、本部應於簽約後三十日內公開全部採購契約及其歷次變更資料\n二、本部應公開得標廠商之實質受益人並定期更新',
  ],
])('B35 %s stay lines', (_name, text) => {
  const one = writer()
  one.editor.view.pasteText(text)
  expect(shapeOf(one)).toBe(
    text
      .split('\n')
      .map((line) => `p ${line}`)
      .join(' | '),
  )
})
