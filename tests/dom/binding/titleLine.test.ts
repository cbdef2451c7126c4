import { afterEach, expect, test } from 'vitest'
import { oneLine } from '../../../shared/text/oneLine.ts'
import {
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

const keys = ['Enter', 'Shift-Enter', 'Mod-Enter', 'Mod-Alt-1', 'Mod-Shift-8', 'Mod-Shift-7', 'Tab']

test.each(['edit', 'suggest'] as const)(
  'B165 a title stays one line, whatever is pressed, typed or pasted (%s)',
  (mode) => {
    const writer = openWriter(1, { fields: ['title', 'a'], mode })
    open.push(writer)
    const { editor } = writer
    select(editor, spot(editor, 0, 0))
    type(editor, '- Open # data')
    for (const key of keys) {
      select(editor, spot(editor, 0, 6))
      press(editor, key)
    }
    const title = () => editor.state.doc.firstChild
    expect(title()?.childCount).toBe(1)
    expect(title()?.firstChild?.type.name).toBe('paragraph')
    expect(title()?.textContent).toBe('- Open # data')
    select(editor, spot(editor, 0, 'end'))
    press(editor, 'Enter')
    expect(editor.state.selection.$from.node(1).attrs.name).toBe('a')
    for (const paste of [
      () => editor.view.pasteText(' one\n\ntwo'),
      () => editor.view.pasteHTML('<ul><li>, three</li><li>four<br>five</li></ul>'),
      () => editor.view.pasteHTML('<h1>, six</h1>'),
    ]) {
      select(editor, spot(editor, 0, 'end'))
      paste()
    }
    expect(title()?.childCount).toBe(1)
    expect(title()?.firstChild?.type.name).toBe('paragraph')
    expect(title()?.textContent.replace(/ +/g, ' ')).toBe(
      '- Open # data one two, three four five, six',
    )
    // elsewhere all of it is as ever
    select(editor, spot(editor, 1, 0))
    type(editor, 'x')
    press(editor, 'Enter')
    expect(editor.state.doc.child(1).childCount).toBe(2)
    expect(shapeOf(writer)).toContain('x')
  },
)

test('B165 an older title of several lines is shown with a blank for each break', () => {
  expect(oneLine(['Title here', 'next\u2028line ', '', 'end'])).toBe('Title here next line end')
})
