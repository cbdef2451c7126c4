import { afterEach, expect, test } from 'vitest'
import { isSuggesting } from '../../../shared/text/identity.ts'
import { suggestedKinds } from '../../../shared/text/proposals.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { openWriter, press, select, spot, type, type Writer } from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function suggester(...lines: string[]): Writer {
  const author = openWriter(1, { fields: ['a'] })
  select(author.editor, spot(author.editor, 0, 0))
  for (const [at, line] of lines.entries()) {
    if (at > 0) press(author.editor, 'Enter')
    type(author.editor, line)
  }
  const writer = openWriter(2, { fields: ['a'], from: author.doc, mode: 'suggest' })
  open.push(author, writer)
  return writer
}

/** The blocks as they would be if everything were adopted. */
function meant({ doc }: Writer): string {
  const proposed = new Map(suggestedKinds(doc, []).map(({ block, kind }) => [block, kind]))
  return readBlocks(doc, 'a')
    .map(({ id, kind, runs }) =>
      `${proposed.get(id) ?? kind} ${runs.map(({ text }) => text).join('')}`.trim(),
    )
    .join(' | ')
}

const agreed = ({ doc }: Writer) =>
  JSON.stringify(readBlocks(doc, 'a', (client) => !isSuggesting(client)))

test.each([
  ['Mod-Shift-8', 'b0'],
  ['Mod-Shift-7', 'o0'],
  ['Mod-Shift-b', 'q'],
])('B32 after a suggested item (%s) Enter goes on, and an empty one ends it', (key, kind) => {
  const mei = suggester('one')
  const before = agreed(mei)
  select(mei.editor, spot(mei.editor, 0, 'end'))
  press(mei.editor, key)
  press(mei.editor, 'Enter')
  type(mei.editor, 'two')
  expect(meant(mei)).toBe(`${kind} one | ${kind} two`)
  press(mei.editor, 'Enter')
  expect(meant(mei)).toBe(`${kind} one | ${kind} two | ${kind}`)
  press(mei.editor, 'Enter')
  type(mei.editor, 'three')
  expect(meant(mei)).toBe(`${kind} one | ${kind} two | p three`)
  expect(agreed(mei)).toBe(before)
  while (mei.undo.undo()) expect(agreed(mei)).toBe(before)
  expect(meant(mei)).toBe('p one')
})

test('B32 an empty agreed block that is suggested as an item is ended by Enter, and nothing is left of it', () => {
  const mei = suggester('one', '')
  select(mei.editor, spot(mei.editor, 1, 0))
  press(mei.editor, 'Mod-Shift-8')
  expect(meant(mei)).toBe('p one | b0')
  press(mei.editor, 'Enter')
  expect(meant(mei)).toBe('p one | p')
  expect(suggestedKinds(mei.doc, [])).toEqual([])
})

test('B32 Tab and Backspace follow the suggested kind; the key that suggested it takes it back', () => {
  const mei = suggester('one')
  select(mei.editor, spot(mei.editor, 0, 0))
  press(mei.editor, 'Mod-Shift-8')
  press(mei.editor, 'Tab')
  press(mei.editor, 'Tab')
  expect(meant(mei)).toBe('b2 one')
  press(mei.editor, 'Shift-Tab')
  expect(meant(mei)).toBe('b1 one')
  press(mei.editor, 'Backspace')
  expect(meant(mei)).toBe('b0 one')
  press(mei.editor, 'Backspace')
  expect(suggestedKinds(mei.doc, [])).toEqual([])
  press(mei.editor, 'Mod-Alt-2')
  expect(meant(mei)).toBe('h2 one')
  press(mei.editor, 'Backspace')
  expect(meant(mei)).toBe('p one')
  press(mei.editor, 'Mod-Shift-b')
  press(mei.editor, 'Mod-Shift-b')
  expect(suggestedKinds(mei.doc, [])).toEqual([])
})

test('B32 Enter inside and before a suggested item makes items; after a suggested heading a paragraph', () => {
  const mei = suggester('onetwo')
  select(mei.editor, spot(mei.editor, 0, 3))
  press(mei.editor, 'Mod-Shift-7')
  press(mei.editor, 'Enter')
  expect(meant(mei)).toBe('o0 one | o0 two')
  const bo = suggester('top', 'item')
  select(bo.editor, spot(bo.editor, 1, 0))
  press(bo.editor, 'Mod-Shift-8')
  press(bo.editor, 'Enter')
  expect(meant(bo)).toBe('p top | b0 | b0 item')
  const cy = suggester('Title')
  select(cy.editor, spot(cy.editor, 0, 'end'))
  press(cy.editor, 'Mod-Alt-1')
  press(cy.editor, 'Enter')
  type(cy.editor, 'text')
  expect(meant(cy)).toBe('h1 Title | p text')
})

test('B32 shorthands begin a list that goes on', () => {
  const mei = suggester('')
  select(mei.editor, spot(mei.editor, 0, 0))
  type(mei.editor, '- one')
  press(mei.editor, 'Enter')
  type(mei.editor, 'two')
  expect(meant(mei)).toBe('b0 one | b0 two')
})
