import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createUndo } from '../../../client/editor/binding/undo.ts'
import { createBodyEditor } from '../../../client/editor/createBodyEditor.ts'
import { matchesIn } from '../../../client/find/finding.ts'
import { createDesk } from '../../../client/text/desk.ts'
import { can, isOn, kindOn, run, setKind } from '../../../client/toolbar/formatting.ts'
import { Toolbar } from '../../../client/toolbar/Toolbar.tsx'
import { guardBody } from '../../../shared/text/guard.ts'
import { drawClientIds } from '../../../shared/text/identity.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { render } from '../../support/page.tsx'

const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

/** A desk with one editor of one field, focused, holding `text`. */
function deskWith(text: string) {
  const doc = new Y.Doc()
  guardBody(doc)
  const ids = drawClientIds()
  const undo = createUndo(doc, { ids: () => ids })
  const element = document.createElement('div')
  document.body.append(element)
  const body = createBodyEditor({ element, doc, fields: ['problem'], mode: () => 'edit', undo })
  const desk = createDesk()
  desk.setUndo(undo)
  opened.push(
    desk.add(body.editor),
    () => body.destroy(),
    () => undo.destroy(),
    () => element.remove(),
  )
  body.editor.commands.focus()
  body.editor.emit('focus', {
    editor: body.editor,
    event: new FocusEvent('focus'),
    transaction: body.editor.state.tr,
  })
  body.editor.commands.insertContent(text)
  return {
    desk,
    editor: body.editor,
    kinds: () => readBlocks(doc, 'problem').map(({ kind }) => kind),
  }
}

test('U11 the toolbar is one stop, its arrow keys move between tools, and each tool has a name', async () => {
  const { desk } = deskWith('words')
  using page = await render(<Toolbar desk={desk} onLink={() => {}} onFind={() => {}} />)
  expect(page.find('[role=toolbar]').getAttribute('aria-label')).toBe('Formatting')
  const tools = [...page.root.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  expect(tools.length).toBeGreaterThan(8)
  for (const tool of tools) expect(tool.getAttribute('aria-label')).toBeTruthy()
  tools[0]?.focus()
  await page.key(document.activeElement ?? document.body, 'ArrowRight')
  expect(document.activeElement).toBe(tools[1])
  await page.key(document.activeElement ?? document.body, 'ArrowRight')
  expect(document.activeElement).toBe(tools[2])
})

test('U11 tools change what is selected, say so, and can be taken back', () => {
  const { desk, editor, kinds } = deskWith('words')
  run(desk, 'bullet')
  expect(kinds()).toEqual(['b0'])
  expect(isOn(editor, 'bullet')).toBe(true)
  expect(can(desk, 'indent')).toBe(true)
  run(desk, 'indent')
  expect(kinds()).toEqual(['b1'])
  run(desk, 'outdent')
  run(desk, 'outdent')
  expect(kinds()).toEqual(['p'])
  expect(can(desk, 'indent')).toBe(false)
  setKind(editor, 'h2')
  expect(kindOn(editor)).toBe('h2')
  while (can(desk, 'undo')) run(desk, 'undo')
  expect(kinds()).toEqual(['p'])
})

test('U11 nothing can be pressed where nothing can be written', () => {
  const { desk, editor } = deskWith('words')
  editor.setEditable(false)
  expect(can(desk, 'bold')).toBe(false)
  expect(kindOn(editor)).toBeNull()
})

test('U12 find sees every place regardless of case, in Chinese as in English', () => {
  const { editor } = deskWith('Open data, open minds：開放資料，開放政府')
  const found = (query: string) =>
    matchesIn(editor.state.doc, query).map(({ from, to }) => editor.state.doc.textBetween(from, to))
  expect(found('open')).toEqual(['Open', 'open'])
  expect(found('開放')).toEqual(['開放', '開放'])
  expect(found('absent')).toEqual([])
})
