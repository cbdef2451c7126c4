import { afterEach, expect, test } from 'vitest'
import {
  blocksOf,
  charactersIn,
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

const words = ['abcdefghijkl', 'mnopqrstuvwx', 'ABCDEFGHIJKL', 'MNOPQRSTUVWX']

function pair(): [Writer, Writer] {
  const first = openWriter(1, { fields: ['a'] })
  select(first.editor, spot(first.editor, 0, 0))
  words.forEach((word, at) => {
    if (at > 0) press(first.editor, 'Enter')
    type(first.editor, word)
  })
  const second = openWriter(2, { fields: ['a'], from: first.doc })
  first.undo.cut()
  open.push(first, second)
  return [first, second]
}

/** What B does while A types in the second paragraph. */
const acts: Record<string, (writer: Writer) => void> = {
  'splits it in the middle': at(1, 5, 'Enter'),
  'presses Enter at its end': at(1, 'end', 'Enter'),
  'presses Enter at its start': at(1, 0, 'Enter'),
  'presses Enter at the end of the one before': at(0, 'end', 'Enter'),
  'joins it to the one before': at(1, 0, 'Backspace'),
  'joins the next into it': at(2, 0, 'Backspace'),
  'makes it a heading': at(1, 3, 'Mod-Alt-2'),
  'makes it a bullet item': at(1, 3, 'Mod-Shift-8'),
  'makes three paragraphs ordered items': ({ editor }) => {
    select(editor, spot(editor, 0, 3), spot(editor, 2, 3))
    press(editor, 'Mod-Shift-7')
  },
  'makes it a quote': at(1, 3, 'Mod-Shift-b'),
  'makes a part bold': ({ editor }) => {
    select(editor, spot(editor, 1, 3), spot(editor, 1, 9))
    press(editor, 'Mod-b')
  },
  'deletes other words': ({ editor }) => {
    select(editor, spot(editor, 2, 4), spot(editor, 2, 6))
    editor.view.dispatch(editor.state.tr.deleteSelection())
  },
  'splits it and undoes that': (writer) => {
    at(1, 5, 'Enter')(writer)
    press(writer.editor, 'Mod-z')
  },
  'makes it a heading and undoes that': (writer) => {
    at(1, 5, 'Mod-Alt-2')(writer)
    press(writer.editor, 'Mod-z')
  },
  'drags the next paragraph away': ({ editor }) => {
    select(editor, spot(editor, 2, 0), spot(editor, 2, 'end'))
    const slice = editor.state.selection.content()
    const target = spot(editor, 0, 'end')
    const tr = editor.state.tr.deleteSelection()
    editor.view.dispatch(tr.replaceRange(tr.mapping.map(target), tr.mapping.map(target), slice))
  },
}

function at(block: number, offset: number | 'end', keys: string) {
  return ({ editor }: Writer) => {
    select(editor, spot(editor, block, offset))
    press(editor, keys)
  }
}

test.each(Object.keys(acts))('B3 A types in a paragraph while B %s', (name) => {
  for (const offset of [0, 3, 7, 'end'] as const) {
    const [a, b] = pair()
    select(a.editor, spot(a.editor, 1, offset))
    type(a.editor, '123')
    acts[name]?.(b)
    const kept = new Set(charactersIn(b.doc, ['a']).map(({ character }) => character))
    exchange(a, b)

    const characters = charactersIn(a.doc, ['a']).map(({ character }) => character)
    expect([...characters].sort()).toEqual([...kept, '1', '2', '3'].sort())
    const home = blocksOf(a.editor).find(({ node }) => node.textContent.includes('123'))
    const neighbours = [...'mnopqrstuvwx'].slice(
      Math.max(0, (offset === 'end' ? 12 : offset) - 1),
      (offset === 'end' ? 12 : offset) + 1,
    )
    expect(neighbours.some((one) => home?.node.textContent.includes(one))).toBe(true)
    expect(shapeOf(a)).toBe(shapeOf(b))
    expect(isShown(a) && isShown(b)).toBe(true)

    type(a.editor, '4')
    expect(shapeOf(a)).toContain('1234')
  }
})
