import * as Y from 'yjs'

type Struct = Y.Item | Y.GC

/**
 * What a page needs of `doc` beyond `vector`: all that lives, and of what was deleted where it stood,
 * not what it said. Pages collect that as soon as they have it (their documents are made with `gc`),
 * so this is the state that they come to, without what somebody wrote and took out a thousand times.
 * The room keeps the words: history, authors and undo are asked of it.
 */
export function livingState(doc: Y.Doc, vector?: Uint8Array): Uint8Array {
  const known = vector ? Y.decodeStateVector(vector) : new Map<number, number>()
  const light = new Y.Doc()
  for (const [client, structs] of doc.store.clients) {
    const isKnown = (known.get(client) ?? 0) >= Y.getState(doc.store, client)
    light.store.clients.set(client, isKnown ? structs : structs.reduce(withoutDead, []))
  }
  return Y.encodeStateAsUpdate(light, vector)
}

function withoutDead(living: Struct[], struct: Struct): Struct[] {
  const isSilent = !(struct instanceof Y.Item) || !struct.deleted
  const before = living.at(-1)
  if (!isSilent && before instanceof Y.Item && before.deleted && goesOn(before, struct)) {
    living[living.length - 1] = silent(before, before.length + struct.length)
  } else {
    living.push(isSilent ? struct : silent(struct, struct.length))
  }
  return living
}

/** Yjs would make one item of both. */
function goesOn(before: Y.Item, next: Y.Item): boolean {
  const end = Y.createID(before.id.client, before.id.clock + before.length - 1)
  return (
    Y.compareIDs(next.origin, end) &&
    Y.compareIDs(next.rightOrigin, before.rightOrigin) &&
    next.left?.id.client === end.client &&
    next.left.lastId.clock === end.clock
  )
}

function silent(item: Y.Item, length: number): Y.Item {
  const { id, left, origin, right, rightOrigin, parent, parentSub } = item
  const content = new Y.ContentDeleted(length)
  const dead = new Y.Item(id, left, origin, right, rightOrigin, parent, parentSub, content)
  dead.markDeleted()
  return dead
}
