import type * as Y from 'yjs'
import type { Arrivals, Place } from './admissionArrivals.ts'

type Id = { readonly client: number; readonly clock: number }

/** Part of an item, from one of its units to before another; the head of a list has none. */
type Segment = {
  readonly item: Y.Item | null
  readonly from: number
  to: number
  /** Undefined: what the document has there. */
  right: Segment | null | undefined
}

/**
 * How long Yjs will look for the place of what arrives. An item was written between two that stood side
 * by side for its writer; whatever stands between them by now is looked at, one after the other, for
 * each item anew. So a hundred characters that name the beginning and the end of a long text as their
 * neighbours hold the room up for as long as it takes to read that text a hundred times. Nobody's page
 * writes that: what it wrote without a network has what others wrote meanwhile between.
 *
 * Puts everything where Yjs will put it (`Item.integrate` of the version that is pinned), beside the
 * document, and counts.
 */
export class Placing {
  readonly #arrivals: Arrivals
  readonly #segments = new Map<Y.Item, Segment[]>()
  readonly #heads = new Map<string, { readonly head: Segment; values: number }>()
  /** Items that are looked at until now. */
  steps = 0

  constructor(arrivals: Arrivals) {
    this.#arrivals = arrivals
  }

  /** Its origins are in the document, or have been put. Gives up beyond `most` steps. */
  put(item: Y.Item, place: Place, most: number): void {
    const known = this.#arrivals.known(item.id.client) - item.id.clock
    const from = Math.max(0, known)
    const origin = originOf(item, from)
    const left = origin ? this.#cutBehind(origin) : this.#headOf(place)
    const right = item.rightOrigin ? this.#cutBefore(item.rightOrigin) : null
    const isAside = this.#rightOf(left) !== right
    const found = isAside ? this.#search(item, origin, left, right, most) : left
    const fresh: Segment = { item, from, to: item.length, right: this.#rightOf(found) }
    found.right = fresh
    this.#segments.set(item, [fresh])
  }

  /** As Yjs does it: behind which segment the item will stand. */
  #search(
    { id, rightOrigin }: Y.Item,
    origin: Id | null,
    start: Segment,
    right: Segment | null,
    most: number,
  ): Segment {
    let left = start
    const conflicting = new Set<Segment>()
    const before = new Set<Segment>()
    for (let o = this.#rightOf(start); o && o !== right; o = this.#rightOf(o)) {
      if (++this.steps > most) return left
      before.add(o)
      conflicting.add(o)
      const item = o.item as Y.Item
      const itsOrigin = originOf(item, o.from)
      if (isSame(origin, itsOrigin)) {
        if (item.id.client < id.client) {
          left = o
          conflicting.clear()
        } else if (isSame(rightOrigin, item.rightOrigin)) break
      } else {
        const at = itsOrigin && this.#segmentAt(itsOrigin)
        if (!at || !before.has(at)) break
        if (!conflicting.has(at)) {
          left = o
          conflicting.clear()
        }
      }
    }
    return left
  }

  /** Before the first of a list. Yjs walks along all values of a map's key to get there. */
  #headOf({ root, key }: Place): Segment {
    const name = JSON.stringify([root, key])
    const known = this.#heads.get(name)
    if (known) {
      this.steps += key === null ? 0 : known.values++
      return known.head
    }
    const type = this.#arrivals.doc.share.get(root)
    let first = (key === null ? type?._start : type?._map.get(key)) ?? null
    let values = 1
    for (; key !== null && first?.left; first = first.left) values++
    const right = first && this.#firstOf(first)
    const head: Segment = { item: null, from: 0, to: 0, right }
    this.#heads.set(name, { head, values })
    this.steps += key === null ? 0 : values
    return head
  }

  #rightOf(segment: Segment): Segment | null {
    if (segment.right === undefined) {
      const right = segment.item?.right ?? null
      segment.right = right && this.#firstOf(right)
    }
    return segment.right
  }

  #firstOf(item: Y.Item): Segment {
    return this.#segmentsOf(item)[0] as Segment
  }

  #segmentsOf(item: Y.Item): Segment[] {
    const known = this.#segments.get(item)
    if (known) return known
    const whole: Segment[] = [{ item, from: 0, to: item.length, right: undefined }]
    this.#segments.set(item, whole)
    return whole
  }

  #segmentAt(id: Id): Segment | null {
    const item = this.#arrivals.itemAt(id)
    return item && (this.#segmentsOf(item)[this.#indexIn(item, id)] ?? null)
  }

  #indexIn(item: Y.Item, { clock }: Id): number {
    const segments = this.#segmentsOf(item)
    const unit = clock - item.id.clock
    let low = 0
    let high = segments.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((segments[middle] as Segment).to <= unit) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The segment that ends with this unit. */
  #cutBehind({ client, clock }: Id): Segment {
    const item = this.#arrivals.itemAt({ client, clock }) as Y.Item
    const segments = this.#segmentsOf(item)
    const index = this.#indexIn(item, { client, clock })
    const segment = segments[index] as Segment
    const end = clock + 1 - item.id.clock
    if (end < segment.to) {
      const rest: Segment = { item, from: end, to: segment.to, right: segment.right }
      segments.splice(index + 1, 0, rest)
      segment.to = end
      segment.right = rest
    }
    return segment
  }

  /** The segment that begins with this unit. */
  #cutBefore({ client, clock }: Id): Segment {
    const item = this.#arrivals.itemAt({ client, clock }) as Y.Item
    const segment = this.#segmentAt({ client, clock }) as Segment
    if (segment.from === clock - item.id.clock) return segment
    this.#cutBehind({ client, clock: clock - 1 })
    return this.#segmentAt({ client, clock }) as Segment
  }
}

/** Of an item from one of its units on; what is known of it stands before. */
function originOf({ id, origin }: Y.Item, from: number): Id | null {
  return from > 0 ? { client: id.client, clock: id.clock + from - 1 } : origin
}

function isSame(a: Id | null, b: Id | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
}

/** True if the neighbours that an item names stand side by side in the document: as for most keys. */
export function standsAside({ origin, rightOrigin }: Y.Item, arrivals: Arrivals): boolean {
  const left = origin && arrivals.itemAt(origin)
  if (!origin || !left) return true
  const isLast = origin.clock + 1 === left.id.clock + left.length
  const next = isLast
    ? (left.right?.id ?? null)
    : { client: origin.client, clock: origin.clock + 1 }
  return !isSame(next, rightOrigin)
}
