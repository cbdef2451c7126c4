import { Mark, type Node, type Schema } from '@tiptap/pm/model'
import { type Selection, TextSelection, type Transaction } from '@tiptap/pm/state'
import { Transform } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { bodyRoots, type Kind } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { suggestedKinds } from '../../../shared/text/proposals.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import {
  absoluteSelection,
  keepSelection,
  type RelativePlace,
  type RelativeSelection,
  relativePlace,
  relativeSelection,
} from './caret.ts'
import type { FieldEdits } from './edits.ts'
import { Standing } from './ends.ts'
import { Held } from './held.ts'
import type { Span } from './identities.ts'
import { type Mode, type Takes, weakest } from './mode.ts'
import { pasteOrigins } from './origins.ts'
import { fieldNames, findField, placeOf, positionOf } from './position.ts'
import { addDifference, addSteps, changedIn, sameLength } from './steps.ts'
import {
  blockIdAt,
  bringsLooks,
  type CaretPlace,
  type Inexpressible,
  kindsKeptMeta,
  suggestionOf,
  writeSuggestion,
} from './suggesting.ts'
import type { Undo } from './undo.ts'
import { fieldNode, marksOf } from './units.ts'
import { changedFields, type Untaken, untakenOf } from './untaken.ts'
import { writeEdits, writeTransaction } from './writing.ts'

export type BindingOptions = {
  readonly doc: Y.Doc
  /** Names of the fields that the view shows, in order; at least one. */
  readonly fields: readonly string[]
  /** What a field takes at this moment; asked before each write. */
  readonly mode: (field: string) => Takes
  /** One for all bindings of a page; it also knows under which ids the page writes. */
  readonly undo: Undo
  /** Told when somebody wants what cannot be said; nothing else happens. */
  readonly onInexpressible?: (what: Inexpressible) => void
  /** Told when a composition begins to be held back, and when it is written. */
  readonly onHolding?: (holding: boolean) => void
  /** Told of what is held back, whenever it is another; null: nothing is. */
  readonly onHeldBack?: (what: HeldBack | null) => void
  /** Told what somebody did where nothing is taken; nothing of it is in the body. */
  readonly onUntaken?: (what: Untaken) => void
}

/** A transaction that the view has applied and the body has not, with the selection before it. */
export type Local = { readonly transaction: Transaction; readonly selection: Selection }

/** What the view shows and the body lacks; `text` is empty where words are only taken out. */
export type HeldBack = {
  readonly field: string
  readonly text: string
  /** Where it was begun; null: nobody knows. */
  readonly at: RelativePlace | null
}

/** Marks transactions that show the body's changes, which must not be written back. */
export const fromBody = 'fromBody'

/**
 * Keeps one ProseMirror view and some fields of a body equal. What is done in the view becomes Yjs
 * operations at the same places, one Yjs transaction for each dispatch; what others do becomes small
 * steps. Several bindings may stand on one document, each for fields of its own.
 *
 * While a text is being composed (input methods) what is typed is held back and what others do to
 * that text waits; see `Held`.
 */
export class Binding {
  readonly doc: Y.Doc
  readonly options: BindingOptions
  #fields: readonly string[]
  #view: EditorView | null = null
  #held: Held | null = null
  /** The person has moved the caret since they wrote: what comes next is undone by itself. */
  #moved = false
  /** What the browser has said that it replaces, in which document. */
  #replaced: (Span & { readonly doc: Node }) | null = null
  /** True while the body is being told what the view shows already. */
  #echo = false
  /** Where the caret goes with what is being written: a second update would lay out the page again. */
  #caret: CaretPlace | null = null

  constructor(options: BindingOptions) {
    this.options = options
    this.doc = options.doc
    this.#fields = options.fields
    for (const field of options.fields) options.undo.watch(fieldText(this.doc, field))
    this.doc.on('afterTransaction', this.#onTransaction)
  }

  get fields(): readonly string[] {
    return this.#fields
  }

  /** True while a composition is held back: the view then shows more, and less, than the body. */
  get holding(): boolean {
    return this.#held !== null
  }

  /** Whether the caret is in what is held back. */
  get holdsCaret(): boolean {
    const state = this.#view?.state
    return state !== undefined && this.#held?.holds(state) === true
  }

  /** True while what others did to the composed text waits to be shown. */
  get waits(): boolean {
    return this.#held?.waits ?? false
  }

  /** Shows other fields: those that stay keep their nodes. */
  setFields(fields: readonly string[]): void {
    this.release()
    this.#fields = fields
    for (const field of fields) this.options.undo.watch(fieldText(this.doc, field))
    const view = this.#view
    if (!view) return
    const { doc, tr } = view.state
    const nodes = fields.map(
      (field) => findField(doc, field)?.node ?? this.#node(doc.type.schema, field),
    )
    this.#dispatch(tr.replaceWith(0, doc.content.size, nodes))
  }

  /**
   * The body as a view may begin with it. A view that begins empty is laid out twice: ProseMirror
   * asks for the selection before it changes a text, and for that a browser lays out the page.
   */
  read(schema: Schema): Node {
    return schema.topNodeType.create(
      null,
      this.#fields.map((field) => this.#node(schema, field)),
    )
  }

  /** The plugin calls it when its view is there. The view then shows the body. */
  attach(view: EditorView): void {
    this.#view = view
    const { doc, tr, schema } = view.state
    const wanted = this.read(schema)
    if (!doc.eq(wanted)) this.#dispatch(tr.replaceWith(0, doc.content.size, wanted.content))
  }

  detach(): void {
    this.release()
    this.#view = null
  }

  destroy(): void {
    this.detach()
    this.doc.off('afterTransaction', this.#onTransaction)
    this.options.undo.forget(this)
  }

  /** The kind that is suggested for a block, to somebody who suggests: their own, or else another's. */
  suggestedKind(shown: Node, position: number): Kind | null {
    const place = placeOf(shown, position + 1)
    if (!place || this.#takes([place.field]) !== 'suggest') return null
    const id = blockIdAt(fieldText(this.doc, place.field), place.field, place.block)
    const all = suggestedKinds(this.doc, this.options.undo.suggester.origins()).filter(
      ({ block }) => block === id,
    )
    const own = all.findLast(({ by }) => this.options.undo.suggester.isOwn(by))
    return (own ?? all.at(-1))?.kind ?? null
  }

  /** Where the selection is now; null without a view or outside of text. */
  get selection(): RelativeSelection | null {
    const state = this.#view?.state
    return state ? relativeSelection(state.doc, this.doc, state.selection) : null
  }

  /** Writes what the view has applied, or holds it back while a text is being composed. */
  write(locals: readonly Local[]): void {
    const [first] = locals
    if (!first) return
    const { undo } = this.options
    const held = this.#held
    if (held) {
      this.#writeElsewhere(
        held,
        locals.flatMap(({ transaction }) =>
          held.take(transaction, this.doc, this.#standing(held.mode), this.said(transaction)),
        ),
      )
      this.#tellHeldBack(held)
      return
    }
    this.#begin(relativeSelection(first.transaction.before, this.doc, first.selection))
    this.#echoing(() => {
      undo.transact('edit', (transaction) => {
        const done = locals.map((local) => local.transaction)
        for (const local of done) {
          const standing = this.#standing('edit')
          writeTransaction(this.doc, transaction, local, standing, this.said(local))
        }
        undo.announce(
          pasteOrigins(this.doc, transaction, done, this.#fields, undo.options.commitment),
        )
      })
    })
    this.#repair()
  }

  /**
   * Where suggestions are taken a transaction is not applied to the view: it is rewritten, executed
   * on the body, and comes back from there. Where nothing is taken, and where it would join fields, it
   * is told and goes no further. True: taken care of.
   */
  intercept(local: Transaction): boolean {
    const view = this.#view
    if (!view || local.getMeta(fromBody)) return false
    if (local.selectionSet && !local.docChanged) this.#moved = true
    if (fieldNames(local.doc) !== fieldNames(local.before) && !view.composing) {
      this.options.onInexpressible?.('structure')
      return true
    }
    const held = this.#held
    const own: unknown = local.selection.$head.node(1)?.attrs.name
    const keepsKinds = local.getMeta(kindsKeptMeta) !== undefined
    if (!local.docChanged && !keepsKinds) {
      return this.#takes([String(own)]) === 'suggest' && this.#refuseMarks(local)
    }
    const fields = local.docChanged ? changedFields(local.before, local.doc) : [String(own)]
    const takes = this.#takes(fields)
    if (takes === 'edit') return false
    if (takes === 'nothing') {
      if (held && fields.includes(held.field)) return false
      this.#untaken(untakenOf(local, view.state))
      return true
    }
    const plan = suggestionOf(local, this.#standing('suggest'), this.said(local))
    if (typeof plan === 'string') {
      if (held && view.composing) return false
      this.options.onInexpressible?.(plan)
      return true
    }
    if (held && plan.some(({ field }) => field === held.field)) return false
    if (plan.every(({ edits, kinds }) => edits.length === 0 && kinds.length === 0)) {
      const { doc, tr } = view.state
      const { anchor, head } = local.selection
      const there = TextSelection.between(doc.resolve(anchor), doc.resolve(head))
      this.#dispatch(tr.setSelection(there).scrollIntoView())
      return true
    }
    const { undo } = this.options
    const head = placeOf(view.state.doc, view.state.selection.head)
    const wanted = local.selection.empty ? placeOf(local.doc, local.selection.head) : null
    const around = marksOf(view.state.selection.$from.marks())
    const selects = local.selectionSet || touches(plan, head)
    this.#begin(this.selection)
    undo.transact('suggest', (transaction) => {
      const caret = writeSuggestion(this.doc, transaction, plan, undo.suggester, head, wanted)
      undo.announce(
        pasteOrigins(this.doc, transaction, [local], this.#fields, undo.options.commitment),
      )
      if (selects) this.#caret = caret
    })
    // Nothing has come back that could have taken it along.
    if (this.#caret) this.#dispatch(this.#selected(view.state.tr))
    if (local.getMeta('uiEvent') && bringsLooks(plan, around))
      this.options.onInexpressible?.('looks')
    return true
  }

  /**
   * A composition begins: from here on what is typed is held back. Where one has ended just now, what
   * was typed is written first; but if others have changed its blocks they are not drawn anew at this
   * moment, for the browser would go on in text nodes that are gone: both are held together.
   */
  hold(): void {
    const view = this.#view
    if (!view) return
    if (this.#held?.waits && this.#held.holds(view.state)) return
    this.release()
    const field: unknown = view.state.selection.$from.node(1)?.attrs.name
    const takes = this.#takes([String(field)])
    this.#held = Held.begin(view.state, this.doc, takes === 'suggest' ? takes : 'edit')
    // over several fields: what is composed would join them, and goes
    if (!this.#held) this.options.onInexpressible?.('structure')
    // an undo that comes now takes back the composition, not what was written elsewhere before
    if (!this.#held) return
    this.options.undo.before(this, this.#held.selectionBefore)
    this.options.onHolding?.(true)
  }

  /**
   * The composition is over: writes what was typed, as the place takes it by now, then shows what had
   * to wait.
   */
  release(): void {
    const view = this.#view
    const held = this.#held
    if (!view || !held) return
    const { undo } = this.options
    const takes = weakest([held.mode, this.#takes([held.field])])
    const typed = takes === 'nothing' && held.changed ? held.typed(view.state) : null
    if (held.changed && takes !== 'nothing') {
      this.#begin(held.selectionBefore)
      const suggester = takes === 'suggest' ? undo.suggester : null
      this.#echoing(() => {
        undo.transact(takes, (transaction) => {
          held.write(this.doc, transaction, view.state, suggester)
        })
      })
    }
    this.#held = null
    const tr = held.settle(view.state, this.doc)
    if (tr.docChanged) this.#dispatch(tr)
    this.#repair()
    if (typed !== null) this.#untaken({ field: held.field, text: typed, back: false })
    this.options.onHolding?.(false)
    if (held.told) this.options.onHeldBack?.(null)
  }

  /** Told by what the view is about to show: it has not drawn it yet. */
  #tellHeldBack(held: Held): void {
    const state = this.#view?.state
    if (!state || !this.options.onHeldBack || (!held.changed && !held.told)) return
    held.told = held.changed
    const { field, selectionBefore } = held
    const at = selectionBefore?.head ?? null
    this.options.onHeldBack(held.changed ? { field, text: held.typed(state), at } : null)
  }

  /** Writes what was done to other fields than the composed one, and shows what came of it. */
  #writeElsewhere(held: Held, changes: readonly FieldEdits[]): void {
    const view = this.#view
    if (!view || changes.length === 0) return
    const { undo } = this.options
    const takes = weakest([held.mode, this.#takes(changes.map(({ field }) => field))])
    this.#echoing(() => {
      if (takes === 'nothing') return
      undo.transact(takes, (transaction) => {
        if (takes === 'suggest') {
          writeSuggestion(this.doc, transaction, changes, undo.suggester, null, null)
        } else for (const change of changes) writeEdits(this.doc, transaction, change)
      })
    })
    const { tr } = view.state
    for (const field of new Set(changes.map((change) => change.field))) {
      addDifference(tr, this.doc, field)
    }
    held.meet(tr.doc)
    if (tr.docChanged) this.#dispatch(keepSelection(view, tr))
  }

  /**
   * The browser is about to put text over a range of what the view shows. ProseMirror reads from the
   * page only which part of it came out different.
   */
  replaces(range: Span | null): void {
    const doc = this.#view?.state.doc
    this.#replaced = doc && range ? { ...range, doc } : null
  }

  /** What the person has replaced by the transaction, if the browser has said so. */
  said({ before }: Transaction): Span | null {
    return this.#replaced?.doc === before ? this.#replaced : null
  }

  #standing(mode: Mode): Standing {
    return new Standing(this.doc, mode, this.options.undo.suggester)
  }

  /** Puts the selection back to where it was, as far as its characters are still there. */
  restore(selection: RelativeSelection | null): void {
    const view = this.#view
    if (!view || !selection) return
    const restored = absoluteSelection(view.state.doc, this.doc, selection)
    if (restored) this.#dispatch(view.state.tr.setSelection(restored).scrollIntoView())
  }

  /** Undoing what is written now brings `selection` back. */
  #begin(selection: RelativeSelection | null): void {
    const { undo } = this.options
    if (this.#moved) undo.cut()
    this.#moved = false
    undo.before(this, selection)
  }

  /** With the caret where what was written has brought it, and in sight. */
  #selected(tr: Transaction): Transaction {
    const caret = this.#caret
    this.#caret = null
    const position = caret && positionOf(tr.doc, caret.field, caret.index)
    if (position === null) return tr
    return tr.setSelection(TextSelection.near(tr.doc.resolve(position))).scrollIntoView()
  }

  /** What these fields take together. */
  #takes(fields: readonly string[]): Takes {
    return weakest(fields.map((field) => this.options.mode(field)))
  }

  #untaken(what: Omit<Untaken, 'at'>): void {
    const state = this.#view?.state
    const at = state ? relativePlace(state.doc, this.doc, state.selection.head) : null
    this.options.onUntaken?.({ ...what, at })
  }

  /** Marks for what will be typed next cannot be suggested either. */
  #refuseMarks({ storedMarksSet, storedMarks }: Transaction): boolean {
    const running = this.#view?.state.selection.$from.marks() ?? []
    if (!storedMarksSet || !storedMarks || Mark.sameSet(storedMarks, running)) return false
    this.options.onInexpressible?.('formatting')
    return true
  }

  /** For writes of what the view shows already. */
  #echoing(write: () => void): void {
    this.#echo = true
    try {
      write()
    } finally {
      this.#echo = false
    }
  }

  #node(schema: Schema, field: string): Node {
    return fieldNode(schema, field, readBlocks(this.doc, field))
  }

  readonly #onTransaction = (transaction: Y.Transaction): void => {
    const view = this.#view
    if (!view || this.#echo || transaction.changed.size === 0) return
    if (!this.#touches(transaction)) return
    if (this.#held) {
      const seen = new Transform(this.#held.shadow)
      addSteps(seen, this.doc, this.#fields, transaction)
      const outside = this.#held.follow(seen, transaction, view.state.tr)
      if (outside.docChanged) this.#dispatch(keepSelection(view, outside))
      return
    }
    const tr = view.state.tr
    addSteps(tr, this.doc, this.#fields, transaction)
    for (const field of this.#fields) {
      const node = findField(tr.doc, field)?.node
      if (node && !sameLength(node, this.doc, field)) addDifference(tr, this.doc, field)
    }
    if (tr.docChanged) this.#dispatch(this.#selected(keepSelection(view, tr)))
  }

  #touches(transaction: Y.Transaction): boolean {
    const kinds = this.doc.getMap(bodyRoots.kinds)
    const changed = changedIn(transaction)
    return (
      changed.has(kinds) || this.#fields.some((field) => changed.has(fieldText(this.doc, field)))
    )
  }

  /** The last resort if a write came out otherwise than the view shows it: the body is right. */
  #repair(): void {
    const view = this.#view
    if (!view || this.#held) return
    const { tr } = view.state
    for (const field of this.#fields) {
      const node = findField(tr.doc, field)?.node
      if (node && !sameLength(node, this.doc, field)) addDifference(tr, this.doc, field)
    }
    if (tr.docChanged) this.#dispatch(keepSelection(view, tr))
  }

  #dispatch(tr: Transaction): void {
    this.#view?.dispatch(tr.setMeta(fromBody, true).setMeta('addToHistory', false))
  }
}

/** Whether something is changed where the caret is, rather than elsewhere in the text. */
function touches(plan: readonly FieldEdits[], head: CaretPlace | null): boolean {
  return plan.some(
    ({ field, edits }) =>
      field === head?.field && edits.some(({ from, to }) => from <= head.index && head.index <= to),
  )
}
