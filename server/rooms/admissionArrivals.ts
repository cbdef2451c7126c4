import * as Y from 'yjs'
import type { RefusalCode } from '../../shared/protocol.ts'
import { charactersOf, tearsPair } from '../../shared/text/items.ts'
import { Placing, standsAside } from './admissionPlacing.ts'

/** A list of the document: a root, and in a map the key. */
export type Place = { readonly root: string; readonly key: string | null }

/** An item that the document does not have yet, and where Yjs will put it. */
export type Arrival = { readonly item: Y.Item; readonly place: Place }

type Id = { readonly client: number; readonly clock: number }

/**
 * As many items are looked at to find the places of one update, in some milliseconds. Whoever comes
 * back after a day has hundreds of pieces, with at most some of what others wrote meanwhile about each.
 */
const mostSteps = 20_000

/**
 * The document as it will be once an update is in: what it has, and what arrives. Nothing is
 * applied, and nothing costs more than looking up the ids that the update names.
 */
export class Arrivals {
  readonly doc: Y.Doc
  readonly #byClient = new Map<number, Arrival[]>()

  constructor(doc: Y.Doc) {
    this.doc = doc
  }

  /** The first clock of `client` that the document does not have. */
  known(client: number): number {
    return Y.getState(this.doc.store, client)
  }

  /** The first clock of `client` that neither document nor arrivals have. */
  end(client: number): number {
    const last = this.#byClient.get(client)?.at(-1)
    return last ? last.item.id.clock + last.item.length : this.known(client)
  }

  /** What arrives of `client`, by clock. */
  of(client: number): readonly Arrival[] {
    return this.#byClient.get(client) ?? []
  }

  add(arrival: Arrival): void {
    const { client } = arrival.item.id
    const arrivals = this.#byClient.get(client)
    if (arrivals) arrivals.push(arrival)
    else this.#byClient.set(client, [arrival])
  }

  /** The item that holds `id`; null: there is none, or what was there has been collected whole. */
  itemAt(id: Id): Y.Item | null {
    if (id.clock >= this.known(id.client)) return this.#arrivalAt(id)?.item ?? null
    const struct: unknown = Y.getItem(this.doc.store, Y.createID(id.client, id.clock))
    return struct instanceof Y.Item ? struct : null
  }

  placeAt(id: Id): Place | null {
    if (id.clock >= this.known(id.client)) return this.#arrivalAt(id)?.place ?? null
    const item = this.itemAt(id)
    const root = item && rootOf(item.parent)
    return root ? { root, key: item.parentSub } : null
  }

  /** True if a cut before `id` tears a surrogate pair, which Yjs then turns into two U+FFFD. */
  tears(id: Id): boolean {
    const item = id.clock < this.end(id.client) ? this.itemAt(id) : null
    return item !== null && tearsPair(charactersOf(item) ?? '', id.clock - item.id.clock)
  }

  #arrivalAt({ client, clock }: Id): Arrival | null {
    const arrivals = this.of(client)
    let low = 0
    let high = arrivals.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const arrival = arrivals[middle] as Arrival
      if (clock < arrival.item.id.clock) high = middle - 1
      else if (clock >= arrival.item.id.clock + arrival.item.length) low = middle + 1
      else return arrival
    }
    return null
  }
}

/**
 * Finds for `items` (new ones, without gaps in their clocks, by client) the place that Yjs will
 * give each. Refuses what Yjs could not put in place at once: it would wait in `pendingStructs`
 * and enter later, unseen by anybody.
 *
 * Items wait for each other across a person's ids, so they are taken in rounds: each round takes
 * from every client as many as have their origins in place. A round without any means a circle.
 */
export function arrive(doc: Y.Doc, items: ReadonlyMap<number, Y.Item[]>): Arrivals | RefusalCode {
  const arrivals = new Arrivals(doc)
  const placing = needsPlacing(arrivals, items) ? new Placing(arrivals) : null
  const queues = Array.from(items.values(), (queue) => ({ queue, next: 0 }))
  let waiting = queues
  while (waiting.length > 0) {
    let moved = false
    for (const each of waiting) {
      for (let item = each.queue[each.next]; item; item = each.queue[++each.next]) {
        if (!hasOrigins(arrivals, item)) break
        const place = placeOf(arrivals, item)
        if (typeof place === 'string') return place
        placing?.put(item, place, mostSteps)
        if (placing && placing.steps > mostSteps) return 'too-large'
        arrivals.add({ item, place })
        moved = true
      }
    }
    if (!moved) return 'origin'
    waiting = waiting.filter(({ queue, next }) => next < queue.length)
  }
  return arrivals
}

/** Not for a key that stands between what stood side by side: nobody types anything else. */
function needsPlacing(arrivals: Arrivals, items: ReadonlyMap<number, Y.Item[]>): boolean {
  const [only, ...others] = items.values()
  const [item, more] = only ?? []
  if (!item || others.length > 0 || more) return items.size > 0
  return item.id.clock < arrivals.known(item.id.client) || standsAside(item, arrivals)
}

/** True if both origins of `item` are in the document or have arrived. */
export function hasOrigins(arrivals: Arrivals, { origin, rightOrigin }: Y.Item): boolean {
  const isThere = (id: Id | null) => id === null || id.clock < arrivals.end(id.client)
  return isThere(origin) && isThere(rightOrigin)
}

/** True if Yjs, looking up the origins of `item`, tears a surrogate pair of somebody's text. */
export function tearsText(arrivals: Arrivals, { origin, rightOrigin }: Y.Item): boolean {
  const behind = origin && { client: origin.client, clock: origin.clock + 1 }
  return Boolean((behind && arrivals.tears(behind)) || (rightOrigin && arrivals.tears(rightOrigin)))
}

/** Yjs takes the explicit parent only without origins, else the left one's, else the right one's. */
function placeOf(arrivals: Arrivals, item: Y.Item): Place | RefusalCode {
  if (tearsText(arrivals, item)) return 'content'
  const { origin, rightOrigin } = item
  const places: (Place | null)[] = []
  if (origin) places.push(arrivals.placeAt(origin))
  if (rightOrigin) places.push(arrivals.placeAt(rightOrigin))
  if (places.length === 0) {
    const root: unknown = item.parent
    places.push(typeof root === 'string' ? { root, key: item.parentSub } : null)
  }
  // a partly known item goes on behind its known part, whatever list that is in
  const known = arrivals.known(item.id.client)
  if (item.id.clock < known) {
    const { client } = item.id
    if (tearsPair(charactersOf(item) ?? '', known - item.id.clock)) return 'content'
    places.push(arrivals.placeAt({ client, clock: known - 1 }))
  }
  const [place, ...others] = places
  if (!place) return 'origin'
  return others.every((other) => other?.root === place.root && other.key === place.key)
    ? place
    : 'parent'
}

const rootNames = new WeakMap<object, string>()

function rootOf(parent: unknown): string | null {
  if (!(parent instanceof Y.AbstractType) || parent._item !== null) return null
  const cached = rootNames.get(parent)
  if (cached !== undefined) return cached
  const root = Y.findRootTypeKey(parent)
  rootNames.set(parent, root)
  return root
}
