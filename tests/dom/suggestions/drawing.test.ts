import type { Editor } from '@tiptap/core'
import { afterEach, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { createBodyEditor } from '../../../client/editor/createBodyEditor.ts'
import { fieldMarks } from '../../../client/editor/fieldMarks.ts'
import { suggestionWords } from '../../../client/locale/suggestions.ts'
import { itemsAt } from '../../../client/rail/attention.ts'
import { drawnIn, Numbers, whoSuggestsOf } from '../../../client/suggestions/drawing.ts'
import { marksOf } from '../../../client/suggestions/marks.ts'
import { renumber } from '../../../server/rooms/numbering.ts'
import { fold } from '../../../shared/record/fold.ts'
import { type CommitmentRecord, emptyRecord } from '../../../shared/record/record.ts'
import type { Sector } from '../../../shared/roles.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { deletionsByTarget } from '../../../shared/text/pending.ts'
import {
  exchange,
  openWriter,
  press,
  select,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'

const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

const people = new Map<string, { name: string; sector: Sector }>([
  ['mei', { name: '陳美玲', sector: 'civil-society' }],
  ['lin', { name: '林志明', sector: 'government' }],
])

/** A writer with agreed text, and one who suggests to it. */
function twoWriters(text: string): { editor: Writer; suggester: Writer } {
  const editor = openWriter(1)
  select(editor.editor, spot(editor.editor, 0, 0))
  type(editor.editor, text)
  const suggester = openWriter(2, { mode: 'suggest', from: editor.doc })
  opened.push(
    () => editor.destroy(),
    () => suggester.destroy(),
  )
  return { editor, suggester }
}

/** What the room would say of the document, having said `before`. */
function recordOf(
  doc: Y.Doc,
  { suggester }: { suggester: Writer },
  before: CommitmentRecord = emptyRecord,
): CommitmentRecord {
  const by = { at: 1, person: 'mei', onBehalfOf: null }
  const bound = fold(before, {
    ...by,
    seq: 1,
    event: { type: 'ids-bound', ...suggester.ids },
  })
  return renumber(doc, bound, new Set(['a', 'b']), by).reduce(
    (record, event, at) => fold(record, { ...by, seq: at + 2, event }),
    bound,
  )
}

/** A page of `me` that draws what is pending, and how it is told that something changed. */
function drawnPage(doc: Y.Doc, undo: Writer['undo'], record: () => CommitmentRecord, me: string) {
  const numbers = new Numbers()
  const listeners = new Set<() => void>()
  const element = document.createElement('div')
  document.body.append(element)
  const marks = fieldMarks('suggestionMarks', {
    read(field) {
      const who = whoSuggestsOf(record(), people, me, null)
      const drawn = drawnIn(
        doc,
        field,
        record(),
        who,
        numbers,
        deletionsByTarget(doc, record().origins),
      )
      return marksOf(drawn, fieldText(doc, field)._length, null, suggestionWords.en)
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  })
  const fields = ['a', 'b']
  const mode = () => 'edit' as const
  const page = createBodyEditor({ doc, undo, fields, element, mode, extensions: [marks] })
  opened.push(
    () => page.destroy(),
    () => element.remove(),
  )
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return { editor: page.editor, element, changed }
}

/** Behind the frame in which marks are drawn that nobody's words have asked for. */
function frame(): Promise<unknown> {
  return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
}

/** The numbers under which a page shows what is suggested, in text order. */
function numbered({ view }: Editor): string[] {
  return [...view.dom.querySelectorAll<HTMLElement>('ins, del')].map(
    ({ textContent, dataset }) => `${textContent} ${dataset.items ?? 'without'}`,
  )
}

function marked({ view }: Editor): string[] {
  return [...view.dom.querySelectorAll('ins, del')].map(
    (mark) => `${mark.tagName.toLowerCase()} ${mark.textContent}`,
  )
}

test('P27 what would come in is an insertion, what would go a deletion, for eye and screen reader', () => {
  const { editor, suggester } = twoWriters('The old text')
  select(suggester.editor, spot(suggester.editor, 0, 4), spot(suggester.editor, 0, 7))
  type(suggester.editor, 'new')
  exchange(editor, suggester)
  const record = recordOf(editor.doc, { suggester })
  const { editor: page } = drawnPage(editor.doc, editor.undo, () => record, 'lin')
  expect(marked(page)).toEqual(['del old', 'ins new'])
  const insertion = page.view.dom.querySelector('ins')
  expect(insertion?.dataset.items).toBe('suggestion:1')
  expect(insertion?.dataset.sector).toBe('civil-society')
  expect(insertion?.getAttribute('aria-description')).toBe('suggested by 陳美玲, number 1')
  expect(page.view.dom.querySelector('.mark-own')).toBeNull()
})

test('P27 a suggested Enter is a sign at the block, and one’s own is known before the room has numbered it', () => {
  const { editor, suggester } = twoWriters('One two')
  select(suggester.editor, spot(suggester.editor, 0, 4))
  press(suggester.editor, 'Enter')
  exchange(editor, suggester)
  const { editor: page } = drawnPage(editor.doc, editor.undo, () => emptyRecord, 'mei')
  const block = page.view.dom.querySelector('.mark-block')
  expect(block?.textContent).toBe('two')
  expect(block?.classList.contains('mark-own')).toBe(true)
  expect(block?.getAttribute('data-items')).toBeNull()
  expect(block?.getAttribute('aria-description')).toBe('suggested paragraph break by 陳美玲')
})

test('P28 marks keep with their words while others write before, inside and behind them', () => {
  const { editor, suggester } = twoWriters('The old text')
  select(suggester.editor, spot(suggester.editor, 0, 4), spot(suggester.editor, 0, 7))
  type(suggester.editor, 'new')
  exchange(editor, suggester)
  const record = recordOf(editor.doc, { suggester })
  const { editor: page } = drawnPage(editor.doc, editor.undo, () => record, 'lin')
  const write = (offset: number, text: string) => {
    select(editor.editor, spot(editor.editor, 0, offset))
    type(editor.editor, text)
  }
  write(0, 'Now: ')
  expect(marked(page)).toEqual(['del old', 'ins new'])
  // inside the pending words: base text, and therefore not marked
  write(13, '-')
  expect(marked(page)).toEqual(['del old', 'ins n', 'ins ew'])
  write(0, 'x')
  select(editor.editor, spot(editor.editor, 0, 3))
  press(editor.editor, 'Enter')
  expect(marked(page)).toEqual(['del old', 'ins n', 'ins ew'])
})

test('P28 an answered suggestion is drawn no more', () => {
  const { editor, suggester } = twoWriters('Text')
  select(suggester.editor, spot(suggester.editor, 0, 'end'))
  type(suggester.editor, ' more')
  exchange(editor, suggester)
  let record = recordOf(editor.doc, { suggester })
  const { editor: page } = drawnPage(editor.doc, editor.undo, () => record, 'lin')
  expect(marked(page)).toEqual(['ins  more'])
  record = { ...record, accepted: record.suggestions[1]?.inserted ?? [] }
  select(editor.editor, spot(editor.editor, 0, 0))
  type(editor.editor, 'A ')
  expect(marked(page)).toEqual([])
})

test('P41 what touches a suggestion is drawn under its number at once, and the room’s answer draws nothing anew', async () => {
  const { editor, suggester } = twoWriters('The old text, and more')
  select(suggester.editor, spot(suggester.editor, 0, 4), spot(suggester.editor, 0, 7))
  type(suggester.editor, 'new')
  exchange(editor, suggester)
  let record = recordOf(editor.doc, { suggester })
  const page = drawnPage(editor.doc, editor.undo, () => record, 'mei')
  await frame()
  type(suggester.editor, 'er')
  select(suggester.editor, spot(suggester.editor, 0, 3), spot(suggester.editor, 0, 4))
  suggester.editor.view.dispatch(suggester.editor.state.tr.deleteSelection())
  select(suggester.editor, spot(suggester.editor, 0, 'end'))
  type(suggester.editor, '!')
  exchange(editor, suggester)
  page.changed()
  await frame()
  const drawn = numbered(page.editor)
  expect(drawn).toEqual([' old suggestion:1', 'newer suggestion:1', '! without'])
  record = recordOf(editor.doc, { suggester }, record)
  expect(Object.keys(record.suggestions)).toEqual(['1', '2'])
  let changes = 0
  page.editor.on('transaction', () => changes++)
  page.changed()
  await frame()
  expect(numbered(page.editor)).toEqual([...drawn.slice(0, -1), '! suggestion:2'])
  expect(changes).toBe(1)
  type(suggester.editor, '?')
  exchange(editor, suggester)
  expect(numbered(page.editor).at(-1)).toBe('!? suggestion:2')
  await frame()
  changes = 0
  record = recordOf(editor.doc, { suggester }, record)
  page.changed()
  await frame()
  expect(changes).toBe(0)
})

test('P41 what one suggests beside another’s suggestion waits for a number of its own', () => {
  const { editor, suggester } = twoWriters('Text')
  select(suggester.editor, spot(suggester.editor, 0, 'end'))
  type(suggester.editor, ' more')
  exchange(editor, suggester)
  const record = recordOf(editor.doc, { suggester })
  const other = openWriter(3, { mode: 'suggest', from: editor.doc })
  opened.push(() => other.destroy())
  select(other.editor, spot(other.editor, 0, 'end'))
  type(other.editor, ' still')
  exchange(editor, other)
  const page = drawnPage(editor.doc, editor.undo, () => record, 'lin')
  expect(numbered(page.editor)).toEqual([' more suggestion:1', ' still without'])
})

test('P63 what is suggested about one block and its break stands in one mark, each to be pointed at', () => {
  const by = { person: 'mei', name: '陳美玲', sector: 'civil-society' as const, own: false }
  const at = { from: 4, to: 5, block: true, kind: null }
  const drawn = [
    { ...at, what: 'deleted' as const, by, number: 2 },
    { ...at, what: 'deleted' as const, by: { ...by, person: 'lin', name: '林志明' }, number: 3 },
    { ...at, what: 'kind' as const, kind: 'p' as const, by, number: 1 },
  ]
  const { blocks } = marksOf(drawn, 9, 'suggestion:3', suggestionWords.en)
  expect(blocks).toHaveLength(1)
  const attributes = blocks[0]?.attributes ?? {}
  expect(attributes).toMatchObject({ 'data-items': 'suggestion:2 suggestion:3 suggestion:1' })
  expect(attributes['aria-description']).toContain('林志明, number 3; suggested as paragraph')
  const mark = document.createElement('p')
  for (const [name, value] of Object.entries(attributes)) mark.setAttribute(name, value)
  mark.innerHTML = '<del data-items="suggestion:5"><del data-items="suggestion:4">x</del></del>'
  expect([...mark.classList]).toEqual(
    expect.arrayContaining(['mark-kind', 'mark-deleted', 'mark-active', 'mark-several']),
  )
  expect(itemsAt(mark.querySelector('del del') ?? mark)).toEqual(
    [4, 5, 2, 3, 1].map((number) => `suggestion:${number}`),
  )
})
