import * as Y from 'yjs'
import { bodyRoots } from './body.ts'
import { IdSet } from './idSet.ts'
import { readEntry } from './proposals.ts'
import type { IdRange } from './ranges.ts'

/*
 * What the room writes when a suggestion is decided: adopting a deletion, or declining an
 * insertion, deletes the named text; declining a deletion takes the entry away.
 */

/** Deletes what is live of `ranges`, whatever it is. Ids that do not exist yet are left alone. */
export function deleteRanges(transaction: Y.Transaction, ranges: Iterable<IdRange>): void {
  const { store } = transaction.doc
  for (const [client, clock, length] of ranges) {
    const end = Math.min(clock + length, Y.getState(store, client))
    for (let at = clock; at < end; ) {
      let struct: Y.Item | Y.GC = Y.getItem(store, Y.createID(client, at))
      const stop = Math.min(struct.id.clock + struct.length, end)
      if (struct instanceof Y.Item && !struct.deleted) {
        struct = Y.getItemCleanStart(transaction, Y.createID(client, at))
        if (stop < struct.id.clock + struct.length) {
          Y.getItemCleanStart(transaction, Y.createID(client, stop))
        }
        if (struct instanceof Y.Item) struct.delete(transaction)
      }
      at = stop
    }
  }
}

/**
 * Takes back the suggested deletions of `ranges` by whoever `isBy` means. What else their entries
 * name is written again for them under the room's own client, which `doc.clientID` must be.
 */
export function withdrawDeletions(
  transaction: Y.Transaction,
  ranges: Iterable<IdRange>,
  isBy: (client: number) => boolean,
): void {
  const withdrawn = new IdSet(ranges)
  replaceEntries(transaction, (entry) => {
    const [client, clock, length] = entry.range
    if (withdrawn.within(client, clock, clock + length).length === 0 || !isBy(entry.by)) return null
    return withdrawn.missing(entry.range).map((range) => [...range, entry.by])
  })
}

/** Removes the suggested deletions of which nothing is live any more. */
export function sweepDeletions(transaction: Y.Transaction): void {
  replaceEntries(transaction, ({ range }) => (isLive(transaction.doc, range) ? null : []))
}

/** Puts for every entry what `replacement` answers in its place; null: it stays. */
function replaceEntries(
  transaction: Y.Transaction,
  replacement: (entry: NonNullable<ReturnType<typeof readEntry>>) => number[][] | null,
): void {
  const entries = transaction.doc.getArray<readonly number[]>(bodyRoots.deletions)
  const clients: number[] = []
  for (let item = entries._start; item; item = item.right) {
    if (!item.deleted) for (let unit = 0; unit < item.length; unit++) clients.push(item.id.client)
  }
  const values = entries.toArray()
  for (let index = values.length - 1; index >= 0; index--) {
    const entry = readEntry(values[index], clients[index] ?? 0)
    const fresh = entry && replacement(entry)
    if (!fresh) continue
    entries.delete(index, 1)
    if (fresh.length > 0) entries.push(fresh)
  }
}

function isLive(doc: Y.Doc, [client, clock, length]: IdRange): boolean {
  if (clock + length > Y.getState(doc.store, client)) return true
  for (let at = clock; at < clock + length; ) {
    const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, at))
    if (struct instanceof Y.Item && !struct.deleted) return true
    at = struct.id.clock + struct.length
  }
  return false
}
