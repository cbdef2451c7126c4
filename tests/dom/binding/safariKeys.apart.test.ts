// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { openWriter, type Writer } from '../../support/editors.ts'

// before the editor asks what it runs in
vi.hoisted(() => {
  Object.defineProperty(navigator, 'vendor', { value: 'Apple Computer, Inc.', configurable: true })
})

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

test.each([
  ['edit', 13, 2],
  ['suggest', 13, 2],
  // Safari's name for the key that has ended the composition
  ['edit', 229, 1],
] as const)(
  'B100 in Safari, in %s mode, a key %d behind a composition leaves %d blocks',
  (mode, keyCode, blocks) => {
    const writer = openWriter(1, { fields: ['a'], mode })
    open.push(writer)
    const { dom } = writer.editor.view
    for (const type of ['compositionstart', 'compositionend'])
      dom.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { data: '' }))
    writer.editor.commands.insertContent('x')
    const key = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    Object.defineProperty(key, 'keyCode', { value: keyCode })
    dom.dispatchEvent(key)
    expect(writer.editor.state.doc.firstChild?.childCount).toBe(blocks)
    expect(key.defaultPrevented).toBe(blocks === 2)
  },
)
