import type { Transaction } from '@tiptap/pm/state'
import { Mapping } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { firstBlock, type Marks } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { separatorOf } from '../../../shared/text/items.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { type Suggester, suggestKind, suggestReplace } from '../../../shared/text/suggest.ts'
import { kindOf } from '../schema.ts'
import { type Edit, editsOf, type FieldEdits } from './edits.ts'
import type { Standing } from './ends.ts'
import type { Span } from './identities.ts'
import { placeOf, positionOf } from './position.ts'
import { plain, unitsIn } from './units.ts'
import { insertTokens } from './writing.ts'

/**
 * What cannot be said: by nobody a change beyond one field, or a picture; by a suggestion how
 * characters look. `looks` are those of pasted words, which come in without them.
 */
export type Inexpressible = 'formatting' | 'looks' | 'picture' | 'structure' | 'unseen'

/** What a transaction of the view means to a suggester; `over` as for `writeTransaction`. */
export function suggestionOf(
  local: Transaction,
  standing: Standing,
  over: Span | null,
): readonly FieldEdits[] | Inexpressible {
  const plan: FieldEdits[] = []
  for (const [at, step] of local.steps.entries()) {
    const before = local.docs[at] ?? local.before
    const ends = standing.ends(at === 0 ? over : null, bodyIndex(local, at))
    const edits = editsOf(step, before, local.docs[at + 1] ?? local.doc, ends)
    if (!edits) return 'structure'
    plan.push(...edits)
  }
  plan.push(...kindsKept(local))
  const says = plan.some(
    ({ edits, kinds }) => kinds.length > 0 || edits.some(({ type }) => type === 'replace'),
  )
  // words over the very same words change nothing, and are nothing that cannot be said
  return says || plan.every(({ edits }) => edits.length === 0) ? plan : 'formatting'
}

/** Meta of a transaction with positions of blocks that shall be what they are, whatever is suggested. */
export const kindsKeptMeta = 'kindsKept'

function kindsKept(local: Transaction): FieldEdits[] {
  const positions: readonly number[] = local.getMeta(kindsKeptMeta) ?? []
  return positions.flatMap((position) => {
    const block = local.before.nodeAt(position)
    const place = placeOf(local.before, position + 1)
    if (!block || !place) return []
    const kinds = [{ block: place.block, kind: kindOf(block) }]
    return { field: place.field, edits: [], kinds }
  })
}

/** Where a unit of the text before step number `at` stands in the body; null: an earlier step's. */
function bodyIndex(
  local: Transaction,
  at: number,
): (field: string, index: number) => number | null {
  if (at === 0) return (_field, index) => index
  const before = local.docs[at] ?? local.before
  const back = new Mapping(local.mapping.maps.slice(0, at)).invert()
  return (field, index) => {
    const position = positionOf(before, field, index)
    const first = position === null ? null : back.mapResult(position, 1)
    return first && !first.deletedAfter ? (placeOf(local.before, first.pos)?.index ?? null) : null
  }
}

/** Whether the plan puts in words that look otherwise than the place does, `around`. */
export function bringsLooks(plan: readonly FieldEdits[], around: Marks): boolean {
  return plan.some(({ edits }) =>
    edits.some(
      (edit) =>
        edit.type === 'replace' &&
        edit.tokens.some((token) => 'text' in token && adds(token.marks ?? {}, around)),
    ),
  )
}

const looks = ['bold', 'italic', 'underline', 'link'] as const

function adds(marks: Marks, around: Marks): boolean {
  return looks.some((name) => marks[name] !== undefined && marks[name] !== around[name])
}

/** Where the caret goes, as an index of a field's text. */
export type CaretPlace = { readonly field: string; readonly index: number }

/**
 * Executes a suggestion. The plan speaks of the text as the suggester means it to become, step by
 * step; what they take out stays in the real text, so indices are converted past what is hidden from
 * the plan. `head` is where the caret was, `wanted` where it is in the text as it was meant.
 */
export function writeSuggestion(
  doc: Y.Doc,
  transaction: Y.Transaction,
  plan: readonly FieldEdits[],
  suggester: Suggester,
  head: CaretPlace | null,
  wanted: CaretPlace | null,
): CaretPlace | null {
  const hidden = new Map<string, Hidden>()
  let caret: CaretPlace | null = null
  for (const { field, edits, kinds } of plan) {
    const text = fieldText(doc, field)
    const kept = hidden.get(field) ?? new Hidden()
    hidden.set(field, kept)
    for (const { block, kind } of kinds) {
      const id = blockIdAt(text, field, block, (index) => kept.hides(index))
      const has = readBlocks(doc, field).find((one) => one.id === id)?.kind
      if (id !== null) suggestKind(doc, id, kind, has)
    }
    for (const edit of edits.toReversed()) {
      if (edit.type === 'format') continue
      const { index, keptFrom } = writeEdit(transaction, text, edit, suggester, kept)
      const back = keptFrom !== null && head?.field === field && head.index >= edit.to
      // Backspace leaves the caret before what stays, everything else behind it
      caret = { field, index: back && edit.tokens.length === 0 ? keptFrom : index }
      // behind words that were put in again and stayed
      if (
        wanted?.field === field &&
        wanted.index > edit.from + unitsIn(edit.tokens) &&
        edits.length === 1
      )
        caret = { field, index: kept.real(wanted.index) }
    }
  }
  return caret
}

function writeEdit(
  transaction: Y.Transaction,
  text: Y.Text,
  edit: Edit & { type: 'replace' },
  suggester: Suggester,
  hidden: Hidden,
): { index: number; keptFrom: number | null } {
  const ranges: { from: number; to: number }[] = []
  for (let at = edit.from; at < edit.to; at++) {
    const index = hidden.real(at)
    const last = ranges.at(-1)
    if (last?.to === index) last.to++
    else ranges.push({ from: index, to: index + 1 })
  }
  let index = ranges.length > 0 ? null : hidden.real(edit.from)
  for (const { from, to } of ranges.toReversed()) {
    const length = text._length
    const end = suggestReplace(transaction, text, from, to, [], suggester)
    const gone = length - text._length
    hidden.shift(to, -gone)
    index = index === null ? end : index - gone
    if (end > from) hidden.add(from, end)
  }
  const start = hidden.behind(index ?? 0)
  const end = insertTokens(transaction, text, start, edit.tokens.map(plain))
  hidden.shift(start, end - start)
  return { index: end, keptFrom: ranges[0]?.from ?? null }
}

/** Ranges of the real text that the plan takes for gone; sorted, neither touching nor overlapping. */
class Hidden {
  #ranges: { from: number; to: number }[] = []

  /** The real index of an intended one; behind what is hidden there. */
  real(index: number): number {
    let real = index
    for (const { from, to } of this.#ranges) if (from <= real) real += to - from
    return real
  }

  /** The end of the hidden range that holds `index`, or `index` itself. */
  behind(index: number): number {
    return this.#ranges.find(({ from, to }) => from <= index && index < to)?.to ?? index
  }

  hides(index: number): boolean {
    return this.behind(index) !== index
  }

  add(from: number, to: number): void {
    const sorted = [...this.#ranges, { from, to }].sort((a, b) => a.from - b.from)
    this.#ranges = []
    for (const range of sorted) {
      const last = this.#ranges.at(-1)
      if (last && last.to >= range.from) last.to = Math.max(last.to, range.to)
      else this.#ranges.push({ ...range })
    }
  }

  /** Real text at `index` grew or shrank by `by`. */
  shift(index: number, by: number): void {
    for (const range of this.#ranges) {
      if (range.from >= index) range.from += by
      if (range.to > index) range.to += by
    }
  }
}

/** The id of a field's block number `block`, not counting separators that `isHidden` names. */
export function blockIdAt(
  text: Y.Text,
  field: string,
  block: number,
  isHidden: (index: number) => boolean = () => false,
): string | null {
  if (block === 0) return firstBlock(field)
  let index = 0
  let number = 0
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const separator = separatorOf(item)
    if (separator && !isHidden(index) && ++number === block) return separator.b
    index += item.length
  }
  return null
}
