import { generateKeyBetween } from 'fractional-indexing'
import type * as Y from 'yjs'
import { bodyRoots } from '../../shared/text/body.ts'

/** One milestone as it stands in order; its words are in fields of their own. */
export type MilestoneRow = {
  readonly id: string
  readonly order: string
  readonly start: string
  readonly end: string
}

/** What a row may hold besides its order. */
export type RowValue = 'start' | 'end'

/**
 * The rows in their order, removed ones left out. Rows that two people put in the same place at
 * once have the same order; their ids decide, on every replica alike.
 */
export function readRows(doc: Y.Doc): MilestoneRow[] {
  const rows = rowsOf(doc)
  const found: MilestoneRow[] = []
  for (const [key, value] of rows.entries()) {
    const id = key.endsWith('/order') ? key.slice(0, -'/order'.length) : null
    if (id === null || typeof value !== 'string' || rows.get(`${id}/removed`)) continue
    found.push({ id, order: value, start: text(rows, id, 'start'), end: text(rows, id, 'end') })
  }
  return found.sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id))
}

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

/** The words as typed; nothing is rewritten. */
export function setValue(doc: Y.Doc, id: string, value: RowValue, typed: string): void {
  rowsOf(doc).set(`${id}/${value}`, typed)
}

export function rowsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(bodyRoots.rows)
}

function text(rows: Y.Map<unknown>, id: string, value: RowValue): string {
  const stored = rows.get(`${id}/${value}`)
  return typeof stored === 'string' ? stored : ''
}

// By code unit, not by locale: keys of fractional indexing are ordered so.
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
