import * as Y from 'yjs'
import { bodyRoots } from './body.ts'
import { roomClient } from './identity.ts'
import { IdSet } from './idSet.ts'
import { deletionEntries, readTakenBack } from './proposals.ts'
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
 * Takes back the suggested deletions of `ranges` by whoever `isBy` means, under the room's own client,
 * which `doc.clientID` must be.
 */
export function withdrawDeletions(
  transaction: Y.Transaction,
  ranges: Iterable<IdRange>,
  isBy: (client: number) => boolean,
): void {
  const withdrawn = new IdSet(ranges)
  const fresh = deletionEntries(transaction.doc).flatMap(({ id, by, left }) =>
    isBy(by)
      ? left.flatMap(([client, clock, length]) =>
          withdrawn
            .within(client, clock, clock + length)
            .map(([start, end]) => [client, start, end - start, ...id]),
        )
      : [],
  )
  if (fresh.length > 0) transaction.doc.getArray(bodyRoots.deletions).push(fresh)
  sweepDeletions(transaction)
}

/** Removes the suggested deletions of which nothing is live any more, and what was taken back of them. */
export function sweepDeletions(transaction: Y.Transaction): void {
  const { doc } = transaction
  const list = doc.getArray(bodyRoots.deletions)
  const kept = new Map<number, string>()
  for (const { index, id, left } of deletionEntries(doc)) {
    if (left.some((range) => isLive(doc, range))) kept.set(index, id.join())
  }
  const entries = new Set(kept.values())
  for (const [index, value] of [...list.toArray().entries()].toReversed()) {
    const back = readTakenBack(value, roomClient)
    if (!kept.has(index) && !(back && entries.has(back.entry))) list.delete(index, 1)
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
