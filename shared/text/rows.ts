import type * as Y from 'yjs'
import { bodyRoots } from './body.ts'

/** One milestone; its words are in fields of their own, see `cellField`. */
export type Row = {
  readonly id: string
  /** Key of fractional indexing. */
  readonly order: string
  /** As typed; empty when there is none. */
  readonly start: string
  readonly end: string
}

/**
 * The rows in their order, removed ones left out. Rows that two people put in the same place at
 * once have the same order; their ids decide, on every replica alike.
 */
export function readRows(doc: Y.Doc): Row[] {
  const values = doc.getMap<unknown>(bodyRoots.rows)
  const words = (key: string) => {
    const value = values.get(key)
    return typeof value === 'string' ? value : ''
  }
  return [...values.keys()]
    .flatMap((key) => /^(.+)\/order$/.exec(key)?.[1] ?? [])
    .filter((id) => !values.get(`${id}/removed`))
    .map((id) => ({
      id,
      order: words(`${id}/order`),
      start: words(`${id}/start`),
      end: words(`${id}/end`),
    }))
    .sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id))
}

// By code unit, not by locale: keys of fractional indexing are ordered so.
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
