import { afterEach, expect, test } from 'vitest'
import type { Takes } from '../../../client/editor/binding/mode.ts'
import { createDesk } from '../../../client/text/desk.ts'
import { putBack } from '../../../client/unsaved/puttingBack.ts'
import {
  exchange,
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'

const opened: Writer[] = []
afterEach(() => {
  for (const writer of opened.splice(0)) writer.destroy()
})

/** Ann wrote `one two`, then `kept` behind `one` where nothing was taken. */
function scene() {
  let takes: Takes = 'edit'
  const ann = openWriter(1, { fields: ['a'], takes: () => takes })
  const bo = openWriter(2, { fields: ['a'] })
  opened.push(ann, bo)
  select(ann.editor, spot(ann.editor, 0, 0))
  type(ann.editor, 'one two')
  takes = 'nothing'
  select(ann.editor, spot(ann.editor, 0, 3))
  type(ann.editor, ' kept')
  const [untaken] = ann.untaken
  if (!untaken) throw new Error('nothing was kept')
  const { field, at } = untaken
  const text = ann.untaken.map((each) => each.text).join('')
  const desk = createDesk()
  desk.setUndo(ann.undo)
  desk.add(ann.editor)
  return {
    ann,
    bo,
    words: { field, text, place: at?.at },
    back(words: Parameters<typeof putBack>[2], now: Takes = 'edit') {
      takes = now
      return putBack(desk, ann.doc, words, () => takes)
    },
  }
}

test('B141 words that were kept aside are put back where they were written, whatever others wrote meanwhile, and undone by one step', () => {
  const { ann, bo, words, back } = scene()
  exchange(ann, bo)
  select(bo.editor, spot(bo.editor, 0, 0))
  type(bo.editor, 'here: ')
  exchange(ann, bo)
  expect(back(words)).toBe('edit')
  expect(shapeOf(ann)).toBe('p here: one kept two')
  type(ann.editor, '!')
  expect(shapeOf(ann)).toBe('p here: one kept! two')
  ann.undo.undo()
  expect(shapeOf(ann)).toBe('p here: one kept two')
  ann.undo.undo()
  expect(shapeOf(ann)).toBe('p here: one two')
})

test('B141 where suggestions are taken they are one, where nothing is they stay kept, and so do those whose place is not there', () => {
  const { ann, words, back } = scene()
  expect(back(words, 'nothing')).toBe('closed')
  expect(back({ ...words, field: 'b' })).toBe('gone')
  expect(back({ ...words, text: '' })).toBe('gone')
  expect(shapeOf(ann)).toBe('p one two')
  expect(ann.untaken).toHaveLength(' kept'.length)
  expect(back(words, 'suggest')).toBe('suggest')
  expect(shapeOf(ann)).toBe('p one kept two')
  const { suggesting } = ann.ids
  expect(ann.doc.store.clients.get(suggesting)).toBeDefined()
})

test('B141 several lines come back as several paragraphs, and words without a place at the end of their section', () => {
  const { ann, back } = scene()
  select(ann.editor, spot(ann.editor, 0, 'end'))
  expect(back({ field: 'a', text: ' first\nsecond\n\nlast' })).toBe('edit')
  expect(shapeOf(ann)).toBe('p one two first | p second | p | p last')
  press(ann.editor, 'Enter')
  expect(shapeOf(ann)).toBe('p one two first | p second | p | p last | p')
})
