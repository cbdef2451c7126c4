import { generateKeyBetween } from 'fractional-indexing'
import type * as Y from 'yjs'
import { bodyRoots } from '../../shared/text/body.ts'
import { readRows } from '../../shared/text/rows.ts'

/** What a row may hold besides its order. */
export type RowValue = 'start' | 'end'

/** Puts a new, empty row last. */
export function addRow(doc: Y.Doc, id: string): void {
  const last = readRows(doc).at(-1)
  rowsOf(doc).set(`${id}/order`, generateKeyBetween(last?.order ?? null, null))
}

/** Moves a row before the one that stands at `index` without it. */
export function moveRow(doc: Y.Doc, id: string, index: number): void {
  const others = readRows(doc).filter((row) => row.id !== id)
  const before = others[index - 1]?.order ?? null
  // Rows with the same order leave no room between them: go behind all of them.
  const after = others.slice(index).find(({ order }) => before === null || order > before)
  rowsOf(doc).set(`${id}/order`, generateKeyBetween(before, after?.order ?? null))
}

/** A removed row keeps its words and its place, so that it can be put back. */
export function setRemoved(doc: Y.Doc, id: string, removed: boolean): void {
  if (removed) rowsOf(doc).set(`${id}/removed`, true)
  else rowsOf(doc).delete(`${id}/removed`)
}

/** Ids of the rows that were removed, by whomever, in the order they had. */
export function removedRows(doc: Y.Doc): string[] {
  const rows = rowsOf(doc)
  const order = (id: string) => String(rows.get(`${id}/order`) ?? '')
  return [...rows.keys()]
    .flatMap((key) => /^(.+)\/removed$/.exec(key)?.[1] ?? [])
    .filter((id) => rows.get(`${id}/removed`) === true && rows.has(`${id}/order`))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** The words as typed; nothing is rewritten. */
export function setValue(doc: Y.Doc, id: string, value: RowValue, typed: string): void {
  rowsOf(doc).set(`${id}/${value}`, typed)
}

export function rowsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(bodyRoots.rows)
}
