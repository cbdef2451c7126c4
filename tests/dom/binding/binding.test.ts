import { expect, test } from 'vitest'
import {
  exchange,
  isShown,
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  type,
} from '../../support/editors.ts'

test('B11 what somebody else writes leaves a caret where it is seen, also before the browser has told of its move', () => {
  const a = openWriter(1)
  select(a.editor, spot(a.editor, 0, 0))
  type(a.editor, '甲乙丙丁')
  const b = openWriter(2, { from: a.doc })
  b.editor.view.focus()
  select(b.editor, spot(b.editor, 0, 4))
  const { node } = b.editor.view.domAtPos(spot(b.editor, 0, 1))
  // a browser tells of it with its next frame, for which a page behind others may wait long
  const notYet = (event: Event) => event.stopImmediatePropagation()
  window.addEventListener('selectionchange', notYet, true)
  window.getSelection()?.collapse(node, 3)
  window.removeEventListener('selectionchange', notYet, true)
  expect(b.editor.state.selection.head).toBe(spot(b.editor, 0, 4))

  select(a.editor, spot(a.editor, 0, 0))
  type(a.editor, '天')
  exchange(a, b)
  expect(b.editor.state.selection.head).toBe(spot(b.editor, 0, 4))
  type(b.editor, '灣')
  exchange(a, b)
  expect(shapeOf(a)).toBe('p 天甲乙丙灣丁')
})

test('B1 what is typed stands in the body, under the editing id', () => {
  const a = openWriter(1)
  select(a.editor, spot(a.editor, 0, 0))
  type(a.editor, 'abc')
  press(a.editor, 'Enter')
  type(a.editor, 'def')
  expect(shapeOf(a)).toBe('p abc | p def')
  expect(isShown(a)).toBe(true)
  const b = openWriter(2, { from: a.doc })
  expect(isShown(b)).toBe(true)
  select(b.editor, spot(b.editor, 1, 1))
  press(b.editor, 'Backspace')
  type(b.editor, 'X')
  exchange(a, b)
  expect(shapeOf(a)).toBe(shapeOf(b))
  expect(isShown(a)).toBe(true)
  expect(a.undo.undo()).toBe(true)
  expect(isShown(a)).toBe(true)
})
