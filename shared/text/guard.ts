import type * as Y from 'yjs'
import { bodyRoots } from './body.ts'

/** The only version of Yjs whose insides this folder was written and tested against. */
export const pinnedYjs = '13.6.33'

const guarded = new WeakSet<Y.Doc>()

/**
 * Switches off Yjs's clean-up of formatting for every text of `doc`, present and future. Call it
 * once on each replica, the room's included, before the first update is applied.
 *
 * Yjs lets every replica that *receives* text delete format markers that look superfluous to it, so
 * people who did nothing send deletions of other people's items, and admission would have to refuse
 * them. A text only asks for the clean-up, through a flag on the transaction that Yjs reads right
 * after `afterTransaction`; clearing the flag there covers fields that do not exist yet.
 */
export function guardBody(doc: Y.Doc): void {
  if (guarded.has(doc)) return
  guarded.add(doc)
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false
  })
}

/**
 * The text of a field. Our writers put items in place themselves, which Yjs's search markers do not
 * hear of, so a text that we hand out has none.
 */
export function fieldText(doc: Y.Doc, field: string): Y.Text {
  guardBody(doc)
  const text = doc.getText(bodyRoots.field + field)
  text._searchMarker = null
  return text
}
