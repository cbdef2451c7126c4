import { afterEach, expect, test } from 'vitest'
import {
  exchange,
  isShown,
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

function writer(mode: Writer['mode'] = 'edit'): Writer {
  const one = openWriter(1, { fields: ['a', 'b'], mode })
  open.push(one)
  select(one.editor, spot(one.editor, 0, 0))
  return one
}

test.each([
  ['# ', 'h1'],
  ['## ', 'h2'],
  ['- ', 'b0'],
  ['* ', 'b0'],
  ['1. ', 'o0'],
  ['> ', 'q'],
])('B10 %j makes %s, and one undo brings the signs back', (signs, kind) => {
  const one = writer()
  type(one.editor, signs)
  expect(shapeOf(one)).toBe(kind)
  expect(isShown(one)).toBe(true)
  one.undo.undo()
  expect(shapeOf(one)).toBe(`p ${signs}`.trim())
})

test('B8 undo leaves what others wrote, and names the characters that it brings back', () => {
  const one = writer()
  type(one.editor, 'abc')
  const other = openWriter(2, { from: one.doc })
  open.push(other)
  select(other.editor, spot(other.editor, 0, 'end'))
  type(other.editor, 'XY')
  exchange(one, other)
  one.undo.cut()
  select(one.editor, spot(one.editor, 0, 0), spot(one.editor, 0, 5))
  one.editor.view.dispatch(one.editor.state.tr.deleteSelection())
  expect(shapeOf(one)).toBe('p')
  one.undo.undo()
  expect(shapeOf(one)).toBe('p abcXY')
  expect(one.origins.map(({ how, from }) => [how, from])).toEqual([
    ['undo', [101, 0]],
    ['undo', [102, 0]],
  ])
  one.undo.undo()
  expect(shapeOf(one)).toBe('p XY')
  one.undo.redo()
  expect(shapeOf(one)).toBe('p abcXY')
  expect(isShown(one)).toBe(true)
})

test('B8 what is written after moving the caret is a step of its own', () => {
  const one = writer()
  type(one.editor, 'one line')
  select(one.editor, spot(one.editor, 0, 4))
  press(one.editor, 'Enter')
  type(one.editor, 'x')
  one.undo.undo()
  expect(shapeOf(one)).toBe('p one line')
  one.undo.undo()
  expect(shapeOf(one)).toBe('p')
})

test('B8 a suggested step is undone under the suggesting id, also after editing again', () => {
  const one = writer()
  type(one.editor, 'abc')
  one.mode = 'suggest'
  type(one.editor, 'S')
  one.mode = 'edit'
  type(one.editor, 'E')
  one.undo.undo()
  expect(shapeOf(one)).toBe('p abcS')
  one.undo.undo()
  expect(shapeOf(one)).toBe('p abc')
  one.undo.redo()
  expect(shapeOf(one)).toBe('p abcS')
  expect(one.doc.clientID).toBe(one.ids.suggesting)
})

test('B9 HTML keeps headings, lists and marks, and loses styles', () => {
  const one = writer()
  one.editor.view.pasteHTML(
    '<h1 style="color:red">Title</h1><ul><li><p>one <b>bold</b></p><ul><li>two</li></ul></li></ul>' +
      '<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">·</span>word</p>',
  )
  expect(shapeOf(one)).toBe('h1 Title | b0 one bold | b1 two | b1 word')
  expect(isShown(one)).toBe(true)
})

test('B9 lines of plain text become blocks; control characters stay out', () => {
  const one = writer()
  one.editor.view.pasteText('one\r\ntwo\u0007\ufffc three\n\nfour')
  expect(shapeOf(one)).toBe('p one | p two three | p four')
  one.editor.view.dispatch(one.editor.state.tr.insertText('x\ny'))
  expect(shapeOf(one)).not.toContain('\n')
  expect(isShown(one)).toBe(true)
})

test('B9 a paste of our own text names where each character came from', () => {
  const one = writer()
  type(one.editor, 'hello world')
  select(one.editor, spot(one.editor, 0, 0), spot(one.editor, 0, 5))
  const { dom } = one.editor.view.serializeForClipboard(one.editor.state.selection.content())
  select(one.editor, spot(one.editor, 0, 'end'))
  one.editor.view.pasteHTML(dom.innerHTML)
  expect(shapeOf(one)).toBe('p hello worldhello')
  expect(one.origins).toEqual([{ to: [101, 11, 5], from: [101, 0], how: 'copied' }])
})

test('B1 lists end, indent and turn back as people know it', () => {
  const one = writer()
  type(one.editor, '- a')
  press(one.editor, 'Enter')
  press(one.editor, 'Tab')
  type(one.editor, 'b')
  expect(shapeOf(one)).toBe('b0 a | b1 b')
  press(one.editor, 'Enter')
  press(one.editor, 'Enter')
  expect(shapeOf(one)).toBe('b0 a | b1 b | p')
  press(one.editor, 'Mod-a')
  one.editor.view.dispatch(one.editor.state.tr.deleteSelection())
  expect(one.editor.state.doc.childCount).toBe(2)
  expect(isShown(one)).toBe(true)
})

test.each(['edit', 'suggest'] as const)(
  'B4 an Enter that an input method has taken, told behind its composition, makes no paragraph (%s)',
  (mode) => {
    const writer = openWriter(7, { mode })
    open.push(writer)
    select(writer.editor, spot(writer.editor, 0, 0))
    type(writer.editor, '計畫很好')
    const before = shapeOf(writer)
    const taken = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    Object.defineProperty(taken, 'keyCode', { value: 229 })
    writer.editor.view.dom.dispatchEvent(taken)
    expect(shapeOf(writer)).toBe(before)
    press(writer.editor, 'Enter')
    expect(shapeOf(writer)).not.toBe(before)
  },
)

test('U231 U232 in the text, too, what a key writes goes before where it lies', () => {
  const one = writer()
  const pressed = (key: string, code: string, more: KeyboardEventInit) => {
    const event = new KeyboardEvent('keydown', {
      ...{ key, code, ctrlKey: true, bubbles: true, cancelable: true },
      ...more,
    })
    // happy-dom takes Alt for AltGr
    Object.defineProperty(event, 'getModifierState', { value: () => false })
    const place = /^(?:Digit|Key)(.)$/.exec(code)?.[1] ?? ''
    Object.defineProperty(event, 'keyCode', { value: place.charCodeAt(0) })
    one.editor.view.dom.dispatchEvent(event)
    return event.defaultPrevented
  }
  const shiftKey = true
  const altKey = true
  expect(pressed('/', 'Digit7', { shiftKey })).toBe(false)
  expect(shapeOf(one)).toBe('p')
  for (const [key, code] of [
    ['²', 'Digit2'],
    ['@', 'Digit2'],
    ['|', 'Digit1'],
    ['}', 'Digit0'],
  ] as const)
    expect(pressed(key, code, { altKey }), key).toBe(false)
  expect(shapeOf(one)).toBe('p')
  // German, English, and French with its digits behind Shift.
  for (const [key, code] of [
    [')', 'Digit9'],
    ['&', 'Digit7'],
    ['7', 'Digit7'],
  ] as const) {
    expect(pressed(key, code, { shiftKey }), key).toBe(true)
    expect(shapeOf(one), key).toBe('o0')
    pressed('7', 'Digit7', { shiftKey })
    expect(shapeOf(one), key).toBe('p')
  }
  for (const key of ['я', 'ζ', 'ㄈ', 'ز']) {
    type(one.editor, 'x')
    expect(pressed(key, 'KeyZ', {}), key).toBe(true)
    expect(shapeOf(one), key).toBe('p')
  }
})
