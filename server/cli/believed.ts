import * as Y from 'yjs'
import type { Origin } from '../../shared/record/origin.ts'
import { home } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { isUnread, itemAt, textAt } from '../rooms/passages.ts'

/**
 * What of an entry's origins its room cannot have believed: words that did not come in with the entry,
 * that are not those which they are said to be, or of which the source still stands although they are
 * said to have been moved or put back. Whether they were their person's to put back: see `putBack.ts`.
 * `doc` is the text with the entry, `isBrought` knows the ids of authors who wrote elsewhere, `isOwn`
 * those of the entry's person, whose own words may have come in deleted and without what they said.
 */
export function* unbelievable(
  doc: Y.Doc,
  update: Uint8Array | null,
  origins: readonly Origin[],
  isBrought: (client: number) => boolean,
  isOwn: (client: number) => boolean,
): Generator<string> {
  const fresh = new IdSet(update ? arrived(update) : [])
  for (const { to, from, how } of origins) {
    if (fresh.missing(to).length > 0) {
      yield 'says where words are from that did not come in with it'
      continue
    }
    if (!from || isBrought(home(from[0]))) continue
    const source: IdRange = [from[0], from[1], to[2]]
    const words = textAt(doc, to)
    const isLost = isOwn(source[0]) && isUnread(doc, source)
    if (words !== null && !isLost && words !== textAt(doc, source)) yield 'takes words for others'
    else if ((how === 'undo' || how === 'moved') && stands(doc, source))
      yield 'has moved, or put back, what stands where it stood'
  }
}

function arrived(update: Uint8Array): IdRange[] {
  return Y.decodeUpdate(update).structs.map(
    ({ id, length }): IdRange => [id.client, id.clock, length],
  )
}

function stands(doc: Y.Doc, [client, clock, length]: IdRange): boolean {
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    if (!item) return false
    if (!item.deleted) return true
    here = item.id.clock + item.length
  }
  return false
}
