import * as Y from 'yjs'

/*
 * Two connections of one person may write under the same ids: a copied device, a program that draws none.
 * Of what the second brings Yjs takes nothing that the document has by that id, and says so to nobody; its
 * replica then differs, and its words are nowhere. So what is known must be what it is known as.
 */

/**
 * True if an item that the document has, in part or whole, is there with the same content and between the
 * same neighbours. What either side has thrown away says nothing. `known`: the first clock that it lacks.
 */
export function isAsKnown(doc: Y.Doc, item: Y.Item, known: number): boolean {
  const { client, clock } = item.id
  const end = Math.min(clock + item.length, known)
  for (let at = clock; at < end; ) {
    const there: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, at))
    const to = Math.min(end, there.id.clock + there.length)
    if (there instanceof Y.Item && !(isSame(item, there, at, to) && isPlaced(item, there, at))) {
      return false
    }
    at = to
  }
  return true
}

/** Their units from `from` to before `to`. */
function isSame(item: Y.Item, there: Y.Item, from: number, to: number): boolean {
  const [a, b] = [item.content, there.content]
  if (a instanceof Y.ContentDeleted || b instanceof Y.ContentDeleted) return true
  if (a.constructor !== b.constructor) return false
  const part = ({ content, id }: Y.Item): unknown => {
    const [start, end] = [from - id.clock, to - id.clock]
    if (content instanceof Y.ContentString) return content.str.slice(start, end)
    if (content instanceof Y.ContentAny) return content.arr.slice(start, end)
    if (content instanceof Y.ContentEmbed) return content.embed
    return content instanceof Y.ContentFormat ? [content.key, content.value] : null
  }
  const [one, other] = [part(item), part(there)]
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** Behind the same neighbour; in the middle of an item that is the unit before. */
function isPlaced(item: Y.Item, there: Y.Item, at: number): boolean {
  if (at !== item.id.clock) return true
  const { client } = item.id
  const origin = at > there.id.clock ? { client, clock: at - 1 } : there.origin
  return isSameId(item.origin, origin) && isSameId(item.rightOrigin, there.rightOrigin)
}

type Id = { readonly client: number; readonly clock: number }

function isSameId(a: Id | null, b: Id | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
}
