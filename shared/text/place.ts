import * as Y from 'yjs'
import { charactersOf, type MarkValue, markerOf, runMarks, tearsPair } from './items.ts'

/** A slot between two items of a text, with the marks that run there. It moves to the right only. */
export class Place {
  left: Y.Item | null = null
  right: Y.Item | null
  readonly marks: Map<string, MarkValue>
  /** Live characters and separators to the left. */
  index = 0

  constructor(right: Y.Item | null, marks: Iterable<readonly [string, MarkValue]> = []) {
    this.right = right
    this.marks = new Map(marks)
  }

  copy(): Place {
    const copy = new Place(this.right, this.marks)
    copy.left = this.left
    copy.index = this.index
    return copy
  }

  /** Steps over the next item. Throws at the end of the text. */
  step(): Y.Item {
    const item = this.right
    if (item === null) throw new RangeError('past the end of the text')
    if (!item.deleted) {
      // most items are characters, and texts are long
      if (!(item.content instanceof Y.ContentString)) runMarks(this.marks, item)
      if (item.countable) this.index += item.length
    }
    this.left = item
    this.right = item.right
    return item
  }

  /** True if nothing that a reader sees comes next: a deleted item or a format marker. */
  beforeUnseen(): boolean {
    return this.right !== null && (this.right.deleted || !this.right.countable)
  }
}

/** The leftmost slot behind `index` live units; before a surrogate pair that `index` would tear. */
export function placeAt(transaction: Y.Transaction, text: Y.Text, index: number): Place {
  const place = new Place(text._start)
  while (place.index < index) {
    const item = place.right
    if (item === null) throw new RangeError('past the end of the text')
    const offset = index - place.index
    if (!item.deleted && item.countable && offset < item.length) {
      if (tearsPair(charactersOf(item) ?? '', offset)) {
        if (offset === 1) break
        cut(transaction, item, offset - 1)
        place.step()
        break
      }
      cut(transaction, item, offset)
    }
    place.step()
  }
  return place
}

/** Steps over the next item, but not over the live unit `end`; a surrogate pair is taken whole. */
export function stepWithin(transaction: Y.Transaction, place: Place, end: number): Y.Item {
  const item = place.right
  if (item && !item.deleted && item.countable) {
    const offset = end - place.index
    cut(transaction, item, tearsPair(charactersOf(item) ?? '', offset) ? offset + 1 : offset)
  }
  return place.step()
}

/** The live marker of `key` among the unseen items that follow. */
export function nextMarker(place: Place, key: string): Y.Item | null {
  for (let item = place.right; item && (item.deleted || !item.countable); item = item.right) {
    if (!item.deleted && markerOf(item)?.key === key) return item
  }
  return null
}

/** Puts a new item into the slot, which is then behind it. */
export function put(
  transaction: Y.Transaction,
  text: Y.Text,
  place: Place,
  content: Y.ContentString | Y.ContentEmbed | Y.ContentFormat,
  client = transaction.doc.clientID,
): void {
  const { left, right } = place
  const id = Y.createID(client, Y.getState(transaction.doc.store, client))
  const origin = left?.lastId ?? null
  const item = new Y.Item(id, left, origin, right, right?.id ?? null, text, null, content)
  item.integrate(transaction, 0)
  place.right = item
  place.step()
}

function cut(transaction: Y.Transaction, item: Y.Item, offset: number): void {
  if (offset > 0 && offset < item.length) {
    Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + offset))
  }
}
