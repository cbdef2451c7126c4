import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import { ReplaceStep, type Transform } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { bodyRoots, firstBlock, type Kind } from '../../../shared/text/body.ts'
import { type DeltaOp, textDelta } from '../../../shared/text/delta.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { separatorOf } from '../../../shared/text/items.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import type { Token } from '../../../shared/text/suggest.ts'
import { kindOf, shapeOf } from '../schema.ts'
import type { Edit } from './edits.ts'
import { blockAt, findField, unitCount } from './position.ts'
import { blockNode, fieldNode, inlineNodes, markOf } from './units.ts'

/**
 * Adds to `transform` the smallest steps that show what a Yjs transaction did to `fields`: carets,
 * decorations and compositions elsewhere survive. `transform.doc` must show the fields as they were.
 */
export function addSteps(
  transform: Transform,
  doc: Y.Doc,
  fields: Iterable<string>,
  transaction: Y.Transaction,
): void {
  const kinds = doc.getMap<Kind>(bodyRoots.kinds)
  const changed = changedIn(transaction)
  const changedKinds = changed.get(kinds)
  for (const field of fields) {
    const text = fieldText(doc, field)
    if (changed.has(text)) {
      for (const edit of editsOfDelta(textDelta(text, transaction), kinds).toReversed()) {
        addEdit(transform, field, edit)
      }
    }
    if (changedKinds) setKinds(transform, doc, field, changedKinds)
  }
}

/** Changed types with their changed keys (null: the sequence); Yjs's own type fits no type of its own. */
export function changedIn(
  transaction: Y.Transaction,
): ReadonlyMap<unknown, ReadonlySet<string | null>> {
  return transaction.changed
}

function editsOfDelta(ops: readonly DeltaOp[], kinds: Y.Map<Kind>): Edit[] {
  const edits: Edit[] = []
  let index = 0
  const replace = (length: number, tokens: readonly Token[]) => {
    const last = edits.at(-1)
    if (last?.type === 'replace' && last.to === index) {
      edits[edits.length - 1] = {
        ...last,
        to: index + length,
        tokens: [...last.tokens, ...tokens],
      }
    } else edits.push({ type: 'replace', from: index, to: index + length, tokens })
    index += length
  }
  for (const op of ops) {
    if ('delete' in op) replace(op.delete, [])
    else if ('insert' in op) replace(0, [{ text: op.insert, marks: op.marks }])
    else if ('separator' in op) {
      replace(0, [{ separator: kinds.get(op.separator.b) ?? op.separator.k ?? 'p' }])
    } else {
      for (const [key, value] of Object.entries(op.marks ?? {})) {
        edits.push({
          type: 'format',
          from: index,
          to: index + op.retain,
          key: key as (Edit & { type: 'format' })['key'],
          value,
        })
      }
      index += op.retain
    }
  }
  return edits
}

function addEdit(transform: Transform, field: string, edit: Edit): void {
  const place = findField(transform.doc, field)
  if (!place) return
  if (edit.type === 'format') {
    addFormat(transform, edit, place)
    return
  }
  const schema = transform.doc.type.schema
  const first = blockAt(place, edit.from)
  const last = blockAt(place, edit.to)
  /** Inline nodes before the first new separator, then those of each new block. */
  const segments: Node[][] = [[]]
  const kinds: Kind[] = []
  for (const token of edit.tokens) {
    if ('separator' in token) {
      kinds.push(token.separator)
      segments.push([])
    } else segments.at(-1)?.push(...inlineNodes(schema, token.text, token.marks ?? {}))
  }
  const [head = [], ...bodies] = segments
  const blocks = bodies.map((content, at) => blockNode(schema, kinds[at] ?? 'p', content))

  const firstEnd = first.position + first.node.nodeSize
  const lastEnd = last.position + last.node.nodeSize
  const atEnds = first.offset === first.node.content.size && last.offset === last.node.content.size
  if (atEnds && head.length === 0 && (first.block !== last.block || blocks.length > 0)) {
    replace(transform, firstEnd, lastEnd, blocks, 0)
    return
  }
  const from = first.position + 1 + first.offset
  const to = last.position + 1 + last.offset
  if (blocks.length === 0) replace(transform, from, to, head, 0)
  else replace(transform, from, to, [blockNode(schema, kindOf(first.node), head), ...blocks], 1)
}

function replace(
  transform: Transform,
  from: number,
  to: number,
  nodes: Node[],
  open: number,
): void {
  transform.step(new ReplaceStep(from, to, new Slice(Fragment.fromArray(nodes), open, open)))
}

function addFormat(
  transform: Transform,
  { from, to, key, value }: Edit & { type: 'format' },
  place: { node: Node; start: number },
): void {
  const { schema } = transform.doc.type
  const type = schema.marks[key]
  const mark = markOf(schema, key, value)
  if (!type) return
  let position = place.start
  let index = 0
  for (const block of place.node.children) {
    const size = block.content.size
    const start = Math.max(from, index)
    const end = Math.min(to, index + size)
    if (start < end) {
      const shift = position + 1 - index
      if (mark) transform.addMark(start + shift, end + shift, mark)
      else transform.removeMark(start + shift, end + shift, type)
    }
    index += size + 1
    position += size + 2
  }
}

/** Shows the kinds of the blocks whose entries in `kinds` changed. */
function setKinds(
  transform: Transform,
  doc: Y.Doc,
  field: string,
  changed: ReadonlySet<string | null>,
): void {
  const place = findField(transform.doc, field)
  if (!place) return
  const kinds = doc.getMap<Kind>(bodyRoots.kinds)
  const wanted = new Map<number, Kind>()
  const want = (block: number, id: string, birth: Kind = 'p') => {
    if (changed.has(id)) wanted.set(block, kinds.get(id) ?? birth)
  }
  want(0, firstBlock(field))
  let block = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    const separator = item.deleted ? null : separatorOf(item)
    if (separator) want(++block, separator.b, separator.k)
  }
  let position = place.start
  for (const [at, node] of place.node.children.entries()) {
    const kind = wanted.get(at)
    // Changing a block's type keeps its size, so later positions hold.
    if (kind !== undefined && kind !== kindOf(node)) {
      const { type, attrs } = shapeOf(kind)
      transform.setNodeMarkup(position, transform.doc.type.schema.nodes[type], attrs)
    }
    position += node.nodeSize
  }
}

/** True if a field's node and text have as many units; cheap, and enough to see that they parted. */
export function sameLength(node: Node, doc: Y.Doc, field: string): boolean {
  return unitCount(node) === fieldText(doc, field)._length
}

/** Replaces the smallest part of a field's node that makes it show its text. */
export function addDifference(transform: Transform, doc: Y.Doc, field: string): void {
  const place = findField(transform.doc, field)
  if (!place) return
  const wanted = fieldNode(transform.doc.type.schema, field, readBlocks(doc, field))
  const start = place.node.content.findDiffStart(wanted.content)
  const ends = place.node.content.findDiffEnd(wanted.content)
  if (start === null || ends === null) return
  const overlap = start - Math.min(ends.a, ends.b)
  const shift = Math.max(overlap, 0)
  transform.replace(
    place.start + start,
    place.start + ends.a + shift,
    wanted.slice(start, ends.b + shift),
  )
}
