import { Slice } from '@tiptap/pm/model'
import { afterEach, expect, test, vi } from 'vitest'
import {
  exchange,
  isShown,
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  take,
  type,
  type Writer,
} from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function writer(text: string, options: Partial<Writer> = {}): Writer {
  const one = openWriter(1, { fields: ['a', 'b'], ...(options.mode && { mode: options.mode }) })
  open.push(one)
  select(one.editor, spot(one.editor, 0, 0))
  type(one.editor, text)
  one.origins.length = 0
  return one
}

/** Drops what is selected at `position`, as ProseMirror does; `meanwhile` it is under way. */
function drop(
  { editor: { view } }: Writer,
  position: () => number,
  moved: boolean,
  meanwhile = () => {},
): void {
  view.dom.dispatchEvent(new Event('dragstart', { bubbles: true }))
  const slice = view.state.selection.content()
  view.serializeForClipboard(slice)
  view.dragging = { slice, move: moved }
  meanwhile()
  const pos = position()
  const pointed = vi.spyOn(view, 'posAtCoords').mockReturnValue({ pos, inside: -1 })
  const event = new Event('drop') as DragEvent
  const handled = view.someProp('handleDrop', (handle) => handle(view, event, slice, moved))
  pointed.mockRestore()
  view.dragging = null
  if (handled) return
  const { tr } = view.state
  if (moved) tr.deleteSelection()
  const at = tr.mapping.map(pos)
  view.dispatch(tr.replaceRange(at, at, slice).setMeta('uiEvent', 'drop'))
}

const hows = ({ origins }: Writer) => origins.map(({ how, from }) => [how, from?.[1]])

test('B12 what is cut moves once, and is copied from then on', () => {
  const one = writer('hello world')
  select(one.editor, spot(one.editor, 0, 0), spot(one.editor, 0, 6))
  const html = take(one, 'cut')
  expect(shapeOf(one)).toBe('p world')
  select(one.editor, spot(one.editor, 0, 'end'))
  one.editor.view.pasteHTML(html)
  one.editor.view.pasteHTML(html)
  expect(shapeOf(one)).toBe('p worldhello hello')
  expect(hows(one)).toEqual([
    ['moved', 0],
    ['copied', 0],
  ])
})

test.each([
  ['moves', true, 'p world hello'.replace('world hello', 'worldhello '), 'moved'],
  ['copies', false, 'p hello worldhello', 'copied'],
] as const)('B12 dragging %s', (_name, moved, shape, how) => {
  const one = writer('hello world')
  select(one.editor, spot(one.editor, 0, 0), spot(one.editor, 0, 6))
  drop(one, () => spot(one.editor, 0, 'end'), moved)
  expect(shapeOf(one)).toBe(shape.trim())
  expect(hows(one)).toEqual([[how, 0]])
})

/** What happens between taking `beta ` out of `alpha beta gamma` and dropping it at the end. */
const meanwhiles: Record<string, { act: (one: Writer, other: Writer) => void; shape: string }> = {
  'the browser selects the place under the mouse': {
    act: ({ editor }) => select(editor, spot(editor, 0, 12)),
    shape: 'p alpha gammabeta',
  },
  'the browser selects some letters': {
    act: ({ editor }) => select(editor, spot(editor, 0, 1), spot(editor, 0, 4)),
    shape: 'p alpha gammabeta',
  },
  'another writes before it': {
    act: (_one, other) => {
      select(other.editor, spot(other.editor, 0, 0))
      type(other.editor, 'XY')
    },
    shape: 'p XYalpha gammabeta',
  },
  'another writes in the middle of it': {
    act: (_one, other) => {
      select(other.editor, spot(other.editor, 0, 8))
      type(other.editor, 'XY')
    },
    shape: 'p alpha XYgammabeta',
  },
  'another takes out a part of it': {
    act: ({ editor }, other) => {
      other.editor.view.dispatch(
        other.editor.state.tr.delete(spot(other.editor, 0, 6), spot(other.editor, 0, 8)),
      )
      select(editor, spot(editor, 0, 0))
    },
    shape: 'p alpha gammabeta',
  },
}

test.each(Object.keys(meanwhiles))(
  'B54 a drag moves the very words that it took, while %s',
  (name) => {
    const one = writer('alpha beta gamma')
    const other = openWriter(2, { fields: ['a', 'b'], from: one.doc })
    open.push(other)
    const { act = () => {}, shape } = meanwhiles[name] ?? {}
    select(one.editor, spot(one.editor, 0, 6), spot(one.editor, 0, 11))
    const meanwhile = () => {
      act(one, other)
      exchange(one, other)
    }
    drop(one, () => spot(one.editor, 0, 'end'), true, meanwhile)
    exchange(one, other)
    expect(shapeOf(one)).toBe(shape)
    expect(shapeOf(other)).toBe(shape)
    expect(isShown(one) && isShown(other)).toBe(true)
    expect(one.origins.map(({ how }) => how)).toEqual(['moved'])
  },
)

test('B12 what comes from another editor of the page, or another page, keeps its source', () => {
  const one = writer('hello world')
  const other = openWriter(2, { fields: ['b'], from: one.doc })
  open.push(other)
  select(one.editor, spot(one.editor, 0, 0), spot(one.editor, 0, 5))
  const html = take(one, 'copy')
  select(other.editor, spot(other.editor, 0, 0))
  other.editor.view.pasteHTML(html)
  expect(shapeOf(other, 'b')).toBe('p hello')
  expect(hows(other)).toEqual([['copied', 0]])
})

test('W26 what comes from another commitment says from which one, and is a copy there', () => {
  const there = openWriter(1, { commitment: 'harbours' })
  const here = openWriter(2, { commitment: 'procurement' })
  open.push(there, here)
  for (const one of [there, here]) select(one.editor, spot(one.editor, 0, 0))
  type(there.editor, 'Data are published')
  select(there.editor, spot(there.editor, 0, 5), spot(there.editor, 0, 18))
  const html = take(there, 'cut')
  here.editor.view.pasteHTML(html)
  expect(shapeOf(here)).toBe('p are published')
  expect(here.origins).toEqual([
    { to: [102, 0, 13], from: [101, 5], how: 'copied', of: 'harbours' },
  ])
  there.origins.length = 0
  there.editor.view.pasteHTML(html)
  expect(there.origins).toEqual([{ to: [101, 18, 13], from: [101, 5], how: 'moved' }])
})

test('B12 who suggests says where text came from, too', () => {
  const one = writer('hello world')
  one.mode = 'suggest'
  select(one.editor, spot(one.editor, 0, 0), spot(one.editor, 0, 5))
  const html = take(one, 'copy')
  select(one.editor, spot(one.editor, 0, 'end'))
  one.editor.view.pasteHTML(html)
  expect(shapeOf(one)).toBe('p hello worldhello')
  expect(hows(one)).toEqual([['copied', 0]])
})

test('B12 a long text from outside is noted as pasted, a short one is as good as typed', () => {
  const one = writer('')
  one.editor.view.pasteText('short')
  expect(one.origins).toEqual([])
  one.editor.view.pasteText('a text that is longer than a name')
  expect(one.origins).toEqual([{ to: [101, 5, 33], how: 'pasted' }])
})

const item = (signs: string, text: string, level = 1) =>
  `<p class="MsoListParagraph" style="mso-list:l0 level${level} lfo1"><![if !supportLists]>` +
  `<span style="mso-list:Ignore">${signs}<span>&nbsp; </span></span><![endif]>${text}</p>`

test.each([
  ['1.', 'o0'],
  ['(a)', 'o0'],
  ['iv)', 'o0'],
  ['一、', 'o0'],
  ['（二）', 'o0'],
  ['·', 'b0'],
  ['o', 'b0'],
  ['§', 'b0'],
])("B9 Word's item with the sign %s becomes %s", (signs, kind) => {
  const one = writer('')
  one.editor.view.pasteHTML(item(signs, 'first') + item(signs, 'second', 2))
  expect(shapeOf(one)).toBe(`${kind} first | ${kind[0]}1 second`)
})

test('B9 each cell of a table is a paragraph of its own', () => {
  const one = writer('')
  one.editor.view.pasteHTML(
    '<table><tr><td>2026</td><td>Budget <b>passed</b></td></tr><tr><th>2027</th><td><p>Law</p></td></tr></table>',
  )
  expect(shapeOf(one)).toBe('p 2026 | p Budget passed | p 2027 | p Law')
})

/** What a clipboard or a drag brings, as far as the editor asks. */
function bringing(kinds: Readonly<Record<string, string>>, files: readonly string[]): DataTransfer {
  const data = new DataTransfer()
  for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text)
  for (const name of files) data.items.add(new File(['x'], name, { type: 'image/png' }))
  return data
}

test.each(['edit', 'suggest'] as const)(
  'B14 a picture or a file that is pasted or dropped is told and left out; words beside it come in (%s)',
  (mode) => {
    const one = writer('')
    one.mode = mode
    const { view } = one.editor
    const paste = (data: DataTransfer) => {
      const event = new ClipboardEvent('paste', { clipboardData: data, cancelable: true })
      view.dom.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(paste(bringing({}, ['a.png']))).toBe(true)
    expect(paste(bringing({ 'text/html': '<img src="https://a.example/a.png">' }, []))).toBe(true)
    expect(shapeOf(one)).toBe('p')
    expect(paste(bringing({ 'text/html': '<p>Words<img src="a.png"></p>' }, []))).toBe(true)
    expect(shapeOf(one)).toBe('p Words')
    expect(one.inexpressible).toEqual(['picture', 'picture', 'picture'])
    // a spreadsheet offers its cells as words and as a picture
    paste(bringing({ 'text/plain': '7' }, ['cells.png']))
    expect(shapeOf(one)).toBe('p Words7')
    expect(one.inexpressible).toHaveLength(3)
    const event = new Event('drop') as DragEvent
    Object.defineProperty(event, 'dataTransfer', { value: bringing({}, ['a.pdf']) })
    const taken = view.someProp('handleDrop', (handle) => handle(view, event, Slice.empty, false))
    expect(taken).toBe(true)
    expect(one.inexpressible).toHaveLength(4)
  },
)

test('B14 words that lose their looks by being suggested say so; plain ones in a bold place do not', () => {
  const one = writer('agreed')
  press(one.editor, 'Mod-a')
  press(one.editor, 'Mod-b')
  one.mode = 'suggest'
  select(one.editor, spot(one.editor, 0, 3))
  one.editor.view.pasteText('plain')
  one.editor.view.pasteHTML('<b>bold</b>')
  expect(one.inexpressible).toEqual([])
  one.editor.view.pasteHTML('<a href="https://a.example">link</a>')
  expect(one.inexpressible).toEqual(['looks'])
  expect(shapeOf(one)).toBe('p agrplainboldlinkeed')
})

test('B14 what is composed over several fields is told when it begins', () => {
  const one = writer('first')
  select(one.editor, spot(one.editor, 1, 0))
  type(one.editor, 'second')
  press(one.editor, 'Mod-a')
  one.binding.hold()
  one.binding.release()
  expect(one.inexpressible).toEqual([])
  press(one.editor, 'Mod-a')
  one.binding.hold()
  expect(one.inexpressible).toEqual(['structure'])
})

test('B13 showing other fields keeps those that stay, and what was being written', () => {
  const one = writer('first')
  select(one.editor, spot(one.editor, 1, 0))
  one.binding.hold()
  type(one.editor, '臺')
  const kept = one.editor.state.doc.child(0)
  one.binding.setFields(['c', 'a'])
  expect(one.editor.state.doc.childCount).toBe(2)
  expect(one.editor.state.doc.child(1)).toBe(kept)
  expect(shapeOf(one, 'b')).toBe('p 臺')
  expect(isShown(one)).toBe(true)
  select(one.editor, spot(one.editor, 0, 0))
  type(one.editor, 'new')
  expect(shapeOf(one, 'c')).toBe('p new')
  one.undo.undo()
  one.undo.undo()
  expect(shapeOf(one, 'b')).toBe('p')
})

test('B13 two editors on one document show what either writes', () => {
  const one = writer('first')
  const two = openWriter(3, { fields: ['b', 'a'], on: one })
  open.push(two)
  expect(isShown(two)).toBe(true)
  select(two.editor, spot(two.editor, 1, 'end'))
  type(two.editor, ' second')
  expect(shapeOf(one)).toBe('p first second')
  expect(isShown(one) && isShown(two)).toBe(true)
  one.undo.undo()
  expect(isShown(one) && isShown(two)).toBe(true)
})

test('B13 nothing that one does takes a field away or joins two', () => {
  const one = writer('first')
  const other = openWriter(2, { from: one.doc })
  open.push(other)
  select(one.editor, spot(one.editor, 1, 0))
  type(one.editor, 'second')
  press(one.editor, 'Mod-a')
  press(one.editor, 'Mod-a')
  one.editor.view.dispatch(one.editor.state.tr.deleteSelection())
  const { state } = one.editor
  select(one.editor, spot(one.editor, 0, 0), state.doc.content.size - 2)
  type(one.editor, 'x')
  select(one.editor, spot(one.editor, one.editor.state.doc.child(0).childCount, 0))
  press(one.editor, 'Backspace')
  expect(one.editor.state.doc.children.map(({ attrs }) => attrs.name)).toEqual(['a', 'b'])
  expect(new Set(one.inexpressible)).toEqual(new Set(['structure']))
  expect(isShown(one)).toBe(true)
  exchange(one, other)
  expect(isShown(other)).toBe(true)
})
