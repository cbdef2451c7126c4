import { afterEach, expect, test } from 'vitest'
import type { Mode } from '../../../client/editor/binding/binding.ts'
import {
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

function pair(mode: Mode): [Writer, Writer] {
  const other = openWriter(1, { fields: ['a'] })
  select(other.editor, spot(other.editor, 0, 0))
  type(other.editor, 'first')
  press(other.editor, 'Enter')
  type(other.editor, 'middle')
  press(other.editor, 'Enter')
  type(other.editor, 'last')
  const composer = openWriter(2, { fields: ['a'], from: other.doc, mode })
  open.push(other, composer)
  return [composer, other]
}

/** An input method replaces its own preedit with each key, as ProseMirror reports it. */
function compose(writer: Writer, preedits: readonly string[], meanwhile: () => void): void {
  const { editor, binding } = writer
  binding.hold()
  let length = 0
  for (const preedit of preedits) {
    const { from, to } = editor.state.selection
    const start = length > 0 ? to - length : from
    editor.view.dispatch(editor.state.tr.insertText(preedit, start, to))
    length = preedit.length
    meanwhile()
  }
  binding.release()
}

const acts: Record<string, (other: Writer) => void> = {
  'types before it': ({ editor }) => {
    select(editor, spot(editor, 1, 1))
    type(editor, 'Z')
  },
  'splits it': ({ editor }) => {
    select(editor, spot(editor, 1, 4))
    press(editor, 'Enter')
  },
  'joins it to the one before': ({ editor }) => {
    select(editor, spot(editor, 1, 0))
    press(editor, 'Backspace')
  },
  'makes it a heading': ({ editor }) => {
    select(editor, spot(editor, 1, 0))
    press(editor, 'Mod-Alt-1')
  },
  'types elsewhere': ({ editor }) => {
    select(editor, spot(editor, 0, 'end'))
    type(editor, 'Z')
    press(editor, 'Enter')
  },
}

for (const mode of ['edit', 'suggest'] as const) {
  test.each(Object.keys(acts))(`B4 composing in ${mode} mode while another %s`, (name) => {
    const [composer, other] = pair(mode)
    const { editor } = composer
    select(editor, spot(editor, 1, 3))
    let acted = false
    compose(composer, ['ㄊ', 'ㄊㄞ', '臺'], () => {
      const drawn = editor.view.dom.textContent ?? ''
      expect(composer.binding.holding).toBe(true)
      if (!acted) acts[name]?.(other)
      acted = true
      exchange(composer, other)
      const preedit = /ㄊㄞ?|臺/.exec(drawn)?.[0]
      expect(editor.state.doc.textContent).toContain(`mid${preedit}dle`)
      expect(shapeOf(other)).not.toMatch(/ㄊ|臺/)
    })
    exchange(composer, other)
    expect(shapeOf(other)).toContain('臺')
    expect(shapeOf(other)).toBe(shapeOf(composer))
    expect(
      shapeOf(other)
        .replace(/[^a-z臺]/g, '')
        .replace(/^p|p(?=mid|last|first)/g, ''),
    ).toMatch(/mid臺/)
    expect(isShown(composer) && isShown(other)).toBe(true)
    type(editor, '灣')
    expect(shapeOf(composer)).toContain('臺灣')
  })

  test(`B4 what a composition in ${mode} mode replaces goes by identity`, () => {
    const [composer, other] = pair(mode)
    select(composer.editor, spot(composer.editor, 1, 1), spot(composer.editor, 1, 4))
    compose(composer, ['ㄊ', '臺'], () => {})
    exchange(composer, other)
    expect(shapeOf(other)).toBe(
      mode === 'edit' ? 'p first | p m臺le | p last' : 'p first | p midd臺le | p last',
    )
    expect(isShown(composer)).toBe(true)
  })
}
