import { length, writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import type { Clocks } from './ledger.ts'

/** One update of several that together bring what another lacks. */
export type Part = {
  readonly update: Uint8Array
  /** How far the other has each client's words once it has this; null: all that the document holds. */
  readonly reach: Clocks | null
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

/**
 * What `doc` has beyond `vector` (an encoded state vector), as updates of about `size` bytes that
 * are applied one after the other: a room reads only so much at once. Each stands on those before
 * it, so the room can take any number of them; deletions come last. An item is never cut: one that
 * is larger by itself makes a larger update.
 */
export function partsBeyond(doc: Y.Doc, vector: Uint8Array, size: number): Part[] {
  const whole = Y.encodeStateAsUpdate(doc, vector)
  if (whole.length <= size) return [{ update: whole, reach: null }]
  const reached = Y.decodeStateVector(vector)
  const parts: Part[] = []
  let structs: Struct[] = []
  let bytes = 0
  for (const struct of inOrder(Y.decodeUpdate(whole).structs, reached)) {
    const weight = weigh(struct)
    if (bytes > 0 && bytes + weight > size) {
      parts.push({ update: encode(structs), reach: reachOf(structs) })
      structs = []
      bytes = 0
    }
    structs.push(struct)
    bytes += weight
  }
  parts.push({ update: encode(structs), reach: reachOf(structs) })
  const deletions = Y.diffUpdate(whole, Y.encodeStateVector(doc))
  return [...parts, { update: deletions, reach: null }]
}

/**
 * The same structs, each behind everything it stands on. One client's stay in the order of their
 * clocks, so all that is to be found out is whose turn it is. What stands on nothing that is here or
 * to come does not exist in a document, so no struct is left over.
 */
function* inOrder(structs: readonly Struct[], reached: Map<number, number>): Generator<Struct> {
  let waiting = Array.from(byClient(structs).values(), (queue) => ({ queue, next: 0 }))
  while (waiting.length > 0) {
    for (const each of waiting) {
      let struct = each.queue[each.next]
      while (struct && stands(struct, reached)) {
        reached.set(struct.id.client, struct.id.clock + struct.length)
        yield struct
        each.next += 1
        struct = each.queue[each.next]
      }
    }
    waiting = waiting.filter(({ queue, next }) => next < queue.length)
  }
}

function stands(struct: Struct, reached: Clocks): boolean {
  if (!(struct instanceof Y.Item)) return true
  const { origin, rightOrigin, parent } = struct
  return [origin, rightOrigin, parent].every(
    (id) => !(id instanceof Y.ID) || id.clock < (reached.get(id.client) ?? 0),
  )
}

function reachOf(structs: readonly Struct[]): Clocks {
  return new Map(structs.map(({ id, length }) => [id.client, id.clock + length]))
}

function byClient(structs: readonly Struct[]): Map<number, Struct[]> {
  const groups = new Map<number, Struct[]>()
  for (const struct of structs) {
    const group = groups.get(struct.id.client)
    if (group) group.push(struct)
    else groups.set(struct.id.client, [struct])
  }
  return groups
}

/** In bytes. */
function weigh(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1()
  struct.write(encoder, 0)
  return length(encoder.restEncoder)
}

/** Yjs's first format: per client how many structs, whose, from which clock; then no deletions. */
function encode(structs: readonly Struct[]): Uint8Array {
  const sections = byClient(structs)
  const encoder = new Y.UpdateEncoderV1()
  writeVarUint(encoder.restEncoder, sections.size)
  for (const [client, own] of sections) {
    writeVarUint(encoder.restEncoder, own.length)
    encoder.writeClient(client)
    writeVarUint(encoder.restEncoder, own[0]?.id.clock ?? 0)
    for (const struct of own) struct.write(encoder, 0)
  }
  writeVarUint(encoder.restEncoder, 0)
  return encoder.toUint8Array()
}
