import type { Mark, Node } from '@tiptap/pm/model'
import { AddMarkStep, AttrStep, RemoveMarkStep, type Step } from '@tiptap/pm/transform'
import type { Kind, Marks } from '../../../shared/text/body.ts'
import type { MarkValue } from '../../../shared/text/items.ts'
import type { Token } from '../../../shared/text/suggest.ts'
import { kindOf } from '../schema.ts'
import { type Ends, isStructural, wholeWords } from './ends.ts'
import type { Span } from './identities.ts'
import { blockAt, blockStart, findField, placeOf, unitCount } from './position.ts'
import { marksOf, sameUnit, tokensOf, type Unit, unitsOf } from './units.ts'

/** A change of a field's text; indices are those before the step that it comes from. */
export type Edit =
  | {
      readonly type: 'replace'
      readonly from: number
      readonly to: number
      readonly tokens: readonly Token[]
    }
  | {
      readonly type: 'format'
      readonly from: number
      readonly to: number
      readonly key: keyof Marks
      readonly value: MarkValue
    }

/** A block, counted from 0 before the step, and its new kind. */
export type KindChange = { readonly block: number; readonly kind: Kind }

export type FieldEdits = {
  readonly field: string
  /** Sorted from left to right, not overlapping. */
  readonly edits: readonly Edit[]
  readonly kinds: readonly KindChange[]
}

type Collected = { field: string; edits: Edit[]; kinds: KindChange[] }

/**
 * What one step does, at exactly the place that the step names: among equal characters a comparison
 * of texts could not tell which ones were meant. Of equal text at both ends of a replacement stays
 * what `ends` allows. Null for a step that no person's editing makes.
 */
export function editsOf(
  step: Step,
  before: Node,
  after: Node,
  ends: Ends,
): readonly FieldEdits[] | null {
  const fields: Collected[] = []
  const collect = (field: string): Collected => {
    const known = fields.find((one) => one.field === field)
    if (known) return known
    const fresh: Collected = { field, edits: [], kinds: [] }
    fields.push(fresh)
    return fresh
  }
  const ranges = rangesOf(step, before, ends.over)
  if (ranges.length === 0) {
    if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
      markEdits(step, before, after, collect)
    } else if (step instanceof AttrStep) {
      const block = after.nodeAt(step.pos)
      const place = placeOf(after, step.pos)
      if (!block?.isTextblock || !place) return null
      collect(place.field).kinds.push({ block: place.block, kind: kindOf(block) })
    } else return null
  }
  const bounds = isStructural(step) ? null : ends
  for (const range of ranges) {
    if (!rangeEdits(range, before, after, collect, bounds)) return null
  }
  for (const { edits } of fields) edits.sort((a, b) => a.from - b.from)
  return fields
}

type StepRange = { from: number; to: number; newFrom: number; newTo: number }

/** What the step replaces; all of `over` where that is what the person replaced. */
function rangesOf(step: Step, before: Node, over: Span | null): StepRange[] {
  const ranges: StepRange[] = []
  step.getMap().forEach((from, to, newFrom, newTo) => {
    ranges.push({ from, to, newFrom, newTo })
  })
  const [only, more] = ranges
  const within = over && only && !more && over.from <= only.from && only.to <= over.to
  if (!within || placeOf(before, over.from)?.field !== placeOf(before, over.to, -1)?.field) {
    return ranges
  }
  return [{ ...over, newFrom: over.from, newTo: only.newTo + over.to - only.to }]
}

/** One replaced range; false if it reaches beyond one field. */
function rangeEdits(
  range: StepRange,
  before: Node,
  after: Node,
  collect: (field: string) => Collected,
  ends: Ends | null,
): boolean {
  const start = placeOf(before, range.from, 1)
  const end = placeOf(before, range.to, -1)
  const newStart = placeOf(after, range.newFrom, 1)
  const newEnd = placeOf(after, range.newTo, -1)
  if (!start || !end || !newStart || !newEnd) return false
  const inOneField = [end, newStart, newEnd].every(({ field }) => field === start.field)
  const field = findField(before, start.field)?.node
  const newField = findField(after, start.field)?.node
  if (!inOneField || newStart.index !== start.index || !field || !newField) return false

  const found = collect(start.field)
  const change = (block: number, was: Kind, now: Kind) => {
    if (was !== now) found.kinds.push({ block, kind: now })
  }
  const removed = unitsOf(field, start.index, end.index)
  const inserted = unitsOf(newField, start.index, newEnd.index)
  const place = { field: start.field, from: start.index, to: end.index }
  const takesBlock = !before.resolve(range.from).parent.isTextblock
  const [only, more] = inserted
  // a block goes with the beginning of a later one, whose break comes in again: it is the one before
  const rejoins = takesBlock && only !== undefined && !more && 'separator' in only
  const bounds: Ends | null = ends && {
    ...ends,
    stays: (name, at) => (rejoins && at === start.index) || ends.stays(name, at),
  }
  let { from, to } = keepEnds(field, removed, inserted, place, change, bounds)
  const isWhole = takesBlock && inserted.length === 0
  if (isWhole && ends && takesOtherBreak(field, place.field, from, to, ends)) {
    // who suggests need not say what becomes of a block that is to go
    const [was, now] = [from, to].map((at) => blockAt({ node: field, start: 0 }, at + 1))
    if (!ends.words && was && now) change(was.block, kindOf(was.node), kindOf(now.node))
    removed.shift()
    from++
    to++
  }

  if (from === -1 && removed.length > 0) {
    // the first block's separator is not there to be deleted: the next one's goes instead
    removed.shift()
    from = 0
    const nextGoes = end.block < field.childCount && to === blockStart(field, end.block) - 1
    if (nextGoes) {
      to++
      change(0, kindOf(field.child(0)), kindOf(newField.child(0)))
    } else if (inserted.length > 0) return false
  } else if (from === -1 && inserted.length > 0) {
    // a block before the first: it takes the constant id, the old first one gets a separator
    const first = inserted.shift()
    const was = kindOf(field.child(0))
    if (first && 'separator' in first) change(0, was, first.separator)
    inserted.push({ separator: was, block: 0 })
    from = 0
    to = 0
  } else {
    const split = removed.length === 0 ? splitAtStart(field, from, inserted) : null
    if (split !== null) {
      // Enter before the first character: the text keeps its block, the empty block is the new one
      const own = found.kinds.findIndex(({ block }) => block === split)
      if (own >= 0) found.kinds.splice(own, 1)
      const now = kindOf(newField.child(split))
      change(split, kindOf(field.child(split)), kindOf(newField.child(split + 1)))
      const at = from - 1
      found.edits.push({ type: 'replace', from: at, to: at, tokens: [{ separator: now }] })
      return true
    }
  }
  if (from < to || inserted.length > 0) {
    found.edits.push({ type: 'replace', from, to, tokens: tokensOf(inserted) })
  }
  return true
}

/**
 * What reaches from a block's start to the next one's is deleted as a whole block, and with it goes the
 * break before. Where only one of the two breaks is struck already it is the one behind that was meant:
 * or a paragraph too many, or too few, would stand when everything has been answered.
 */
function takesOtherBreak(field: Node, name: string, from: number, to: number, ends: Ends): boolean {
  const isBreak = (index: number) => {
    const [unit] = unitsOf(field, index, index + 1)
    return unit !== undefined && 'separator' in unit
  }
  if (from < 0 || from >= to || to >= unitCount(field) || !isBreak(from) || !isBreak(to))
    return false
  return ends.struck(name, from) !== ends.struck(name, to)
}

/**
 * Takes equal units off both ends: they stay. A separator met by a separator stays with its id, only
 * its kind may change. A surrogate pair is never cut.
 */
function keepEnds(
  field: Node,
  removed: Unit[],
  inserted: Unit[],
  place: Span & { readonly field: string },
  change: (block: number, was: Kind, now: Kind) => void,
  ends: Ends | null,
): Span {
  let { from, to } = place
  const keep = (was: Unit, now: Unit) => {
    if ('separator' in was && 'separator' in now) change(was.block, was.separator, now.separator)
  }
  const most = Math.min(removed.length, inserted.length)
  const stays = (was: number, now: number) => {
    const [old, fresh] = [removed[was], inserted[now]]
    const same = old !== undefined && fresh !== undefined && sameUnit(old, fresh)
    // the separator that a first block does not have cannot go
    return same && (from + was < 0 || !ends || ends.stays(place.field, from + was))
  }
  let head = 0
  while (head < most && stays(head, head)) head++
  let tail = 0
  while (tail < most - head && stays(removed.length - 1 - tail, inserted.length - 1 - tail)) {
    tail++
  }
  if (ends?.words) ({ head, tail } = wholeWords(field, place, removed, inserted, { head, tail }))
  const kept = [...removed.splice(removed.length - tail), ...removed.splice(0, head)]
  const again = [...inserted.splice(inserted.length - tail), ...inserted.splice(0, head)]
  for (const [at, was] of kept.entries()) {
    const now = again[at]
    if (now) keep(was, now)
  }
  from += head
  to -= tail
  while (from > 0 && (isLowSurrogate(inserted[0]) || isLowSurrogate(removed[0]))) {
    const [high] = unitsOf(field, from - 1, from)
    if (!high || 'separator' in high) break
    removed.unshift(high)
    inserted.unshift(high)
    from--
  }
  if (isHighSurrogate(inserted.at(-1)) || isHighSurrogate(removed.at(-1))) {
    const [low] = unitsOf(field, to, to + 1)
    if (low && isLowSurrogate(low)) {
      removed.push(low)
      inserted.push(low)
      to++
    }
  }
  return { from, to }
}

function isLowSurrogate(unit: Unit | undefined): boolean {
  return unit !== undefined && 'character' in unit && /[\udc00-\udfff]/.test(unit.character)
}

function isHighSurrogate(unit: Unit | undefined): boolean {
  return unit !== undefined && 'character' in unit && /[\ud800-\udbff]/.test(unit.character)
}

/** The block before whose first character a lone separator comes in; null: not such a place. */
function splitAtStart(field: Node, from: number, inserted: readonly Unit[]): number | null {
  const [only, more] = inserted
  if (!only || more || !('separator' in only)) return null
  let start = 0
  for (const [block, node] of field.children.entries()) {
    if (start === from) return block > 0 && node.content.size > 0 ? block : null
    start += node.content.size + 1
  }
  return null
}

type MarkedRun = { from: number; to: number; marks: readonly Mark[] }

function markEdits(
  step: AddMarkStep | RemoveMarkStep,
  before: Node,
  after: Node,
  collect: (field: string) => Collected,
): void {
  const key = step.mark.type.name as keyof Marks
  const was = runsOf(before, step)
  for (const now of runsOf(after, step)) {
    for (const run of was) {
      const from = Math.max(run.from, now.from)
      const to = Math.min(run.to, now.to)
      if (from >= to) continue
      const value = marksOf(now.marks)[key] ?? null
      if ((marksOf(run.marks)[key] ?? null) === value) continue
      const place = placeOf(before, from)
      if (!place) continue
      const edit = { type: 'format', from: place.index, to: place.index + to - from, key, value }
      addFormat(collect(place.field).edits, edit as Edit & { type: 'format' })
    }
  }
}

function addFormat(edits: Edit[], edit: Edit & { type: 'format' }): void {
  const last = edits.at(-1)
  if (last?.type === 'format' && last.value === edit.value && last.to === edit.from) {
    edits[edits.length - 1] = { ...last, to: edit.to }
  } else edits.push(edit)
}

function runsOf(doc: Node, { from, to }: { from: number; to: number }): MarkedRun[] {
  const runs: MarkedRun[] = []
  doc.nodesBetween(from, to, (node, position) => {
    if (!node.isInline) return
    const start = Math.max(position, from)
    runs.push({ from: start, to: Math.min(position + node.nodeSize, to), marks: node.marks })
  })
  return runs
}

/** As `editsOf`; a step that no person's editing makes is one replaced middle in each field. */
export function changesOf(
  step: Step,
  before: Node,
  after: Node,
  ends: Ends,
): readonly FieldEdits[] {
  return editsOf(step, before, after, ends) ?? before.children.map((was) => difference(was, after))
}

function difference(was: Node, after: Node): FieldEdits {
  const field: string = was.attrs.name
  const now = findField(after, field)?.node ?? was
  const kinds: KindChange[] = []
  const removed = unitsOf(was, -1, unitCount(was))
  const inserted = unitsOf(now, -1, unitCount(now))
  const place = { field, from: -1, to: unitCount(was) }
  const change = (block: number, old: Kind, kind: Kind) => {
    if (old !== kind) kinds.push({ block, kind })
  }
  const { from, to } = keepEnds(was, removed, inserted, place, change, null)
  const changed = from < to || inserted.length > 0
  return {
    field,
    kinds,
    edits: changed ? [{ type: 'replace', from, to, tokens: tokensOf(inserted) }] : [],
  }
}
