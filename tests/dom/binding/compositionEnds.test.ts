import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  exchange,
  openWriter,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'

const open: Writer[] = []
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
  vi.useRealTimers()
})

function hear({ editor }: Writer, event: Event): void {
  editor.view.dom.dispatchEvent(event)
}

const key = (kind: 'keydown' | 'keyup', isComposing = false) =>
  new KeyboardEvent(kind, { key: 'Shift', isComposing, bubbles: true })

function input(inputType: string, isComposing: boolean): Event {
  return new InputEvent('input', { inputType, isComposing, bubbles: true })
}

function composition(what: 'start' | 'update' | 'end', data = ''): Event {
  return Object.assign(new Event(`composition${what}`, { bubbles: true }), { data })
}

/** What an engine, or the page, does where it has forgotten to say that a composition is over. */
const signs: Record<string, (writer: Writer) => void> = {
  'a key that composes nothing': (writer) => hear(writer, key('keydown')),
  'such a key that is let go of': (writer) => hear(writer, key('keyup')),
  'a deletion that is no part of it': (writer) =>
    hear(writer, input('deleteContentBackward', false)),
  'a letter that is no part of it': (writer) => hear(writer, input('insertText', false)),
  'the focus goes': (writer) => hear(writer, new FocusEvent('blur')),
  'a click': (writer) => hear(writer, new MouseEvent('mousedown', { bubbles: true })),
  'the page is left': () => window.dispatchEvent(new Event('pagehide')),
  'the page is frozen': () => document.dispatchEvent(new Event('freeze')),
  'the caret is elsewhere': ({ editor }) => select(editor, spot(editor, 1, 0)),
}

test.each(Object.entries(signs))(
  'B162 what is held back is written, and others seen, though no engine says that it is over: %s',
  (_, sign) => {
    const other = openWriter(1, { fields: ['a'] })
    type(other.editor, 'first')
    other.editor.commands.splitBlock()
    type(other.editor, 'last')
    const writer = openWriter(2, { fields: ['a'], from: other.doc })
    open.push(other, writer)
    writer.editor.view.focus()
    select(writer.editor, spot(writer.editor, 0, 'end'))
    hear(writer, composition('start'))
    type(writer.editor, '字')
    select(other.editor, spot(other.editor, 0, 0))
    type(other.editor, 'Z')
    exchange(writer, other)
    expect(shapeOf(other)).toBe('p Zfirst | p last')
    expect(writer.binding.holding).toBe(true)
    sign(writer)
    vi.advanceTimersByTime(2_000)
    exchange(writer, other)
    expect(writer.binding.holding).toBe(false)
    expect(writer.editor.view.composing).toBe(false)
    expect([shapeOf(other), shapeOf(writer)]).toEqual(Array(2).fill('p Zfirst字 | p last'))
  },
)

test.each([
  ['keys of its own', [key('keydown', true), key('keyup', true)]],
  [
    'input of its own',
    [input('insertCompositionText', true), input('deleteContentBackward', true)],
  ],
  ['input of which it is not said', [input('deleteCompositionText', false)]],
] as const)('B162 a composition lasts as long as the engine composes: %s', (_, events) => {
  const writer = openWriter(1, { fields: ['a'] })
  open.push(writer)
  writer.editor.view.focus()
  hear(writer, composition('start'))
  type(writer.editor, 'ㄅ')
  for (const event of events) hear(writer, event)
  vi.advanceTimersByTime(60_000)
  expect(writer.binding.holding).toBe(true)
  hear(writer, composition('end', 'ㄅ'))
  vi.advanceTimersByTime(100)
  expect(writer.binding.holding).toBe(false)
})

test('B162 what goes on without a beginning is held as well, and an end without a beginning is none', () => {
  const writer = openWriter(1, { fields: ['a'] })
  open.push(writer)
  writer.editor.view.focus()
  hear(writer, composition('update', 'ㄅ'))
  type(writer.editor, 'ㄅ')
  expect([writer.binding.holding, shapeOf(writer)]).toEqual([true, 'p'])
  for (const _ of 'ab') {
    hear(writer, composition('end', 'ㄅ'))
    vi.advanceTimersByTime(100)
    expect([writer.binding.holding, shapeOf(writer)]).toEqual([false, 'p ㄅ'])
  }
})
