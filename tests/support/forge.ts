import * as encoding from 'lib0/encoding'

type Id = readonly [client: number, clock: number]

/** An item as it stands in an update; nothing is checked. */
export type ForgedItem = {
  client: number
  clock: number
  origin?: Id | undefined
  rightOrigin?: Id | undefined
  /** A root's name, or the id of a nested type. */
  parent?: string | Id
  key?: string
  text?: string
  any?: readonly unknown[]
  embed?: unknown
  format?: readonly [key: string, value: unknown]
  deleted?: number
  /** Instead of an item: collected, or skipped, this long. */
  gc?: number
  skip?: number
}

const ref = { gc: 0, deleted: 1, text: 4, embed: 5, format: 6, any: 8, skip: 10 } as const

/** Writes an update (V1) byte for byte, in as many sections as given. */
export function forge(
  sections: readonly (readonly ForgedItem[])[],
  deletions: readonly (readonly [client: number, ranges: readonly Id[]])[] = [],
): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, sections.length)
  for (const items of sections) {
    encoding.writeVarUint(encoder, items.length)
    encoding.writeVarUint(encoder, items[0]?.client ?? 0)
    encoding.writeVarUint(encoder, items[0]?.clock ?? 0)
    for (const item of items) writeItem(encoder, item)
  }
  encoding.writeVarUint(encoder, deletions.length)
  for (const [client, ranges] of deletions) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const range of ranges) for (const part of range) encoding.writeVarUint(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}

function writeItem(encoder: encoding.Encoder, item: ForgedItem): void {
  if (item.gc !== undefined || item.skip !== undefined) {
    encoding.writeUint8(encoder, item.gc === undefined ? ref.skip : ref.gc)
    encoding.writeVarUint(encoder, item.gc ?? item.skip ?? 0)
    return
  }
  const { origin, rightOrigin, key, parent = 'f:a' } = item
  const kind = (['text', 'any', 'embed', 'format', 'deleted'] as const).find(
    (each) => item[each] !== undefined,
  )
  const flags = (origin ? 128 : 0) | (rightOrigin ? 64 : 0) | (key === undefined ? 0 : 32)
  encoding.writeUint8(encoder, flags | ref[kind ?? 'text'])
  for (const id of [origin, rightOrigin]) if (id) writeId(encoder, id)
  if (!origin && !rightOrigin) {
    encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent)
    else writeId(encoder, parent)
    if (key !== undefined) encoding.writeVarString(encoder, key)
  }
  if (item.any) {
    encoding.writeVarUint(encoder, item.any.length)
    for (const value of item.any) encoding.writeAny(encoder, value as never)
  } else if (item.embed !== undefined) {
    encoding.writeVarString(encoder, JSON.stringify(item.embed))
  } else if (item.format) {
    encoding.writeVarString(encoder, item.format[0])
    encoding.writeVarString(encoder, JSON.stringify(item.format[1]))
  } else if (item.deleted !== undefined) encoding.writeVarUint(encoder, item.deleted)
  else encoding.writeVarString(encoder, item.text ?? '')
}

function writeId(encoder: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}
