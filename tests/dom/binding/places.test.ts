import { expect, test } from 'vitest'
import type { SectionState } from '../../../shared/record/states.ts'
import { openWriter, press, select, shapeOf, spot, type } from '../../support/editors.ts'

const fields = ['problem', 'solution']
const taken = { open: 'edit', suggesting: 'suggest', closed: 'nothing' } as const
type States = Record<string, SectionState>

test('B42 a step is not undone where its place does not take that, and is undone when it does again', () => {
  let states: States = {}
  const page = openWriter(1, { fields, takes: (field) => taken[states[field] ?? 'open'] })
  type(page.editor, 'once')
  states = { problem: 'suggesting' }
  expect(page.undo.undo()).toBe(false)
  states = { problem: 'closed' }
  expect(page.undo.undo()).toBe(false)
  expect(shapeOf(page, 'problem')).toBe('p once')
  states = { solution: 'closed' }
  expect(page.undo.undo()).toBe(true)
  states = { problem: 'closed' }
  expect(page.undo.redo()).toBe(false)
  states = {}
  expect(page.undo.redo()).toBe(true)
  expect(shapeOf(page, 'problem')).toBe('p once')

  press(page.editor, 'Mod-Alt-1')
  states = { problem: 'closed' }
  page.undo.undo()
  expect(shapeOf(page, 'problem')).toBe('h1 once')
  page.destroy()
})

test('B40 what is done where nothing is taken is told with its words, and the text stays', () => {
  const page = openWriter(1, {
    fields,
    takes: (field) => (field === 'problem' ? 'nothing' : 'edit'),
  })
  const { editor, untaken } = page
  type(editor, 'ab')
  press(editor, 'Enter')
  expect(untaken.map(({ text }) => text).join('')).toBe('ab\n')
  editor.view.pasteText('two\nlines')
  expect(untaken.at(-1)).toMatchObject({ field: 'problem', text: 'two\nlines', back: false })
  press(editor, 'Mod-Alt-1')
  expect(untaken.at(-1)).toMatchObject({ text: '', back: false })
  expect(shapeOf(page, 'problem')).toBe('p')

  select(editor, spot(editor, 1, 0))
  type(editor, 'open')
  expect(shapeOf(page, 'solution')).toBe('p open')
  expect(untaken).toHaveLength(5)
  page.destroy()
})
