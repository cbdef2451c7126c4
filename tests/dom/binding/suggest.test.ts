import { afterEach, expect, test } from 'vitest'
import { meantKind } from '../../../client/editor/binding/plugin.ts'
import { placeOf } from '../../../client/editor/binding/position.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { isSuggesting } from '../../../shared/text/identity.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { suggestedDeletions, suggestedKinds } from '../../../shared/text/proposals.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import {
  isShown,
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'
import { seeds } from '../../support/seeds.ts'
import { seeded } from '../../support/textWorld.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function suggester(text = 'abcdef'): Writer {
  const author = openWriter(1, { fields: ['a'] })
  select(author.editor, spot(author.editor, 0, 0))
  type(author.editor, text)
  const writer = openWriter(2, { fields: ['a'], from: author.doc, mode: 'suggest' })
  open.push(author, writer)
  return writer
}

/** The agreed text: what would be there if every suggestion were declined. */
function base({ doc }: Writer): string {
  return JSON.stringify(readBlocks(doc, 'a', (client) => !isSuggesting(client)))
}

/** The text up to a unit as the suggester means it, with `¶` where a block starts. */
function intended({ doc, ids }: Writer, end = Number.POSITIVE_INFINITY): string {
  const gone = new IdSet(
    suggestedDeletions(doc, [])
      .filter(({ by }) => by === ids.suggesting)
      .map(({ range }) => range),
  )
  let text = ''
  let index = 0
  for (let item = fieldText(doc, 'a')._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const content = item.content.getContent()
    for (let at = 0; at < item.length && index < end; at++, index++) {
      if (gone.has(item.id.client, item.id.clock + at)) continue
      text += typeof content[at] === 'string' ? content[at] : '¶'
    }
  }
  return text
}

/** What the same edit of the selection would make of the intended text, were it not a suggestion. */
function edited(writer: Writer, inserted: string): string {
  const { doc, selection } = writer.editor.state
  const before = (position: number) => intended(writer, placeOf(doc, position)?.index ?? 0).length
  const text = intended(writer)
  return text.slice(0, before(selection.from)) + inserted + text.slice(before(selection.to))
}

test('B5 what a suggester deletes of the agreed text stays, with an entry; their own really goes', () => {
  const writer = suggester()
  select(writer.editor, spot(writer.editor, 0, 2), spot(writer.editor, 0, 4))
  type(writer.editor, 'XY')
  expect(shapeOf(writer)).toBe('p abcdXYef')
  expect(intended(writer)).toBe('abXYef')
  const { $head } = writer.editor.state.selection
  expect($head.parentOffset).toBe(6)
  select(writer.editor, spot(writer.editor, 0, 5), spot(writer.editor, 0, 6))
  writer.editor.view.dispatch(writer.editor.state.tr.deleteSelection())
  expect(shapeOf(writer)).toBe('p abcdXef')
  expect(isShown(writer)).toBe(true)
})

test('B6 Enter suggests a separator, a kind is proposed, bold is reported and does nothing', () => {
  const writer = suggester()
  const before = base(writer)
  select(writer.editor, spot(writer.editor, 0, 3))
  press(writer.editor, 'Enter')
  press(writer.editor, 'Mod-Alt-1')
  expect(shapeOf(writer)).toBe('p abc | p def')
  expect(suggestedKinds(writer.doc, []).map(({ kind }) => kind)).toEqual(['h1'])
  select(writer.editor, spot(writer.editor, 0, 0), spot(writer.editor, 0, 2))
  press(writer.editor, 'Mod-b')
  expect(writer.inexpressible).toEqual(['formatting'])
  expect(base(writer)).toBe(before)
  while (writer.undo.undo()) expect(base(writer)).toBe(before)
  expect(shapeOf(writer)).toBe('p abcdef')
  expect(suggestedKinds(writer.doc, [])).toEqual([])
})

test('B15 what is suggested comes with its caret in one change of the view', () => {
  const writer = suggester()
  select(writer.editor, spot(writer.editor, 0, 3))
  let changes = 0
  writer.editor.on('transaction', () => changes++)
  type(writer.editor, 'x')
  expect(shapeOf(writer)).toBe('p abcxdef')
  expect(writer.editor.state.selection.$head.parentOffset).toBe(4)
  expect(changes).toBe(1)
  const { tr } = writer.editor.state
  writer.editor.view.dispatch(tr.delete(spot(writer.editor, 0, 2), spot(writer.editor, 0, 4)))
  expect(shapeOf(writer)).toBe('p abcdef')
  expect(intended(writer)).toBe('abdef')
  expect(writer.editor.state.selection.$head.parentOffset).toBe(2)
  expect(changes).toBe(2)
})

test.each(seeds('suggesting equals editing', 10))(
  'B7 suggesting equals editing, and the agreed text never moves (seed %i)',
  (seed) => {
    const random = seeded(seed)
    const below = (count: number) => Math.floor(random() * count)
    const writer = suggester('abcdefghijklmnopqrstuvwxyz')
    const before = base(writer)
    const { editor } = writer
    let next = 0x4e00
    for (let turn = 0; turn < 1000; turn++) {
      const blocks = editor.state.doc.firstChild?.childCount ?? 1
      const from = spot(editor, below(blocks), below(12))
      const act = random()
      let wanted: string | null = null
      if (act < 0.45) {
        select(editor, from)
        const typed = String.fromCodePoint(next++)
        wanted = edited(writer, typed)
        type(editor, typed)
        expect(editor.state.selection.$head.nodeBefore?.text?.endsWith(typed)).toBe(true)
      } else if (act < 0.55) {
        select(editor, from)
        // an empty item, suggested or not, ends its list
        const { $from } = editor.state.selection
        const ends = meantKind(editor.state, $from.before(), $from.parent) !== 'p'
        wanted = edited(writer, ends && $from.parent.content.size === 0 ? '' : '¶')
        press(editor, 'Enter')
      } else if (act < 0.85) {
        const end = Math.min(editor.state.doc.content.size - 2, from + 1 + below(5))
        select(editor, from, end)
        wanted = edited(writer, '')
        editor.view.dispatch(editor.state.tr.deleteSelection())
      } else if (act < 0.93) {
        select(editor, from)
        wanted = edited(writer, '')
        press(editor, 'Mod-Shift-8')
      } else if (act < 0.97) writer.undo.undo()
      else writer.undo.redo()
      if (random() < 0.2) writer.undo.cut()
      if (wanted !== null) expect(intended(writer)).toBe(wanted)
      expect(base(writer)).toBe(before)
      expect(isShown(writer)).toBe(true)
    }
  },
)
