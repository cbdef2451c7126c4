import { Fragment, Slice } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { afterEach, expect, test } from 'vitest'
import { fieldText } from '../../../shared/text/guard.ts'
import { oneLine } from '../../../shared/text/oneLine.ts'
import { insertSeparator, insertText } from '../../../shared/text/write.ts'
import {
  charactersIn,
  exchange,
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

/** What the browser does to the page behind the keys comes as a transaction that no command made. */
const ways: Readonly<Record<string, (state: EditorState) => Transaction>> = {
  'a block that is split': ({ tr, selection }) => tr.split(selection.from),
  'words with a line end': ({ tr }) => tr.insertText('x\ny'),
  'words with U+2028': ({ tr }) => tr.insertText('x\u2028y'),
  'words with U+2029': ({ tr }) => tr.insertText('x\u2029y'),
  'two paragraphs': ({ tr, schema }) => {
    const block = (words: string) => schema.node('paragraph', null, schema.text(words))
    return tr.replaceSelection(new Slice(Fragment.from([block('x'), block('y')]), 1, 1))
  },
  'a break and a heading': ({ tr, schema, selection }) => {
    const lines = [schema.text('x'), schema.node('hardBreak'), schema.text('y')]
    tr.setNodeMarkup(selection.$from.before(), schema.nodes.heading)
    return tr.replaceSelection(new Slice(Fragment.from(lines), 0, 0))
  },
}

test.each(
  (['edit', 'suggest'] as const).flatMap((mode) => Object.keys(ways).map((way) => [mode, way])),
)('B167 a title stays one line whatever way words come in (%s, %s)', (mode, way) => {
  for (const [words, at] of [
    ['Open data', 4],
    ['Open', 4],
    ['Open', 0],
    ['', 0],
  ] as const) {
    const writer = openWriter(1, {
      fields: ['title', 'a'],
      mode: mode === 'edit' ? mode : 'suggest',
    })
    open.push(writer)
    const { editor } = writer
    type(editor, words)
    select(editor, spot(editor, 0, at))
    const local = ways[way]?.(editor.state)
    if (!local) throw new Error(`no ${way}`)
    editor.view.dispatch(local)
    const put = way.includes('split') ? ' ' : 'x y'
    const wanted = `p ${words.slice(0, at)}${put}${words.slice(at)}`.trim()
    expect(shapeOf(writer, 'title')).toBe(wanted)
    expect(editor.state.doc.firstChild?.childCount).toBe(1)
    expect(editor.state.doc.firstChild?.textContent).not.toMatch(/[\n\u2028\u2029]/)
    expect(editor.state.selection.$head.node(1).attrs.name).toBe('title')
    // the caret stands behind what came in
    type(editor, '|')
    expect(shapeOf(writer, 'title')).toContain(`${put}|`)
  }
})

test.each(['edit', 'suggest'] as const)(
  'B179 a title that a program has broken is mended by who edits it, and all words stay whose they are (%s)',
  (mode) => {
    const program = openWriter(1, { fields: ['title', 'a'] })
    const ann = openWriter(2, { fields: ['title', 'a'], mode })
    open.push(program, ann)
    const { doc, ids } = program
    doc.clientID = ids.editing
    doc.transact((transaction) => {
      const text = fieldText(doc, 'title')
      insertText(transaction, text, 0, 'Open\u2028data', null)
      insertSeparator(transaction, text, 4, 'h1')
      insertSeparator(transaction, text, 8, 'p')
    })
    exchange(program, ann)
    const broken = shapeOf(ann, 'title')
    expect(ann.editor.state.doc.firstChild?.childCount).toBe(3)
    select(ann.editor, spot(ann.editor, 1, 0))
    type(ann.editor, '!')
    if (mode === 'suggest') {
      // a suggestion is what somebody means, and nothing besides
      expect(shapeOf(ann, 'title').replace('!', '')).toBe(broken)
      return
    }
    expect(shapeOf(ann, 'title')).not.toBe(broken)
    expect(shapeOf(ann, 'title').split(' | ')).toHaveLength(1)
    expect(ann.editor.state.doc.firstChild?.firstChild?.textContent).not.toMatch(/[\n\u2028]/)
    const own = charactersIn(ann.doc, ['title']).filter(({ client }) => client === ids.editing)
    expect(
      own
        .map(({ character }) => character)
        .join('')
        .replace(/\W/g, ''),
    ).toBe('Opendata')
    exchange(program, ann)
    expect(shapeOf(program, 'title')).toBe(shapeOf(ann, 'title'))
    ann.undo.undo()
    expect(shapeOf(ann, 'title')).toBe(broken)
  },
)
