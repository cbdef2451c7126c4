import type * as Y from 'yjs'
import { descentOf } from '../authorship/descent.ts'
import { pendingOf } from '../authorship/pending.ts'
import type { CommitmentRecord } from '../record/record.ts'
import { bodyRoots, firstBlock, type Kind } from './body.ts'
import { fieldText } from './guard.ts'
import { IdSet } from './idSet.ts'
import { separatorOf } from './items.ts'
import { suggestedDeletions, suggestedKinds } from './proposals.ts'
import type { IdRange } from './ranges.ts'

/** The separator of a paragraph that is left empty, and where it stands. */
export type Emptied = {
  readonly range: IdRange
  readonly index: number
  /** Set when it joins the next block to the field's first, which then is of that one's kind. */
  readonly first: { readonly block: string; readonly kind: Kind } | null
}

type Block = {
  readonly id: string
  readonly kind: Kind
  /** Null: a field's first block has no separator. */
  readonly separator: { readonly range: IdRange; readonly index: number } | null
  stays: number
  goes: number
}

/**
 * The paragraphs of these fields of which nothing is left when `going` has left the text: they go with
 * their last word. Those that are joined by it are one. One that was empty before stays, and so does one
 * whose break, or the next one, is itself a suggestion: that is for its own answer to say. Kinds that are
 * suggested are in nobody's way: only a field's first paragraph, which then is of the next one's kind,
 * stays while such a kind waits. `adopted`: kinds that come by the same answer, by block.
 */
export function emptiedBy(
  doc: Y.Doc,
  fields: Iterable<string>,
  { origins, accepted }: Pick<CommitmentRecord, 'origins' | 'accepted'>,
  going: readonly IdRange[],
  adopted: ReadonlyMap<string, Kind> = new Map(),
): Emptied[] {
  if (going.length === 0) return []
  const gone = new IdSet(descentOf(origins).descendants(going))
  const struck = new IdSet(suggestedDeletions(doc, origins).map(({ range }) => range))
  const pendingUnder = pendingOf({ origins, accepted })
  const proposed = new Set(suggestedKinds(doc, origins).map(({ block }) => block))
  const isAgreed = ({ separator }: Block) => {
    if (!separator) return true
    const [client, clock] = separator.range
    return !struck.has(client, clock) && pendingUnder(client, clock).by === null
  }
  const kindOf = ({ id, kind }: Block) => adopted.get(id) ?? (proposed.has(id) ? null : kind)
  return Array.from(fields).flatMap((field) =>
    emptiedIn(field, blocksOf(doc, field, gone), isAgreed, kindOf),
  )
}

function emptiedIn(
  field: string,
  blocks: readonly Block[],
  isAgreed: (block: Block) => boolean,
  kindOf: (block: Block) => Kind | null,
): Emptied[] {
  const found: Emptied[] = []
  let first = true
  for (const [at, block] of blocks.entries()) {
    const next = blocks[at + 1]
    const empties = block.stays === 0 && block.goes > 0
    if (!empties || !isAgreed(block) || (next && !isAgreed(next))) {
      first = false
    } else if (block.separator && !first) found.push({ ...block.separator, first: null })
    else if (next?.separator) {
      const [own, kind] = [kindOf(block), kindOf(next)]
      if (own === null || kind === null) first = false
      else found.push({ ...next.separator, first: { block: firstBlock(field), kind } })
    }
  }
  return found
}

function blocksOf(doc: Y.Doc, field: string, gone: IdSet): Block[] {
  const kinds = doc.getMap<Kind>(bodyRoots.kinds)
  const blocks: Block[] = []
  const start = (id: string, born: Kind, separator: Block['separator']): Block => {
    const block = { id, kind: kinds.get(id) ?? born, separator, stays: 0, goes: 0 }
    blocks.push(block)
    return block
  }
  let block = start(firstBlock(field), 'p', null)
  let index = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const separator = separatorOf(item)
    if (separator && !gone.has(client, clock)) {
      block = start(separator.b, separator.k ?? 'p', { range: [client, clock, 1], index })
    } else if (!separator) {
      const parts = gone.within(client, clock, clock + item.length)
      const goes = parts.reduce((sum, [from, to]) => sum + to - from, 0)
      block.goes += goes
      block.stays += item.length - goes
    }
    index += item.length
  }
  return blocks
}
