import { TextSelection } from '@tiptap/pm/state'
import { positionOf } from '../editor/binding/position.ts'
import type { Desk } from './desk.ts'
import { rowOf } from './place.ts'

/** A stretch of a field's text, by index; `from` = `to`: a place. */
export type Stretch = { readonly field: string; readonly from: number; readonly to: number }

/** Selects the words and puts the caret there; a field without an editor is brought into sight. */
export function goToWords(desk: Desk, { field, from, to }: Stretch): void {
  for (const { state, view } of desk.editors()) {
    const start = positionOf(state.doc, field, from)
    const end = positionOf(state.doc, field, to)
    if (start === null || end === null) continue
    const { doc } = state
    const selection = TextSelection.between(doc.resolve(start), doc.resolve(end))
    view.dispatch(state.tr.setSelection(selection))
    view.focus()
    const { node } = view.domAtPos(start)
    const element = node instanceof Element ? node : node.parentElement
    element?.scrollIntoView({ block: 'center' })
    return
  }
  document.getElementById(rowOf(field) ?? field)?.scrollIntoView({ block: 'center' })
}
