import type { Editor } from '@tiptap/core'
import { Fragment, Slice } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import type * as Y from 'yjs'
import { absolutePosition } from '../editor/binding/caret.ts'
import type { Takes } from '../editor/binding/mode.ts'
import { findField } from '../editor/binding/position.ts'
import type { Words } from '../sync/state.ts'
import type { Desk } from '../text/desk.ts'

/** `closed`: the place takes nothing at this moment; `gone`: the text has no such place on this page. */
export type PutBack = 'edit' | 'suggest' | 'closed' | 'gone'

/**
 * Writes words that were put aside where they belong, as the person may write there now; where nobody
 * knows the place any more, at the end of their field. It can be undone by itself.
 */
export function putBack(
  desk: Desk,
  doc: Y.Doc,
  { field, text, place }: Words,
  takes: (field: string) => Takes,
): PutBack {
  const editor = desk.editors().find(({ state }) => findField(state.doc, field) !== null)
  const found = editor && findField(editor.state.doc, field)
  if (!editor || !found || text === '') return 'gone'
  const taken = takes(field)
  if (taken === 'nothing') return 'closed'
  const known = place ? absolutePosition(editor.state.doc, doc, { field, at: place }) : null
  const at = known ?? found.start + found.node.content.size - 1
  desk.undo()?.cut()
  const { tr } = editor.state
  tr.setSelection(TextSelection.near(tr.doc.resolve(at), -1))
  tr.replaceSelection(linesOf(editor, text)).scrollIntoView()
  editor.view.dispatch(tr)
  desk.undo()?.cut()
  editor.view.focus()
  return taken
}

/** Words as they come from a clipboard: the first and the last line join what stands there. */
function linesOf({ schema }: Editor, text: string): Slice {
  const { paragraph } = schema.nodes
  const blocks = text
    .split('\n')
    .map((line) => paragraph?.create(null, line === '' ? null : schema.text(line)))
  return new Slice(Fragment.fromArray(blocks.filter((one) => one !== undefined)), 1, 1)
}
