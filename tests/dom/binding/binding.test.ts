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
