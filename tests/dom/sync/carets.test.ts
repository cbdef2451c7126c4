import { Editor, Node } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { carets } from '../../../client/editor/carets.ts'
import { presentIn } from '../../../client/presence/presence.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { insertText } from '../../../shared/text/write.ts'
import { aCursor } from '../../support/cursors.ts'
import { fuzzed } from '../../support/seeds.ts'

const nodes = [
  Node.create({ name: 'doc', topNode: true, content: 'field+' }),
  Node.create({ name: 'text', group: 'inline' }),
  Node.create({
    name: 'field',
    content: 'block+',
    addAttributes: () => ({ name: { default: '' } }),
    renderHTML: () => ['section', 0],
  }),
  Node.create({
    name: 'paragraph',
    group: 'block',
    content: 'inline*',
    renderHTML: () => ['p', 0],
  }),
]
const words = '開放政府'

beforeEach(() => {
  vi.useFakeTimers()
  // the test's DOM has no layout
  vi.spyOn(Range.prototype, 'getClientRects').mockReturnValue([
    new DOMRect(10, 20, 0, 16),
  ] as unknown as DOMRectList)
})
afterEach(() => {
  vi.useRealTimers()
})

function page() {
  const doc = new Y.Doc()
  doc.transact((transaction) => {
    insertText(transaction, fieldText(doc, 'problem'), 0, words, null)
  })
  const awareness = new Awareness(new Y.Doc())
  const element = document.body.appendChild(document.createElement('div'))
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: words }] }
  const editor = new Editor({
    element,
    extensions: [...nodes, carets({ doc, awareness })],
    enableCoreExtensions: false,
    content: {
      type: 'doc',
      content: [{ type: 'field', attrs: { name: 'problem' }, content: [paragraph] }],
    },
  })
  const others = () => [...element.querySelectorAll('.caret')]
  /** What the room says of somebody else's page. */
  const hear = (client: number, state: object | null) => {
    if (state) awareness.states.set(client, state)
    else awareness.states.delete(client)
    awareness.emit('change', [{ added: [client], updated: [], removed: [] }, 'room'])
    vi.advanceTimersByTime(50)
  }
  return {
    doc,
    awareness,
    editor,
    hear,
    others,
    [Symbol.dispose]: () => {
      editor.destroy()
      awareness.doc.destroy()
      element.remove()
    },
  }
}

const lin = {
  id: 'lin',
  name: '林小姐',
  organisation: '',
  sector: 'civil-society' as const,
  colour: 0,
}

test('R18 a page tells where its caret is, by the character beside it', () => {
  using mine = page()
  const { view } = mine.editor
  view.focus()
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 4)))
  const cursor = mine.awareness.getLocalState()?.cursor
  expect(cursor).toMatchObject({ head: { tname: 'f:problem', item: { clock: 1 } } })
})

test('R18 others are drawn over the text and never in it, with a name while they move', () => {
  using mine = page()
  const before = mine.editor.view.dom.innerHTML
  const at = (index: number) =>
    Y.relativePositionToJSON(
      Y.createRelativePositionFromTypeIndex(fieldText(mine.doc, 'problem'), index),
    )
  mine.hear(7, { user: lin, cursor: { anchor: at(1), head: at(1) }, mode: null })
  const [caret] = mine.others()
  expect(caret?.textContent).toBe('林小姐')
  expect(caret?.querySelector('[data-sector="civil-society"]')).not.toBeNull()
  expect(caret?.hasAttribute('data-named')).toBe(true)
  vi.advanceTimersByTime(3000)
  expect(caret?.hasAttribute('data-named')).toBe(false)
  mine.hear(7, { user: lin, cursor: { anchor: at(2), head: at(2) }, mode: null })
  expect(caret?.hasAttribute('data-named')).toBe(true)
  expect(mine.editor.view.dom.innerHTML).toBe(before)
  mine.hear(7, null)
  expect(mine.others()).toEqual([])
})

test('R18 presence that names no place in this text draws nothing', () => {
  using mine = page()
  const elsewhere = { tname: 'f:solution', item: null, assoc: 0 }
  for (const cursor of [null, 'here', { anchor: elsewhere, head: elsewhere }, { head: {} }]) {
    mine.hear(8, { user: lin, cursor, mode: null })
    expect(mine.others()).toEqual([])
  }
  mine.hear(9, { user: 'nobody' })
  expect(mine.others()).toEqual([])
})

test('V46 whatever one person’s presence says, everybody else’s caret is drawn', () => {
  using mine = page()
  const { client } = fieldText(mine.doc, 'problem')._start?.id ?? { client: 0 }
  const at = (clock: number) => ({ tname: 'f:problem', item: { client, clock }, assoc: 0 })
  const people = new Map([[lin.id, lin]])
  const roots = [...mine.doc.share.keys()]
  const shown = (said: unknown) => {
    // the bad one is heard before the good one, and stays
    mine.hear(7, said as object)
    mine.hear(9, { user: lin, cursor: { anchor: at(1), head: at(1) }, mode: null })
    expect(mine.others().length).toBeGreaterThan(0)
    expect(presentIn(mine.awareness, people, 'me').map(({ person }) => person.id)).toEqual(['lin'])
    mine.hear(9, null)
    expect([...mine.doc.share.keys()]).toEqual(roots)
  }
  // a known client and a clock below zero: Yjs throws
  shown({ user: lin, cursor: { anchor: at(-1), head: at(-1) }, mode: null })
  fc.assert(
    fc.property(aCursor, (cursor) => shown({ user: lin, cursor, mode: null })),
    { numRuns: fuzzed(3000) },
  )
})
