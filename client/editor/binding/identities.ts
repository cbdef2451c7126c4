import * as Y from 'yjs'
import type { IdSet } from '../../../shared/text/idSet.ts'
import { separatorOf } from '../../../shared/text/items.ts'

/** The identity of one unit of a text. */
export type Id = readonly [client: number, clock: number]

export type Span = { from: number; to: number }

/** The identities of the units `[from, to)`, counting the items that `isLive` names. */
export function identities(
  text: Y.Text,
  from: number,
  to: number,
  isLive: (item: Y.Item) => boolean = ({ deleted }) => !deleted,
): Id[] {
  const ids: Id[] = []
  let index = 0
  for (let item = text._start; item && index < to; item = item.right) {
    if (!item.countable || !isLive(item)) continue
    const end = Math.min(to - index, item.length)
    for (let at = Math.max(from - index, 0); at < end; at++) {
      ids.push([item.id.client, item.id.clock + at])
    }
    index += item.length
  }
  return ids
}

/** Says of an item, inside the observers of `transaction`, whether it was live before that. */
export function liveBefore({ beforeState, deleteSet }: Y.Transaction): (item: Y.Item) => boolean {
  return ({ id, deleted }) =>
    id.clock < (beforeState.get(id.client) ?? 0) && (!deleted || Y.isDeleted(deleteSet, id))
}

/** Index ranges of the live units whose identities are in `ids`, from left to right. */
export function liveRanges(text: Y.Text, ids: IdSet): Span[] {
  const ranges: Span[] = []
  let index = 0
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    for (const [from, to] of ids.within(client, clock, clock + item.length)) {
      const span = { from: index + from - clock, to: index + to - clock }
      const last = ranges.at(-1)
      if (last?.to === span.from) last.to = span.to
      else ranges.push(span)
    }
    index += item.length
  }
  return ranges
}

/** The index right behind a unit, or, if it is gone, where it stood. */
export function indexBehind(doc: Y.Doc, text: Y.Text, [client, clock]: Id): number {
  const relative = new Y.RelativePosition(null, null, Y.createID(client, clock), -1)
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc, false)
  return absolute?.type === text ? absolute.index : text._length
}

/** The block that a live separator starts; null if it is gone. */
export function blockOf(doc: Y.Doc, [client, clock]: Id): string | null {
  const item = Y.getItem(doc.store, Y.createID(client, clock))
  return item instanceof Y.Item && !item.deleted ? (separatorOf(item)?.b ?? null) : null
}
