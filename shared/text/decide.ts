import * as Y from 'yjs'
import { descentOf } from '../authorship/descent.ts'
import type { Origin } from '../record/origin.ts'
import { bodyRoots } from './body.ts'
import { roomClient } from './identity.ts'
import { IdSet } from './idSet.ts'
import { charactersOf, type MarkValue, resetsMarks, runMarks } from './items.ts'
import { Place, put } from './place.ts'
import { deletionEntries, readTakenBack, strikes } from './proposals.ts'
import type { IdRange } from './ranges.ts'

/*
 * What the room writes when a suggestion is decided: adopting a deletion, or declining an
 * insertion, deletes the named text; declining a deletion takes the entry away.
 */

/**
 * Takes `ranges` out of the text as an editor would, under the room's own client: what follows a break
 * that goes looks as before, and does not take over what runs in the block that it joins.
 */
export function takeOut(transaction: Y.Transaction, ranges: Iterable<IdRange>): void {
  const breaks = new Map<Y.Text, Set<Y.Item>>()
  for (const item of deleteRanges(transaction, ranges)) {
    if (!resetsMarks(item) || !(item.parent instanceof Y.Text)) continue
    const known = breaks.get(item.parent) ?? new Set()
    breaks.set(item.parent, known.add(item))
  }
  for (const [text, gone] of breaks) keepLooks(transaction, text, gone)
}

function keepLooks(transaction: Y.Transaction, text: Y.Text, gone: ReadonlySet<Y.Item>): void {
  const place = new Place(text._start)
  /** What ran while the breaks stood. */
  const was = new Map<string, MarkValue>()
  let left = gone.size
  for (let item = place.right; item; item = place.right) {
    if (!item.deleted && charactersOf(item) !== null) {
      for (const key of new Set([...place.marks.keys(), ...was.keys()])) {
        const value: unknown = was.get(key) ?? null
        if ((place.marks.get(key) ?? null) !== value)
          put(transaction, text, place, new Y.ContentFormat(key, value as object))
      }
      if (left === 0) return
    }
    if (gone.has(item)) {
      was.clear()
      left--
    } else if (!item.deleted) runMarks(was, item)
    place.step()
  }
}

/**
 * Deletes what is live of `ranges`, whatever it is, and answers it. Ids that do not exist yet are left
 * alone.
 */
export function deleteRanges(transaction: Y.Transaction, ranges: Iterable<IdRange>): Y.Item[] {
  const { store } = transaction.doc
  const deleted: Y.Item[] = []
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
        if (struct instanceof Y.Item) {
          struct.delete(transaction)
          deleted.push(struct)
        }
      }
      at = stop
    }
  }
  return deleted
}

/**
 * Takes back the suggested deletions of `ranges` by whoever `isBy` means, under the room's own client,
 * which `doc.clientID` must be. `waiting`: what the same person strikes besides, also where it is out of
 * the text and may come back.
 */
export function withdrawDeletions(
  transaction: Y.Transaction,
  ranges: Iterable<IdRange>,
  isBy: (client: number) => boolean,
  origins: Iterable<Origin>,
  waiting = new IdSet(),
): void {
  const { doc } = transaction
  const withdrawn = withAncestors(doc, [...ranges], origins, new IdSet(), waiting)
  const fresh = deletionEntries(doc).flatMap((entry) =>
    isBy(entry.by)
      ? strikes(entry, origins).flatMap(([client, clock, length]) =>
          withdrawn
            .within(client, clock, clock + length)
            .map(([start, end]) => [client, start, end - start, ...entry.id]),
        )
      : [],
  )
  if (fresh.length > 0) doc.getArray(bodyRoots.deletions).push(fresh)
  sweepDeletions(transaction)
}

/**
 * Also what they were called before, unless that stands in another place, too (see `twins.ts`).
 * `besides`: what leaves the text in the same step; `waiting`: what counts as standing without that.
 */
export function withAncestors(
  doc: Y.Doc,
  ranges: readonly IdRange[],
  origins: Iterable<Origin>,
  besides = new IdSet(),
  waiting = new IdSet(),
): IdSet {
  const { ancestors, descendants } = descentOf(origins)
  const family = new IdSet(ranges)
  for (const ancestor of ancestors(ranges)) {
    const others = descendants([ancestor])
      .flatMap((each) => family.missing(each))
      .flatMap((each) => besides.missing(each))
    const waits = others.some((range) => waiting.missing(range).length === 0)
    if (!waits && !anyLive(doc, others)) family.add(ancestor)
  }
  return family
}

/**
 * Removes the suggested deletions of which all was taken back, and the notes of that. One whose words
 * are out of the text stays: they may come back, by undo, a move, or an answer taken up again.
 */
function sweepDeletions({ doc }: Y.Transaction): void {
  const list = doc.getArray(bodyRoots.deletions)
  const kept = new Map<number, string>()
  for (const { index, id, left } of deletionEntries(doc)) {
    if (left.length > 0) kept.set(index, id.join())
  }
  const entries = new Set(kept.values())
  const values = list.toArray()
  const goes = (index: number) => {
    const back = readTakenBack(values[index], roomClient)
    return !kept.has(index) && !(back && entries.has(back.entry))
  }
  // what stands side by side goes together: each deletion walks the list
  for (let end = values.length; end > 0; end--) {
    let from = end
    while (from > 0 && goes(from - 1)) from--
    if (from < end) list.delete(from, end - from)
    end = Math.max(from, 1)
  }
}

/** True if any unit of these ranges is in the text. */
export function anyLive(doc: Y.Doc, ranges: Iterable<IdRange>): boolean {
  for (const [client, clock, length] of ranges) {
    const end = Math.min(clock + length, Y.getState(doc.store, client))
    for (let at = clock; at < end; ) {
      const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, at))
      if (struct instanceof Y.Item && !struct.deleted) return true
      at = struct.id.clock + struct.length
    }
  }
  return false
}
