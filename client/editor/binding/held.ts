import type { Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { StepMap, type Transform } from '@tiptap/pm/transform'
import type * as Y from 'yjs'
import { bodyRoots, firstBlock, type Kind } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { type Suggester, suggestKind, suggestReplace } from '../../../shared/text/suggest.ts'
import { format, remove } from '../../../shared/text/write.ts'
import { type RelativeSelection, relativeSelection } from './caret.ts'
import { ComposedUnits, type Unit } from './composed.ts'
import { changesOf, type Edit, type FieldEdits } from './edits.ts'
import type { Ends, Standing } from './ends.ts'
import {
  blockOf,
  type Id,
  identities,
  indexBehind,
  liveBefore,
  liveRanges,
  type Span,
} from './identities.ts'
import type { Mode } from './mode.ts'
import {
  blockAt,
  blockStart,
  type FieldNode,
  findField,
  placeOf,
  positionOf,
  spanOf,
} from './position.ts'
import { addDifference } from './steps.ts'
import { blocksTouched, zoneTouched } from './touched.ts'
import { plain, tokensOf, unitsIn, unitsOf } from './units.ts'
import { wordsOf } from './untaken.ts'
import { insertTokens } from './writing.ts'

/** How characters of the body were made to look while they were held. */
type Look = { readonly ids: IdSet; readonly format: Edit & { type: 'format' } }

/**
 * A composition under way. An input method works inside the page's own text nodes, so the blocks that
 * it works in must not be drawn anew, and half a syllable is nobody's business. Therefore the view
 * and the body part company for a while: what is typed stays in the view (`take`), what others do
 * there stays in the body (`follow`), what they do elsewhere is shown at once.
 *
 * Nothing is compared at the end. The units that stood in the blocks are remembered by identity, so
 * what was typed is written behind the very unit that it was typed behind, and of the text that it
 * replaced only those very units go, however others split, joined or moved the blocks meanwhile.
 *
 * The blocks grow: whatever this person changes in the field, and whatever others change across
 * their edges, takes the neighbours in. So no local change is ever too far away to be kept.
 */
export class Held {
  readonly mode: Mode
  readonly selectionBefore: RelativeSelection | null
  readonly field: string
  /** The document as it would be without what is held back: what the body holds. */
  shadow: Node
  /** Whether it has been told that something is held back. */
  told = false
  readonly #units: ComposedUnits
  /** Index of the separator before the first composed block, in view and body alike; -1: none. */
  #first: number
  /** How many units the composed blocks have in the body. */
  #inBody: number
  readonly #kinds: { readonly block: Id | null; readonly kind: Kind }[] = []
  readonly #looks: Look[] = []
  #waits = false

  /** Null where no text is selected. */
  static begin(state: EditorState, doc: Y.Doc, mode: Mode): Held | null {
    const { $from, $to } = state.selection
    if ($from.depth < 2 || $to.depth < 2 || $from.before(1) !== $to.before(1)) return null
    return new Held(state, doc, mode)
  }

  private constructor(state: EditorState, doc: Y.Doc, mode: Mode) {
    const { $from, $to } = state.selection
    this.mode = mode
    this.shadow = state.doc
    this.selectionBefore = relativeSelection(state.doc, doc, state.selection)
    this.field = $from.node(1).attrs.name
    this.#first = placeOf(state.doc, $from.before(2))?.index ?? -1
    const end = placeOf(state.doc, $to.end(2))?.index ?? 0
    this.#units = new ComposedUnits(identities(fieldText(doc, this.field), this.#base, end))
    this.#inBody = end - this.#base
  }

  get changed(): boolean {
    return this.#units.changed || this.#kinds.length > 0 || this.#looks.length > 0
  }

  /** True when the end of the composition will draw its blocks anew: others have changed them. */
  get waits(): boolean {
    return this.#waits
  }

  /** Whether what is selected now lies in the composed blocks. */
  holds({ doc, selection }: EditorState): boolean {
    const { from, to } = this.#inView(doc)
    return from <= selection.from && selection.to <= to
  }

  /** Remembers what the view did to the field, and answers what it did to others, to be written. */
  take(local: Transaction, doc: Y.Doc, standing: Standing, over: Span | null): FieldEdits[] {
    const elsewhere: FieldEdits[] = []
    for (const [at, step] of local.steps.entries()) {
      const before = local.docs[at] ?? local.before
      const ends = this.#ends(standing, at === 0 ? over : null)
      for (const change of changesOf(step, before, local.docs[at + 1] ?? local.doc, ends)) {
        if (change.field === this.field) this.#keep(change, before, fieldText(doc, this.field))
        else elsewhere.push(change)
      }
    }
    return elsewhere
  }

  /** As `Standing` says it of the body, which lacks what is held back. */
  #ends(standing: Standing, over: Span | null): Ends {
    const ends = standing.ends(over, (field, index) => {
      if (field !== this.field || index < this.#base) return index
      return index < this.#end ? null : index - this.#end + this.#base + this.#inBody
    })
    return {
      ...ends,
      stays: (field, index) => {
        const unit = field === this.field ? this.#units.at(index - this.#base) : undefined
        return unit?.id ? standing.of(unit.id) : ends.stays(field, index)
      },
    }
  }

  /** The view shows again what the body holds in all other fields. */
  meet(view: Node): void {
    const own = findField(this.shadow, this.field)?.node
    const fields = view.children.map((node) => (node.attrs.name === this.field && own ? own : node))
    this.shadow = this.shadow.type.create(null, fields)
  }

  /**
   * Others did `seen` (steps on the shadow) by `transaction`. Adds to `tr`, a transaction of the
   * view, what lies outside the composed blocks; the rest waits for `settle`.
   */
  follow(seen: Transform, transaction: Y.Transaction, tr: Transaction): Transaction {
    const text = fieldText(transaction.doc, this.field)
    this.#takeIn(zoneTouched(seen, this.#inShadow), text, liveBefore(transaction))
    let shadow = this.#inShadow
    let viewTo = this.#inView(tr.doc).to
    for (const [at, step] of seen.steps.entries()) {
      const map = step.getMap()
      if (blocksTouched(step, shadow, seen.docs[at] ?? seen.before)) {
        this.#waits = true
        shadow = { from: shadow.from, to: map.map(shadow.to, 1) }
        continue
      }
      const { from, to } = shadow
      const shown = step.map(new StepMap([from, to - from, viewTo - from]))
      if (shown && !tr.maybeStep(shown).failed) viewTo = shown.getMap().map(viewTo, -1)
      shadow = { from: map.map(from, 1), to: map.map(to, -1) }
    }
    this.shadow = seen.doc
    this.#first = placeOf(seen.doc, shadow.from)?.index ?? -1
    this.#inBody = (placeOf(seen.doc, shadow.to - 1)?.index ?? 0) - this.#base
    return tr
  }

  /** What was typed, in words, where none of it can be written. */
  typed(state: EditorState): string {
    const node = findField(state.doc, this.field)?.node
    if (!node) return ''
    const runs = this.#units.runs().map(({ units, index }) => {
      const from = this.#base + index
      return wordsOf(tokensOf(unitsOf(node, from, from + units.length)))
    })
    return runs.join('')
  }

  /** Writes what was held back; with a suggester, as a suggestion. */
  write(
    doc: Y.Doc,
    transaction: Y.Transaction,
    state: EditorState,
    suggester: Suggester | null,
  ): void {
    const text = fieldText(doc, this.field)
    for (const { block, kind } of this.#kinds) {
      const id = block ? blockOf(doc, block) : firstBlock(this.field)
      if (id === null) continue
      if (suggester) suggestKind(doc, id, kind)
      else doc.getMap<Kind>(bodyRoots.kinds).set(id, kind)
    }
    for (const { from, to } of liveRanges(text, new IdSet(this.#units.gone)).toReversed()) {
      if (suggester) suggestReplace(transaction, text, from, to, [], suggester)
      else remove(transaction, text, from, to - from)
    }
    for (const { ids, format: how } of suggester ? [] : this.#looks) {
      for (const { from, to } of liveRanges(text, ids)) {
        format(transaction, text, from, to - from, how.key, how.value)
      }
    }
    const node = findField(state.doc, this.field)?.node
    for (const { behind, units, index } of this.#units.runs()) {
      if (!node) break
      const from = this.#base + index
      const tokens = tokensOf(unitsOf(node, from, from + units.length))
      const at = behind ? indexBehind(doc, text, behind) : 0
      const end = insertTokens(transaction, text, at, suggester ? tokens.map(plain) : tokens)
      const ids = identities(text, at, end)
      for (const [number, unit] of units.entries()) unit.written = ids[number] ?? null
    }
  }

  /** What the view needs to show the body again, with the caret where it was typing. */
  settle(state: EditorState, doc: Y.Doc): Transaction {
    const { tr } = state
    addDifference(tr, doc, this.field)
    if (!tr.docChanged) return tr
    const text = fieldText(doc, this.field)
    const position = (of: number): number | null => {
      const id = identityOf(this.#unitBefore(state.doc, of))
      if (id === null) return null
      return positionOf(tr.doc, this.field, id === 'start' ? 0 : indexBehind(doc, text, id))
    }
    const anchor = position(state.selection.anchor)
    const head = position(state.selection.head)
    if (anchor !== null && head !== null) {
      tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)))
    }
    return tr
  }

  /** Index of the first remembered unit. */
  get #base(): number {
    return Math.max(0, this.#first)
  }

  /** Index behind the composed blocks in the view. */
  get #end(): number {
    return this.#base + this.#units.length
  }

  get #inShadow(): Span {
    return spanOf(this.shadow, this.field, this.#first + 1, this.#base + this.#inBody)
  }

  #inView(view: Node): Span {
    return spanOf(view, this.field, this.#first + 1, this.#end)
  }

  #keep({ edits, kinds }: FieldEdits, before: Node, text: Y.Text): void {
    const field = findField(before, this.field)
    if (!field) return
    for (const { from, to } of edits) this.#reach(field, from, to, text)
    for (const { block, kind } of kinds) {
      const start = blockStart(field.node, block)
      this.#reach(field, start, start, text)
      const separator = block > 0 ? this.#units.at(start - 1 - this.#base) : null
      // a typed separator is written with the kind that it has then
      if (separator === null) this.#kinds.push({ block: null, kind })
      else if (separator?.id) this.#kinds.push({ block: separator.id, kind })
    }
    for (const edit of edits.toReversed()) {
      const from = edit.from - this.#base
      const to = edit.to - this.#base
      if (edit.type === 'format') this.#looks.push({ ids: this.#idsIn(from, to), format: edit })
      else this.#units.replace(from, to, unitsIn(edit.tokens))
    }
  }

  #idsIn(from: number, to: number): IdSet {
    const ids = new IdSet()
    for (let at = from; at < to; at++) {
      const unit = this.#units.at(at)
      if (unit?.id) ids.add([unit.id[0], unit.id[1], 1])
    }
    return ids
  }

  /** Takes in the blocks of the view that hold `[from, to]`, which others cannot have changed. */
  #reach(field: FieldNode, from: number, to: number, text: Y.Text): void {
    if (from <= this.#first) {
      const { block } = blockAt(field, from - 1)
      const first = blockStart(field.node, block) - 1
      this.#grow(identities(text, Math.max(0, first), this.#base), [], first)
    }
    if (to > this.#end) {
      const { node, offset } = blockAt(field, to)
      const end = this.#base + this.#inBody
      const more = to - offset + node.content.size - this.#end
      this.#grow([], identities(text, end, end + more), this.#first)
    }
  }

  /** Takes in the blocks of the shadow that others are about to change together with ours. */
  #takeIn(zone: Span, text: Y.Text, isLive: (item: Y.Item) => boolean): void {
    const first = placeOf(this.shadow, zone.from)?.index ?? -1
    const end = this.#base + this.#inBody
    const newEnd = placeOf(this.shadow, zone.to - 1)?.index ?? end
    const left = identities(text, Math.max(0, first), this.#base, isLive)
    this.#grow(left, identities(text, end, newEnd, isLive), first)
  }

  #grow(left: readonly Id[], right: readonly Id[], first: number): void {
    this.#units.extend(left, right)
    this.#inBody += left.length + right.length
    this.#first = first
  }

  #unitBefore(doc: Node, position: number): Unit | 'start' | null {
    const place = placeOf(doc, position)
    if (place?.field !== this.field) return null
    const at = place.index - this.#base - 1
    return at < 0 ? 'start' : (this.#units.at(at) ?? null)
  }
}

function identityOf(unit: Unit | 'start' | null): Id | 'start' | null {
  return unit === null || unit === 'start' ? unit : (unit.id ?? unit.written)
}
