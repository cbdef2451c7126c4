import type { Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import {
  AddMarkStep,
  RemoveMarkStep,
  type Step,
  StepMap,
  type Transform,
} from '@tiptap/pm/transform'
import * as Y from 'yjs'
import { fieldText } from '../../../shared/text/guard.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { type Suggester, suggestReplace, type Token } from '../../../shared/text/suggest.ts'
import { remove } from '../../../shared/text/write.ts'
import { type RelativeSelection, relativeSelection } from './caret.ts'
import { editsOf } from './edits.ts'
import { findField, placeOf, positionOf } from './position.ts'
import { addDifference } from './steps.ts'
import { tokensOf, unitsOf } from './units.ts'
import { insertTokens } from './writing.ts'

type Id = readonly [client: number, clock: number]

/** A unit of the composed blocks: of the body (`id`), perhaps taken out here, or typed and held back. */
type Unit = { readonly id: Id; gone: boolean } | { readonly id: null; written: Id | null }

type Span = { from: number; to: number }

/**
 * A composition under way. An input method works inside the page's own text nodes, so the blocks that
 * it works in must not be drawn anew, and half a syllable is nobody's business. Therefore the view
 * and the body part company for a while: what is typed stays in the view (`take`), what others do
 * there stays in the body (`follow`), what they do elsewhere is shown at once.
 *
 * Nothing is compared at the end. The units that stood in the blocks are remembered by identity, so
 * what was typed is written behind the very unit that it was typed behind, and of the text that it
 * replaced only those very units go, however others split, joined or moved the blocks meanwhile.
 */
export class Held {
  readonly selectionBefore: RelativeSelection | null
  /** The document as it would be without what is held back. */
  shadow: Node
  readonly #field: string
  readonly #units: Unit[]
  /** Position in the view of the first composed block. */
  #start: number
  /** The blocks that must not be drawn, in the shadow and in the view. */
  readonly #inShadow: Span
  readonly #inView: Span
  #anchor: Id | 'start' | null = null
  #head: Id | 'start' | null = null

  /** Null where no text is selected. */
  static begin(state: EditorState, doc: Y.Doc): Held | null {
    const { $from, $to } = state.selection
    if ($from.depth < 2 || $to.depth < 2 || $from.before(1) !== $to.before(1)) return null
    return new Held(state, doc)
  }

  private constructor(state: EditorState, doc: Y.Doc) {
    const { $from, $to } = state.selection
    const from = $from.before(2)
    const to = $to.after(2)
    this.shadow = state.doc
    this.selectionBefore = relativeSelection(state.doc, doc, state.selection)
    this.#field = $from.node(1).attrs.name
    this.#start = from
    this.#inShadow = { from, to }
    this.#inView = { from, to }
    const first = Math.max(0, placeOf(state.doc, from)?.index ?? 0)
    const end = placeOf(state.doc, to - 1)?.index ?? first
    this.#units = identities(fieldText(doc, this.#field), first, end).map((id) => ({
      id,
      gone: false,
    }))
  }

  get changed(): boolean {
    return this.#units.some((unit) => unit.id === null || unit.gone)
  }

  /** Remembers what the view did to the composed blocks; false if it is something else. */
  take(local: Transaction): boolean {
    const base = this.#base(local.before)
    const changes: { from: number; to: number; count: number }[] = []
    for (const [at, step] of local.steps.entries()) {
      const before = local.docs[at] ?? local.before
      const fields = editsOf(step, before, local.docs[at + 1] ?? local.doc)
      if (!fields) return false
      for (const { field, edits, kinds } of fields) {
        if (field !== this.#field || kinds.length > 0) return false
        for (const edit of edits.toReversed()) {
          if (edit.type === 'format') return false
          const units = edit.tokens.reduce((sum, token) => sum + tokenLength(token), 0)
          changes.push({ from: edit.from - base, to: edit.to - base, count: units })
        }
      }
    }
    if (!this.#fit(changes)) return false
    for (const change of changes) this.#splice(change)
    this.#inView.to = local.mapping.map(this.#inView.to, 1)
    return true
  }

  /**
   * Others did `seen` (steps on the shadow). Adds to `tr`, a transaction of the view, what lies
   * outside the composed blocks; the rest waits for `settle`.
   */
  follow(seen: Transform, tr: Transaction): Transaction {
    for (const [at, step] of seen.steps.entries()) {
      const before = seen.docs[at] ?? seen.before
      const touched = touchedBy(step, this.#inShadow, before)
      if (touched) {
        this.#inView.from -= this.#inShadow.from - touched.from
        this.#inView.to += touched.to - this.#inShadow.to
        this.#inShadow.from = touched.from
        this.#inShadow.to = step.getMap().map(touched.to, 1)
        continue
      }
      const { from, to } = this.#inShadow
      const shown = step.map(new StepMap([from, to - from, this.#inView.to - this.#inView.from]))
      if (shown && !tr.maybeStep(shown).failed) {
        const map = shown.getMap()
        this.#start = map.map(this.#start, 1)
        this.#inView.from = map.map(this.#inView.from, 1)
        this.#inView.to = map.map(this.#inView.to, -1)
      }
      const map = step.getMap()
      this.#inShadow.from = map.map(from, 1)
      this.#inShadow.to = map.map(to, -1)
    }
    this.shadow = seen.doc
    return tr
  }

  /** Writes what was held back; with a suggester, as a suggestion. */
  write(
    doc: Y.Doc,
    transaction: Y.Transaction,
    state: EditorState,
    suggester: Suggester | null,
  ): void {
    const text = fieldText(doc, this.#field)
    const runs = this.#runs(state)
    this.#anchor = this.#unitBefore(state.doc, state.selection.anchor)
    this.#head = this.#unitBefore(state.doc, state.selection.head)
    const anchorUnit = this.#localBefore(state.doc, state.selection.anchor)
    const headUnit = this.#localBefore(state.doc, state.selection.head)
    const gone = new IdSet(
      this.#units.flatMap((unit): IdRange[] =>
        unit.id && unit.gone ? [[unit.id[0], unit.id[1], 1]] : [],
      ),
    )
    for (const { from, to } of liveRanges(text, gone).toReversed()) {
      if (suggester) suggestReplace(transaction, text, from, to, [], suggester)
      else remove(transaction, text, from, to - from)
    }
    for (const run of runs) {
      const index = run.behind ? indexBehind(doc, text, run.behind) : 0
      const tokens = suggester ? run.tokens.map(plain) : run.tokens
      const end = insertTokens(transaction, text, index, tokens)
      const ids = identities(text, index, end)
      for (const [at, unit] of run.units.entries()) unit.written = ids[at] ?? null
    }
    if (anchorUnit) this.#anchor = anchorUnit.written
    if (headUnit) this.#head = headUnit.written
  }

  /** What the view needs to show the body again, with the caret where it was typing. */
  settle(state: EditorState, doc: Y.Doc): Transaction {
    const { tr } = state
    addDifference(tr, doc, this.#field)
    if (!tr.docChanged) return tr
    const text = fieldText(doc, this.#field)
    const position = (id: Id | 'start' | null): number | null => {
      if (id === null) return null
      return positionOf(tr.doc, this.#field, id === 'start' ? 0 : indexBehind(doc, text, id))
    }
    const anchor = position(this.#anchor)
    const head = position(this.#head)
    if (anchor !== null && head !== null) {
      tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)))
    }
    return tr
  }

  /** Index in the view's text of the first unit. */
  #base(doc: Node): number {
    return Math.max(0, placeOf(doc, this.#start)?.index ?? 0)
  }

  #live(): Unit[] {
    return this.#units.filter((unit) => unit.id === null || !unit.gone)
  }

  #fit(changes: readonly { from: number; to: number; count: number }[]): boolean {
    let length = this.#live().length
    for (const { from, to, count } of changes) {
      if (from < 0 || to > length) return false
      length += count - (to - from)
    }
    return true
  }

  #splice({ from, to, count }: { from: number; to: number; count: number }): void {
    let live = 0
    let at = 0
    const isLive = (unit: Unit) => unit.id === null || !unit.gone
    for (let unit = this.#units[at]; unit && live < from; unit = this.#units[++at]) {
      if (isLive(unit)) live++
    }
    for (let unit = this.#units[at]; unit && live < to; unit = this.#units[at]) {
      if (isLive(unit)) live++
      else {
        at++
        continue
      }
      if (unit.id === null) this.#units.splice(at, 1)
      else {
        unit.gone = true
        at++
      }
    }
    const typed = Array.from({ length: count }, (): Unit => ({ id: null, written: null }))
    this.#units.splice(at, 0, ...typed)
  }

  /** What was typed, each run with the unit that it was typed behind. */
  #runs(state: EditorState): Run[] {
    const node = findField(state.doc, this.#field)?.node
    const runs: Run[] = []
    let index = this.#base(state.doc)
    let behind: Id | null = null
    const first = index
    let run: (Unit & { id: null })[] = []
    const close = () => {
      if (run.length === 0 || !node) return
      const tokens = tokensOf(unitsOf(node, index - run.length, index))
      runs.push({ behind, units: run, tokens })
      run = []
    }
    for (const unit of this.#units) {
      if (unit.id === null) {
        run.push(unit)
        index++
        continue
      }
      close()
      behind = unit.id
      if (!unit.gone) index++
    }
    close()
    return first === 0 ? runs : runs.filter(({ behind }) => behind !== null)
  }

  #indexInLive(doc: Node, position: number): number | null {
    const place = placeOf(doc, position)
    if (place?.field !== this.#field) return null
    return place.index - this.#base(doc) - 1
  }

  #unitBefore(doc: Node, position: number): Id | 'start' | null {
    const at = this.#indexInLive(doc, position)
    if (at === null) return null
    return at < 0 ? 'start' : (this.#live()[at]?.id ?? null)
  }

  #localBefore(doc: Node, position: number): (Unit & { id: null }) | null {
    const at = this.#indexInLive(doc, position)
    const unit = at === null ? undefined : this.#live()[at]
    return unit?.id === null ? unit : null
  }
}

type Run = {
  readonly behind: Id | null
  readonly units: (Unit & { id: null })[]
  readonly tokens: Token[]
}

function tokenLength(token: Token): number {
  return 'text' in token ? token.text.length : 1
}

function plain(token: Token): Token {
  return 'text' in token ? { text: token.text } : token
}

function identities(text: Y.Text, from: number, to: number): Id[] {
  const ids: Id[] = []
  let index = 0
  for (let item = text._start; item && index < to; item = item.right) {
    if (item.deleted || !item.countable) continue
    const end = Math.min(to - index, item.length)
    for (let at = Math.max(from - index, 0); at < end; at++) {
      ids.push([item.id.client, item.id.clock + at])
    }
    index += item.length
  }
  return ids
}

/** Index ranges of the live units whose identities are in `ids`, from left to right. */
function liveRanges(text: Y.Text, ids: IdSet): Span[] {
  const ranges: Span[] = []
  let index = 0
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    for (const [from, to] of ids.within(client, clock, clock + item.length)) {
      const span = { from: index + from - clock, to: index + to - clock }
      const last = ranges.at(-1)
      if (last?.to === span.from) last.to = span.to
      else ranges.push(span)
    }
    index += item.length
  }
  return ranges
}

/** The index right behind a unit, or, if it is gone, where it stood. */
function indexBehind(doc: Y.Doc, text: Y.Text, [client, clock]: Id): number {
  const relative = new Y.RelativePosition(null, null, Y.createID(client, clock), -1)
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc, false)
  return absolute?.type === text ? absolute.index : text._length
}

/** The blocks around `span` that the step changes or joins with it; null if it leaves them alone. */
function touchedBy(step: Step, span: Span, doc: Node): Span | null {
  const ranges: Span[] = []
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    ranges.push({ from: step.from, to: step.to })
  }
  step.getMap().forEach((from, to) => {
    ranges.push({ from, to })
  })
  const inside = ranges.filter(({ from, to }) => to > span.from && from < span.to)
  if (inside.length === 0) return null
  let { from, to } = span
  for (const range of ranges) {
    const start = doc.resolve(range.from)
    const end = doc.resolve(range.to)
    from = Math.min(from, start.depth > 1 ? start.before(2) : range.from)
    to = Math.max(to, end.depth > 1 ? end.after(2) : range.to)
  }
  return { from, to }
}
