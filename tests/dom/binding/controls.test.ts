import { afterEach, expect, test } from 'vitest'
import { openWriter, select, spot, type, type Writer } from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function writer(): Writer {
  const one = openWriter(1, { fields: ['a'] })
  open.push(one)
  select(one.editor, spot(one.editor, 0, 0))
  return one
}

test('T40 a control that nothing ends is not typed, and what came with it is', () => {
  const one = writer()
  type(one.editor, 'fee ')
  const { view } = one.editor
  const input = (text: string) => {
    const { from, to } = view.state.selection
    const handled = view.someProp('handleTextInput', (handle) =>
      handle(view, from, to, text, () => view.state.tr.insertText(text, from, to)),
    )
    if (!handled) view.dispatch(view.state.tr.insertText(text, from, to))
  }
  for (const text of ['\u202e', '0\u202e1', '\u2069', '\u2067אב\u2069', '\u200f!']) input(text)
  expect(one.editor.state.doc.textContent).toBe('fee 01\u2067אב\u2069\u200f!')
})

test('T40 a control that nothing ends is not pasted; a pair is, bold in the middle', () => {
  const one = writer()
  one.editor.view.pasteText('x\u202ey\n\u2067אב\u2069')
  expect(one.editor.state.doc.textContent).toBe('xy\u2067אב\u2069')
  one.editor.view.pasteHTML('<p>\u2067ג<b>ד</b>ה\u2069 \u202bend</p>')
  expect(one.editor.state.doc.textContent).toContain('\u2067גדה\u2069 end')
})
