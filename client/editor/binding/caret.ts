import type { Node } from '@tiptap/pm/model'
import { Selection, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { fieldText } from '../../../shared/text/guard.ts'
import { placeOf, positionOf } from './position.ts'

/**
 * A place that stays with its character whatever happens around it, as JSON: for carets in presence
 * and for anchors. `at` is a Yjs relative position in the field's text.
 */
export type RelativePlace = { readonly field: string; readonly at: unknown }

export type RelativeSelection = { readonly anchor: RelativePlace; readonly head: RelativePlace }

/** The place of a position of the view; null between fields. */
export function toRelative(view: EditorView, doc: Y.Doc, position: number): RelativePlace | null {
  return relativePlace(view.state.doc, doc, position)
}

/** The present position of a place in the view; null if the view does not show its field. */
export function toAbsolute(view: EditorView, doc: Y.Doc, place: RelativePlace): number | null {
  return absolutePosition(view.state.doc, doc, place)
}

export function relativePlace(node: Node, doc: Y.Doc, position: number): RelativePlace | null {
  const resolved = node.resolve(position)
  const place = resolved.depth < 2 ? null : placeOf(node, position)
  if (!place) return null
  const text = fieldText(doc, place.field)
  const index = Math.min(place.index, text._length)
  // Inside a block a caret belongs to the character before it; at its start to the one after.
  const side = resolved.parentOffset > 0 ? -1 : 0
  const relative = Y.createRelativePositionFromTypeIndex(text, index, side)
  return { field: place.field, at: Y.relativePositionToJSON(relative) }
}

export function absolutePosition(node: Node, doc: Y.Doc, place: RelativePlace): number | null {
  const relative = Y.createRelativePositionFromJSON(place.at)
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc)
  if (!absolute || absolute.type !== fieldText(doc, place.field)) return null
  return positionOf(node, place.field, absolute.index)
}

/** `selection` in `node`, which shows what `doc` holds at this moment. */
export function relativeSelection(
  node: Node,
  doc: Y.Doc,
  selection: Selection,
): RelativeSelection | null {
  const anchor = relativePlace(node, doc, selection.anchor)
  const head = selection.empty ? anchor : relativePlace(node, doc, selection.head)
  return anchor && head && { anchor, head }
}

export function absoluteSelection(
  node: Node,
  doc: Y.Doc,
  { anchor, head }: RelativeSelection,
): TextSelection | null {
  const from = absolutePosition(node, doc, anchor)
  const to = absolutePosition(node, doc, head)
  if (from === null || to === null) return null
  const selection = TextSelection.between(node.resolve(from), node.resolve(to))
  return selection instanceof TextSelection ? selection : null
}

/** Others' text lands behind a caret at the same place, except at a block's start. */
export function keepSelection(view: EditorView, tr: Transaction): Transaction {
  const { storedMarks } = view.state
  const selection = seenSelection(view)
  if (selection instanceof TextSelection) {
    const { $anchor, $head, anchor, head, empty } = selection
    const forward = anchor < head
    const side = $head.parentOffset > 0 || $anchor.parentOffset > 0 ? -1 : 1
    const newHead = tr.mapping.map(head, empty ? side : forward ? -1 : 1)
    const newAnchor = empty ? newHead : tr.mapping.map(anchor, forward ? 1 : -1)
    tr.setSelection(TextSelection.between(tr.doc.resolve(newAnchor), tr.doc.resolve(newHead)))
  }
  if (storedMarks) tr.setStoredMarks(storedMarks)
  return tr
}

/** The selection where it is seen in the text, of which the editor may not have heard (`hearCaret`). */
function seenSelection(view: EditorView): Selection {
  const { selection, doc } = view.state
  if (!(selection instanceof TextSelection) || view.composing || !view.hasFocus()) return selection
  const seen = view.dom.ownerDocument.getSelection()
  if (!seen || !isText(seen.anchorNode, view) || !isText(seen.focusNode, view)) return selection
  const anchor = view.posAtDOM(seen.anchorNode, seen.anchorOffset)
  const head = view.posAtDOM(seen.focusNode, seen.focusOffset)
  if (anchor === selection.anchor && head === selection.head) return selection
  return TextSelection.between(doc.resolve(anchor), doc.resolve(head))
}

function isText(node: unknown, { dom }: EditorView): node is Text {
  return node instanceof Text && dom.contains(node)
}

/**
 * A browser tells of a moved caret with its next frame, for which a page behind others may wait long;
 * but what is done must be done where the caret is seen, and a view that is drawn anew puts the caret
 * where it believes it to be. So the editor is told at once.
 */
export function hearCaret({ composing, dom }: EditorView): void {
  if (!composing) dom.ownerDocument.dispatchEvent(new Event('selectionchange'))
}

/**
 * A layout that changes beside the caret while a browser edits can take the page's selection away
 * (Chromium, at the end of a composition); what is typed next would be lost, or land in whatever
 * comes first. Where the view has the focus and the page has no selection, the view's own counts.
 */
export function holdCaret(view: EditorView): void {
  if (!view.editable || !view.hasFocus()) return
  if (!view.dom.ownerDocument.getSelection()?.anchorNode) view.focus()
}

/**
 * A page that is busy hears too late that its selection was taken away: Chromium puts what is typed
 * meanwhile to the very beginning of the editor, and the caret with it. Asked before something is
 * written and while nobody has moved the caret since the editor last heard of it.
 */
export function bringBackCaret(view: EditorView): void {
  const { state, composing, dom } = view
  if (composing || !view.editable || !view.hasFocus()) return
  const seen = dom.ownerDocument.getSelection()
  if (!seen?.anchorNode || !seen.isCollapsed || !dom.contains(seen.anchorNode)) return
  const start = Selection.atStart(state.doc).from
  const at = view.posAtDOM(seen.anchorNode, seen.anchorOffset)
  if (at === start && state.selection.from !== start) view.focus()
}
