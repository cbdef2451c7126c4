import type { Node, Slice } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { dropPoint } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { fieldText } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { liveRanges } from './binding/identities.ts'
import { positionOf } from './binding/position.ts'
import type { Range } from './seen.ts'

/** Where units that were taken stand now in a view of `doc`, from left to right. */
export function liveWords(view: Node, doc: Y.Doc, ids: readonly IdRange[]): Range[] {
  const set = new IdSet(ids)
  return view.children.flatMap(({ attrs }) => {
    const field = String(attrs.name)
    return liveRanges(fieldText(doc, field), set).flatMap(({ from, to }) => {
      const start = positionOf(view, field, from)
      const end = positionOf(view, field, to)
      return start === null || end === null ? [] : [{ from: start, to: end }]
    })
  })
}

/**
 * Moves what a drag has taken to where it is dropped. ProseMirror takes out what is selected by then;
 * WebKit selects the place that the mouse is over, and others may have written between the words
 * meanwhile. So it is the very words that go. False: it was dropped nowhere.
 */
export function moveDragged(
  view: EditorView,
  event: MouseEvent,
  slice: Slice,
  words: readonly Range[],
): boolean {
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
  if (!place) return false
  const { tr, doc } = view.state
  const onto = dropPoint(doc, place.pos, slice) ?? place.pos
  for (const { from, to } of words.toReversed()) tr.delete(from, to)
  const at = tr.mapping.map(onto)
  const bare = tr.doc
  tr.replaceRange(at, at, slice)
  if (tr.doc.eq(bare)) return false
  let end = at
  tr.mapping.maps.at(-1)?.forEach((_from, _to, _newFrom, newTo) => {
    end = newTo
  })
  tr.setSelection(TextSelection.between(tr.doc.resolve(at), tr.doc.resolve(end)))
  view.dispatch(tr.setMeta('uiEvent', 'drop'))
  view.focus()
  return true
}
