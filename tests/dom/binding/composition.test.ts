import type { Node } from '@tiptap/pm/model'
import { afterEach, expect, test, vi } from 'vitest'
import { identities } from '../../../client/editor/binding/identities.ts'
import type { Mode } from '../../../client/editor/binding/mode.ts'
import { fieldNode } from '../../../client/editor/binding/units.ts'
import { setKind } from '../../../client/editor/commands.ts'
import type { Kind } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import {
  blocksOf,
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

/** What the composing person does besides, in the same editor. */
const takings: Record<string, (other: Writer) => void> = {
  'joins it to the empty one before': ({ editor }) => {
    select(editor, spot(editor, 2, 0))
    press(editor, 'Backspace')
  },
  'takes both out with the break before them': ({ editor }) => {
    select(editor, spot(editor, 0, 'end'), spot(editor, 2, 0))
    editor.view.dispatch(editor.state.tr.deleteSelection())
  },
}

for (const mode of ['edit', 'suggest'] as const) {
  test.each(Object.keys(takings))(
    `B160 composing in ${mode} mode in an empty block, another %s and writes on (found by seeds 328857518 and 328857565)`,
    (name) => {
      const other = openWriter(1, { fields: ['a'] })
      open.push(other)
      for (const _ of 'ab') press(other.editor, 'Enter')
      const composer = openWriter(2, { fields: ['a'], from: other.doc, mode })
      open.push(composer)
      const { editor } = composer
      select(editor, spot(editor, 2, 0))
      let round = 0
      compose(composer, ['ㄊ', 'ㄊㄞ', '臺'], () => {
        if (round === 0) takings[name]?.(other)
        else {
          select(other.editor, spot(other.editor, 0, 0))
          type(other.editor, String(round))
        }
        round++
        exchange(composer, other)
        expect(editor.state.doc.textContent).toMatch(/ㄊ|臺/)
      })
      exchange(composer, other)
      const left = { 'joins it to the empty one before': 'p 21 | p 臺' }[name] ?? 'p 21臺'
      expect(shapeOf(other)).toBe(left)
      expect(shapeOf(composer)).toBe(left)
      expect(isShown(composer) && isShown(other)).toBe(true)
      type(editor, '灣')
      expect(shapeOf(composer)).toBe(`${left}灣`)
    },
  )
}

const besides: Record<string, { act: (writer: Writer) => void; edit: string; suggest: string }> = {
  'types in the paragraph before': {
    act: ({ editor }) => insertAt(editor, spot(editor, 0, 2), 'XY'),
    edit: 'p fiXYrst | p mid臺dle | p last',
    suggest: 'p fiXYrst | p mid臺dle | p last',
  },
  'types in the paragraph after': {
    act: ({ editor }) => insertAt(editor, spot(editor, 2, 2), 'XY'),
    edit: 'p first | p mid臺dle | p laXYst',
    suggest: 'p first | p mid臺dle | p laXYst',
  },
  'makes it a heading': {
    act: ({ editor }) => setKind('h1')(editor.state, editor.view.dispatch),
    edit: 'p first | h1 mid臺dle | p last',
    suggest: 'p first | p mid臺dle | p last',
  },
  'makes its beginning bold': {
    act: ({ editor }) => {
      const { bold } = editor.schema.marks
      if (!bold) throw new Error('no bold')
      const from = spot(editor, 1, 0)
      editor.view.dispatch(editor.state.tr.addMark(from, from + 3, bold.create()))
    },
    edit: 'p first | p mid臺dle | p last',
    suggest: 'p first | p mid臺dle | p last',
  },
  'parts it at its start': {
    act: ({ editor }) => editor.view.dispatch(editor.state.tr.split(spot(editor, 1, 0))),
    edit: 'p first | p | p mid臺dle | p last',
    suggest: 'p first | p | p mid臺dle | p last',
  },
  'joins it to the one before': {
    act: ({ editor }) => editor.view.dispatch(editor.state.tr.join(spot(editor, 1, 0) - 1)),
    edit: 'p firstmid臺dle | p last',
    suggest: 'p first | p mid臺dle | p last',
  },
  'deletes from the paragraph before into the one after': {
    act: ({ editor }) =>
      editor.view.dispatch(editor.state.tr.delete(spot(editor, 0, 2), spot(editor, 2, 2))),
    edit: 'p fist | p other',
    suggest: 'p first | p middle | p last',
  },
}

function insertAt({ view }: Writer['editor'], position: number, text: string): void {
  view.dispatch(view.state.tr.insertText(text, position))
}

for (const mode of ['edit', 'suggest'] as const) {
  test.each(Object.keys(besides))(`B4 composing in ${mode} mode, the same person %s`, (name) => {
    for (const moment of ['at once', 'after another joined a block', 'last'] as const) {
      const [composer, other] = pair(mode)
      const { editor, binding } = composer
      select(editor, spot(editor, 1, 3))
      binding.hold()
      if (moment === 'after another joined a block') {
        select(other.editor, spot(other.editor, 2, 0))
        press(other.editor, 'Backspace')
        exchange(composer, other)
      }
      if (moment !== 'last') besides[name]?.act(composer)
      const gone = name.startsWith('deletes')
      if (!gone || moment === 'last') {
        const at = editor.state.doc.textBetween(0, editor.state.doc.content.size, '\n')
        expect(at).toContain('middle')
        const middle = blocksOf(editor).findIndex(({ node }) => node.textContent.includes('mid'))
        const start = editor.state.doc.textBetween(
          spot(editor, middle, 0),
          spot(editor, middle, 'end'),
        )
        select(editor, spot(editor, middle, start.indexOf('dle')))
        type(editor, 'ㄊ')
        const { from } = editor.state.selection
        editor.view.dispatch(editor.state.tr.insertText('臺', from - 1, from))
      }
      if (moment === 'last') besides[name]?.act(composer)
      binding.release()
      exchange(composer, other)
      const joined = moment === 'after another joined a block'
      const wanted = besides[name]?.[mode] ?? ''
      const kept = gone ? wanted.replace(' | p other', '') : wanted
      if (!joined) expect(shapeOf(composer)).toBe(kept)
      else expect(letters(composer)).toBe(letters({ shape: kept }))
      expect(shapeOf(other)).toBe(shapeOf(composer))
      expect(isShown(composer) && isShown(other)).toBe(true)
    }
  })

  test(`B4 composing in ${mode} mode, the same person writes in another field`, () => {
    const other = openWriter(1)
    select(other.editor, spot(other.editor, 0, 0))
    type(other.editor, 'one')
    const composer = openWriter(2, { from: other.doc, mode })
    open.push(other, composer)
    const { editor, binding } = composer
    select(editor, spot(editor, 0, 'end'))
    binding.hold()
    type(editor, 'ㄊ')
    insertAt(editor, spot(editor, 1, 0), 'two')
    exchange(composer, other)
    expect(shapeOf(other, 'b')).toBe('p two')
    expect(shapeOf(other)).toBe('p one')
    expect(binding.holding).toBe(true)
    binding.release()
    expect(shapeOf(composer)).toBe('p oneㄊ')
    expect(isShown(composer)).toBe(true)
  })
}

for (const mode of ['edit', 'suggest'] as const) {
  test.each(Object.keys(acts))(
    `B4 a word composed in ${mode} mode right behind another, during which another %s`,
    (name) => {
      const [composer, other] = pair(mode)
      const { editor, binding } = composer
      select(editor, spot(editor, 1, 3))
      binding.hold()
      type(editor, '臺')
      acts[name]?.(other)
      exchange(composer, other)
      const inTheWay = binding.waits
      expect(inTheWay).toBe(name !== 'types elsewhere')
      const shown = editor.state.doc
      // the next word begins before the first was written
      binding.hold()
      if (inTheWay) expect(editor.state.doc.eq(shown)).toBe(true)
      expect(shapeOf(other)).not.toMatch(inTheWay ? /臺/ : /灣/)
      type(editor, '灣')
      binding.release()
      exchange(composer, other)
      expect(letters(composer)).toContain('臺灣')
      expect(shapeOf(other)).toBe(shapeOf(composer))
      expect(isShown(composer) && isShown(other)).toBe(true)
    },
  )
}

for (const mode of ['edit', 'suggest'] as const) {
  test.each(Object.keys(acts))(
    `B52 a word given up in ${mode} mode leaves the caret where it was, while another %s`,
    (name) => {
      const [composer, other] = pair(mode)
      const { editor, binding } = composer
      select(editor, spot(editor, 1, 3))
      binding.hold()
      type(editor, 'ㄊ')
      acts[name]?.(other)
      exchange(composer, other)
      const { from } = editor.state.selection
      editor.view.dispatch(editor.state.tr.delete(from - 1, from))
      binding.release()
      type(editor, '臺')
      exchange(composer, other)
      expect(letters(composer)).toContain('id臺')
      expect(shapeOf(other)).toBe(shapeOf(composer))
    },
  )

  test.each(Object.keys(acts))(
    `B52 a word that an engine in ${mode} mode puts in late, while another %s`,
    (name) => {
      vi.useFakeTimers()
      try {
        const [composer, other] = pair(mode)
        const { editor, binding } = composer
        const say = (type: string, data: string) =>
          editor.view.dom.dispatchEvent(Object.assign(new Event(type), { data }))
        select(editor, spot(editor, 1, 3))
        say('compositionstart', '')
        type(editor, 'ㄊ')
        const { from } = editor.state.selection
        editor.view.dispatch(editor.state.tr.delete(from - 1, from))
        say('compositionend', '')
        vi.advanceTimersByTime(500)
        acts[name]?.(other)
        exchange(composer, other)
        expect(binding.holding).toBe(true)
        type(editor, '臺')
        say('compositionend', '臺')
        vi.advanceTimersByTime(500)
        expect(binding.holding).toBe(false)
        exchange(composer, other)
        expect(letters(composer)).toContain('id臺')
        expect(shapeOf(other)).toBe(shapeOf(composer))
        expect(isShown(composer) && isShown(other)).toBe(true)

        // nothing more comes: the next key releases it, and so does a while of silence
        for (const wait of [false, true]) {
          say('compositionstart', '')
          say('compositionend', '')
          expect(binding.holding).toBe(true)
          if (wait) vi.advanceTimersByTime(1_500)
          else editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
          expect(binding.holding).toBe(false)
        }
      } finally {
        vi.useRealTimers()
      }
    },
  )
}

/** What an engine makes of a list of two items while the second is composed. */
const tearings: Record<string, (writer: Writer, kinds: readonly string[]) => Node> = {
  'a bare block in its place': ({ editor: { schema } }, [first = 'p']) =>
    fieldNode(schema, 'a', [
      { id: '', kind: first as Kind, runs: [{ text: 'x' }] },
      { id: '', kind: 'p', runs: [] },
    ]),
  'nothing in its place': ({ editor: { schema } }, [first = 'p']) =>
    fieldNode(schema, 'a', [{ id: '', kind: first as Kind, runs: [{ text: 'x' }] }]),
}

test.each(
  Object.keys(tearings).flatMap((name) =>
    [
      ['b0', 'b0'],
      ['o0', 'o1'],
      ['h1', 'q'],
    ].map((kinds) => [name, kinds] as const),
  ),
)('B51 an engine that puts %s while a word is composed leaves %j as they are', (name, kinds) => {
  const writer = openWriter(1, { fields: ['a'] })
  open.push(writer)
  const { editor, binding, doc } = writer
  type(editor, 'x')
  press(editor, 'Enter')
  for (const [at, kind] of kinds.entries()) {
    select(editor, spot(editor, at, 0))
    setKind(kind as Kind)(editor.state, editor.view.dispatch)
  }
  const separator = () => identities(fieldText(doc, 'a'), 1, 2)
  const before = separator()
  select(editor, spot(editor, 1, 0))
  binding.hold()
  type(editor, '中')
  const torn = tearings[name]?.(writer, kinds)
  if (!torn) throw new Error('no such tearing')
  const { tr } = editor.state
  tr.replaceWith(0, editor.state.doc.content.size, torn).setMeta('composition', 1)
  editor.view.dispatch(tr)
  type(editor, '国')
  binding.release()
  expect(shapeOf(writer)).toBe(`${kinds[0]} x | ${kinds[1]} 国`)
  expect(separator()).toEqual(before)
  expect(isShown(writer)).toBe(true)
})

function letters(of: Writer | { readonly shape: string }): string {
  const shape = 'shape' in of ? of.shape : shapeOf(of)
  return shape.replace(/(^| \| )\w\d?( |$)/g, '').replace(/ /g, '')
}
