import { afterEach, expect, test } from 'vitest'
import { blocksOf, copiedIn, pasted, programs } from '../../support/clipboard.ts'
import { isShown, openWriter, select, spot, type Writer } from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function writer(mode: Writer['mode'] = 'edit'): Writer {
  const one = openWriter(1, { mode })
  open.push(one)
  select(one.editor, spot(one.editor, 0, 0))
  return one
}

test.each(programs)(
  'B9 what %s copies keeps its structure, and of its looks bold and links alone',
  (program) => {
    const one = writer()
    one.editor.view.pasteHTML(copiedIn(program))
    expect(blocksOf(one.doc, 'a')).toEqual(pasted)
    expect(isShown(one)).toBe(true)
  },
)

test('B9 empty paragraphs that part others outside stay out, those of our own pages stay', () => {
  const one = writer()
  one.editor.view.pasteHTML(
    '<p class="MsoNormal">一</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p>二</p>',
  )
  expect(blocksOf(one.doc, 'a')).toEqual([
    ['p', '一'],
    ['p', '二'],
  ])
  const other = writer()
  const clipping = JSON.stringify({ text: '一\n\n二', ids: [[9, 0, 4]], moved: false })
  other.editor.view.pasteHTML(`<p data-accord-clipping='${clipping}'>一</p><p></p><p>二</p>`)
  expect(blocksOf(other.doc, 'a')).toEqual([['p', '一'], ['p'], ['p', '二']])
})
