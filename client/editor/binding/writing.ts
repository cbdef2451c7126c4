import type { Transaction } from '@tiptap/pm/state'
import type * as Y from 'yjs'
import { bodyRoots, firstBlock, type Kind } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { separatorOf } from '../../../shared/text/items.ts'
import type { Token } from '../../../shared/text/suggest.ts'
import { format, insertSeparator, insertText, remove } from '../../../shared/text/write.ts'
import { changesOf, type FieldEdits, type KindChange } from './edits.ts'
import type { Standing } from './ends.ts'
import type { Span } from './identities.ts'

/**
 * Writes an editing transaction of the view into the body, step by step; `over` is what the person has
 * replaced by its first one.
 */
export function writeTransaction(
  doc: Y.Doc,
  transaction: Y.Transaction,
  local: Transaction,
  standing: Standing,
  over: Span | null,
): void {
  for (const [at, step] of local.steps.entries()) {
    const before = local.docs[at] ?? local.before
    const after = local.docs[at + 1] ?? local.doc
    const ends = standing.ends(at === 0 ? over : null)
    for (const change of changesOf(step, before, after, ends)) writeEdits(doc, transaction, change)
  }
}

/** Writes changes of one field; their indices are those of the body at this moment. */
export function writeEdits(
  doc: Y.Doc,
  transaction: Y.Transaction,
  { field, edits, kinds }: FieldEdits,
): void {
  const text = fieldText(doc, field)
  const settled = kinds.flatMap((change) => blockIdFor(transaction, text, field, change))
  for (const edit of edits.toReversed()) {
    const length = edit.to - edit.from
    if (edit.type === 'format') {
      format(transaction, text, edit.from, length, edit.key, edit.value)
      continue
    }
    if (length > 0) remove(transaction, text, edit.from, length)
    insertTokens(transaction, text, edit.from, edit.tokens)
  }
  for (const { id, kind } of settled) doc.getMap<Kind>(bodyRoots.kinds).set(id, kind)
}

/** Inserts tokens at an index; answers the index behind them. */
export function insertTokens(
  transaction: Y.Transaction,
  text: Y.Text,
  index: number,
  tokens: readonly Token[],
): number {
  let at = index
  for (const token of tokens) {
    if ('separator' in token) {
      insertSeparator(transaction, text, at, token.separator)
      at++
    } else at += insertText(transaction, text, at, token.text, token.marks ?? null)
  }
  return at
}

/**
 * The id to set a kind under. Two people who both undo one join bring the same block back twice; then
 * the id means both, and this block gets a separator of its own, with the kind in it.
 */
function blockIdFor(
  transaction: Y.Transaction,
  text: Y.Text,
  field: string,
  { block, kind }: KindChange,
): { id: string; kind: Kind }[] {
  if (block === 0) return [{ id: firstBlock(field), kind }]
  let id: string | null = null
  let index = 0
  let at = 0
  let number = 0
  const seen = new Map<string, number>()
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const separator = separatorOf(item)
    if (separator) {
      seen.set(separator.b, (seen.get(separator.b) ?? 0) + 1)
      if (++number === block) {
        id = separator.b
        at = index
      }
    }
    index += item.length
  }
  if (id === null) return []
  if (seen.get(id) === 1) return [{ id, kind }]
  remove(transaction, text, at, 1)
  insertSeparator(transaction, text, at, kind)
  return []
}
