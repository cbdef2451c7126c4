import type { Editor } from '@tiptap/core'
import type * as Y from 'yjs'
import { type Attribution, templatePerson } from '../../shared/authorship/attribution.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { identities } from '../editor/binding/identities.ts'
import { placeOf } from '../editor/binding/position.ts'
import type { Authorship } from './authorship.ts'

/** Where a card about a character stands: just below its line. In pixels of the window. */
export type Spot = { readonly left: number; readonly top: number; readonly bottom: number }

/** How far beside a character a finger still points at it, in pixels. */
const slack = 4

export type WhoAt = { readonly attribution: Attribution; readonly spot: Spot }

/** Who wrote the character right under a point of the window; nobody did the form itself. */
export function whoAtPoint(
  { view }: Editor,
  doc: Y.Doc,
  authorship: Authorship,
  x: number,
  y: number,
): WhoAt | null {
  const found = view.posAtCoords({ left: x, top: y })
  if (!found) return null
  const { left } = view.coordsAtPos(found.pos)
  const position = x < left ? found.pos - 1 : found.pos
  if (!isOver(view, position, x, y)) return null
  const who = whoAt(view, doc, authorship, position)
  return who?.attribution.person === templatePerson ? null : who
}

/** Beside the text the nearest character is found, too; but nobody points at it. */
function isOver(view: Editor['view'], position: number, x: number, y: number): boolean {
  const { top, bottom, left } = view.coordsAtPos(position, 1)
  const end = view.coordsAtPos(Math.min(position + 1, view.state.doc.content.size), -1)
  return x >= left - slack && x <= end.left + slack && y >= top - slack && y <= bottom + slack
}

/** Who wrote the character before the caret, or behind it where a block starts. */
export function whoAtCaret({ view }: Editor, doc: Y.Doc, authorship: Authorship): WhoAt | null {
  const { head, $head } = view.state.selection
  return whoAt(view, doc, authorship, $head.parentOffset > 0 ? head - 1 : head)
}

function whoAt(view: Editor['view'], doc: Y.Doc, authorship: Authorship, position: number) {
  const resolved = view.state.doc.resolve(Math.max(0, position))
  if (resolved.depth < 2 || !resolved.nodeAfter) return null
  const place = placeOf(view.state.doc, position)
  const [id] = place ? identities(fieldText(doc, place.field), place.index, place.index + 1) : []
  if (!id) return null
  const { attribution } = authorship.attribute(...id)
  const { left, top, bottom } = view.coordsAtPos(position)
  return { attribution, spot: { left, top, bottom } }
}
