import type { Node } from '@tiptap/pm/model'

/*
 * A field's text has one unit per character and one per separator; ProseMirror has two tokens where
 * we have a separator (the end of a block and the start of the next). So index and position convert
 * by counting blocks. The place before a field's first block is index -1: a separator that is not there.
 */

/** A field's node and the position just inside it. */
export type FieldNode = { readonly node: Node; readonly start: number }

export function findField(doc: Node, name: string): FieldNode | null {
  let position = 0
  for (const node of doc.children) {
    if (node.attrs.name === name) return { node, start: position + 1 }
    position += node.nodeSize
  }
  return null
}

/** The names of the fields that a document shows, in order; as one string, to be compared. */
export function fieldNames(doc: Node): string {
  return doc.children.map(({ attrs }) => attrs.name).join('\n')
}

/** Live units of a field: characters and the separators between its blocks. */
export function unitCount(field: Node): number {
  return field.content.size - field.childCount - 1
}

/** A place in a field's text; `block` counts the field's blocks from 0. */
export type TextPlace = { readonly field: string; readonly index: number; readonly block: number }

/**
 * Where a position is. Between two fields `side` chooses: 1 the start of the next, -1 the end of the
 * one before; null when there is none.
 */
export function placeOf(doc: Node, position: number, side: 1 | -1 = 1): TextPlace | null {
  const resolved = doc.resolve(position)
  if (resolved.depth === 0) {
    const field = side > 0 ? resolved.nodeAfter : resolved.nodeBefore
    if (!field) return null
    const name: string = field.attrs.name
    return side > 0
      ? { field: name, index: -1, block: 0 }
      : { field: name, index: unitCount(field), block: field.childCount }
  }
  const block = resolved.index(1)
  const field: string = resolved.node(1).attrs.name
  return { field, index: position - resolved.start(1) - block - 1, block }
}

/** A block of a field that holds, or ends at, an index. */
export type BlockPlace = {
  readonly block: number
  readonly node: Node
  /** Position before the block. */
  readonly position: number
  readonly offset: number
}

/** The block in whose text `index` is; the index behind its last character still is. */
export function blockAt({ node: field, start }: FieldNode, index: number): BlockPlace {
  let position = start
  let from = 0
  let block = 0
  for (const node of field.children) {
    const size = node.content.size
    if (index <= from + size) return { block, node, position, offset: index - from }
    from += size + 1
    position += size + 2
    block++
  }
  throw new RangeError('past the end of the field')
}

/** The position of an index, brought into the field's text where it lies outside; null: no such field. */
export function positionOf(doc: Node, name: string, index: number): number | null {
  const field = findField(doc, name)
  if (!field) return null
  const inside = Math.min(Math.max(index, 0), unitCount(field.node))
  const { position, offset } = blockAt(field, inside)
  return position + 1 + offset
}

/** The index at which a block's text starts. */
export function blockStart(field: Node, block: number): number {
  let index = 0
  for (const node of field.children.slice(0, block)) index += node.content.size + 1
  return index
}

/** Positions around the blocks that hold the indices from `start` to `end`. */
export function spanOf(
  doc: Node,
  name: string,
  start: number,
  end: number,
): { from: number; to: number } {
  const field = findField(doc, name)
  if (!field) throw new Error(`${name} is not shown`)
  const last = blockAt(field, end)
  return { from: blockAt(field, start).position, to: last.position + last.node.nodeSize }
}
