import { length, writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import { maxItems } from '../../shared/wire.ts'
import type { Clocks } from './ledger.ts'

/** One update of several that together bring what one would. */
export type Part = {
  readonly update: Uint8Array
  /** How far it takes each client's words, if others follow; null: the last. */
  readonly reach: Clocks | null
}

/** Bytes that an item takes at least: what it is, whose neighbour, and what it holds. */
const smallest = 3

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

/**
 * `update`, which can be applied where it is sent, as updates of about `size` bytes and at most
 * `most` items that are applied one after the other: a room reads only so much at once. Each stands
 * on those before it, so the room can take any number of them; deletions come last.
 */
export function partsOf(update: Uint8Array, size: number, most = maxItems): Part[] {
  const whole = [{ update, reach: null }]
  if (update.length <= Math.min(size, most * smallest)) return whole
  const { structs: long } = Y.decodeUpdate(update)
  if (update.length <= size && long.length <= most) return whole
  const parts: Part[] = []
  const reached = new Map<number, number>()
  let structs: Struct[] = []
  let bytes = 0
  const close = () => {
    parts.push({ update: encode(structs), reach: reachOf(structs) })
    structs = []
    bytes = 0
  }
  const all = long.flatMap((struct) => cut(struct, size))
  for (const struct of inOrder(all, reached)) {
    const weight = weigh(struct)
    if (structs.length === most || (bytes > 0 && bytes + weight > size)) close()
    structs.push(struct)
    bytes += weight
  }
  close()
  const deletions = Y.diffUpdate(update, Y.encodeStateVector(reached))
  return [...parts, { update: deletions, reach: null }]
}

/**
 * The same structs, each behind everything it stands on; `reached` follows. One client's stay in the
 * order of their clocks, so all that is to be found out is whose turn it is. Whatever is not among
 * them is there already, so no struct is left over.
 */
function* inOrder(structs: readonly Struct[], reached: Map<number, number>): Generator<Struct> {
  const groups = byClient(structs)
  for (const [client, [first]] of groups) reached.set(client, first?.id.clock ?? 0)
  let waiting = Array.from(groups.values(), (queue) => ({ queue, next: 0 }))
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

/** A long text as several items, as if it had been written in pieces; no character is torn. */
function cut(struct: Struct, size: number): Struct[] {
  // a character takes up to three bytes
  const most = Math.floor(size / 3)
  if (struct.length <= most || !(struct instanceof Y.Item)) return [struct]
  const { id, content, origin, rightOrigin, parent, parentSub } = struct
  if (!(content instanceof Y.ContentString)) return [struct]
  const pieces: Struct[] = []
  for (let from = 0; from < struct.length; ) {
    const torn = /[\uD800-\uDBFF]/.test(content.str.charAt(from + most - 1))
    const text = content.str.slice(from, from + most - (torn ? 1 : 0))
    const place = from === 0 ? origin : Y.createID(id.client, id.clock + from - 1)
    const at = Y.createID(id.client, id.clock + from)
    const piece = new Y.ContentString(text)
    pieces.push(new Y.Item(at, null, place, null, rightOrigin, parent, parentSub, piece))
    from += text.length
  }
  return pieces
}

function stands(struct: Struct, reached: Clocks): boolean {
  if (!(struct instanceof Y.Item)) return true
  const { origin, rightOrigin, parent } = struct
  return [origin, rightOrigin, parent].every(
    (id) =>
      !(id instanceof Y.ID) || id.clock < (reached.get(id.client) ?? Number.POSITIVE_INFINITY),
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
