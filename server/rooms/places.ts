import * as Y from 'yjs'
import { bodyRoots } from '../../shared/text/body.ts'
import { separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { itemAt } from './passages.ts'

/* Where identities stand in a field's text. */

/** Part of a live item of a field's text. */
export type Spot = { readonly item: Y.Item; readonly from: number; readonly to: number }

/** Ids of the blocks that begin in these ranges, as they were born. */
export function blocksIn(doc: Y.Doc, ranges: readonly IdRange[]): string[] {
  const blocks: string[] = []
  for (const [client, clock, length] of ranges) {
    for (let here = clock; here < clock + length; ) {
      const item = itemAt(doc, client, here)
      if (!item) break
      const separator = separatorOf(item)
      if (separator) blocks.push(separator.b)
      here = item.id.clock + item.length
    }
  }
  return blocks
}

/** Adds where what is live of a range stands, by field. */
export function locate(
  doc: Y.Doc,
  [client, clock, length]: IdRange,
  spots: Map<string, Spot[]>,
): void {
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    // what a suggested deletion names may never have come
    if (!item) return
    const from = here - item.id.clock
    const to = Math.min(item.length, clock + length - item.id.clock)
    here = item.id.clock + to
    if (item.deleted || !item.countable) continue
    const field = fieldOf(item)
    if (field === null) continue
    const known = spots.get(field)
    if (known) known.push({ item, from, to })
    else spots.set(field, [{ item, from, to }])
  }
}

const fieldNames = new WeakMap<object, string | null>()

function fieldOf({ parent }: Y.Item): string | null {
  if (!(parent instanceof Y.AbstractType) || parent._item !== null) return null
  const known = fieldNames.get(parent)
  if (known !== undefined) return known
  const root = Y.findRootTypeKey(parent)
  const field = root.startsWith(bodyRoots.field) ? root.slice(bodyRoots.field.length) : null
  fieldNames.set(parent, field)
  return field
}

/** Spots of a field in text order: side by side as they mostly are, or as the field is read. */
export function inOrder(doc: Y.Doc, field: string, spots: readonly Spot[]): Spot[] {
  const byItem = new Map<Y.Item, Spot[]>()
  for (const spot of spots) {
    const known = byItem.get(spot.item)
    if (known) known.push(spot)
    else byItem.set(spot.item, [spot])
  }
  for (const own of byItem.values()) own.sort((a, b) => a.from - b.from)
  const [first] = byItem.keys()
  if (!first) return []
  const items = [first]
  for (let item = nextOf(first); item && byItem.has(item); item = nextOf(item)) items.push(item)
  const before: Y.Item[] = []
  for (let item = lastOf(first); item && byItem.has(item); item = lastOf(item)) before.push(item)
  const found = [...before.reverse(), ...items]
  if (found.length === byItem.size) return found.flatMap((item) => byItem.get(item) ?? [])
  const all: Spot[] = []
  const text = doc.getText(bodyRoots.field + field)
  let left = byItem.size
  for (let item = text._start; item && left > 0; item = item.right) {
    const own = byItem.get(item)
    if (!own) continue
    all.push(...own)
    left -= 1
  }
  return all
}

/** The next live item. */
export function nextOf({ right }: Y.Item): Y.Item | null {
  let item = right
  while (item && (item.deleted || !item.countable)) item = item.right
  return item
}

function lastOf({ left }: Y.Item): Y.Item | null {
  let item = left
  while (item && (item.deleted || !item.countable)) item = item.left
  return item
}

/** The live unit in front of a spot. */
export function before({ item, from }: Spot): Spot | null {
  if (from > 0) return { item, from: from - 1, to: from }
  const left = lastOf(item)
  return left && { item: left, from: left.length - 1, to: left.length }
}

/** The live unit behind a spot. */
export function behind({ item, to }: Spot): Spot | null {
  if (to < item.length) return { item, from: to, to: to + 1 }
  const right = nextOf(item)
  return right && { item: right, from: 0, to: 1 }
}
