import * as Y from 'yjs'
import type { Claim, Origin } from '../../../shared/record/origin.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { type ClientIds, home, isSuggesting } from '../../../shared/text/identity.ts'
import type { Suggester } from '../../../shared/text/suggest.ts'
import type { RelativeSelection } from './caret.ts'
import { type Mode, type Takes, weakest } from './mode.ts'
import { undoOrigins } from './origins.ts'
import { fieldsOfStep } from './stepFields.ts'

export type UndoOptions = {
  /** Whose text it is, so that words that are taken to another one can say so. */
  readonly commitment?: string
  /** Under these the page writes; asked before each write, because they change with the speaker. */
  readonly ids: () => ClientIds
  /** True for the person's own suggesting ids, earlier sessions' included. Default: that of `ids`. */
  readonly isOwn?: (client: number) => boolean
  /** True while nobody has accepted the unit of this identity. Default: what was suggested. */
  readonly isPending?: (client: number, clock: number) => boolean
  /** True for units that are the person's own and wait, wherever they stand. Default: under own ids. */
  readonly ownsPending?: (client: number, clock: number) => boolean
  /** Where words that were put back come from, as far as the room has said. Default: nothing. */
  readonly origins?: () => Iterable<Origin>
  /** Told where re-created characters came from, before the update that holds them leaves. */
  readonly onOrigins?: (origins: readonly Claim[]) => void
  /** What a field, or `rows`, takes at this moment. Default: anything. */
  readonly takes?: (field: string) => Takes
  /** Told that a step cannot be taken back, or done again, where it was done. */
  readonly onUntaken?: () => void
  /** Milliseconds without writing after which the next change is a step of its own. */
  readonly pause?: number
}

const nowhere: Iterable<Origin> = []

/** Long enough for a word, short enough that a thought is not undone whole. */
const defaultPause = 500

/** Undo of what was written on this page, and of nothing else; all its bindings share one. */
export function createUndo(doc: Y.Doc, options: UndoOptions): Undo {
  return new Undo(doc, options)
}

/** What Yjs takes: its declaration knows no type but `any` that all shared types fit. */
type Scope = Extract<ConstructorParameters<typeof Y.UndoManager>[0], unknown[]>[number]

/** A binding as undo knows it: it can be told to write what it holds back, and where to go. */
export type Writing = {
  readonly selection: RelativeSelection | null
  release(): void
  restore(selection: RelativeSelection | null): void
}

type Place = { readonly binding: Writing; readonly selection: RelativeSelection | null }

/**
 * Each way of speaking has a stack of its own, because what was suggested must be undone under the
 * suggesting id; `order` says which stack's top is the last thing that the person did.
 */
export class Undo {
  readonly doc: Y.Doc
  readonly options: UndoOptions
  /** Tags of Yjs transactions that are this person's. */
  readonly origins: Readonly<Record<Mode, object>> = {
    edit: { accord: 'edit' },
    suggest: { accord: 'suggest' },
  }
  readonly suggester: Suggester
  readonly #stacks: Readonly<Record<Mode, Y.UndoManager>>
  readonly #texts = new Set<Y.Text>()
  #order = 0
  #place: Place | null = null
  #speaker = ''

  constructor(doc: Y.Doc, options: UndoOptions) {
    this.doc = doc
    this.options = options
    this.suggester = {
      isOwn: options.isOwn ?? ((client) => home(client) === options.ids().suggesting),
      isPending: options.isPending ?? isSuggesting,
      ...(options.ownsPending && { ownsPending: options.ownsPending }),
      origins: options.origins ?? (() => nowhere),
    }
    this.#stacks = {
      edit: this.#stack('edit', [doc.getMap(bodyRoots.kinds), doc.getMap(bodyRoots.rows)]),
      suggest: this.#stack(
        'suggest',
        [doc.getArray(bodyRoots.deletions), doc.getMap(bodyRoots.kindProposals)],
        // what was accepted meanwhile is agreed text: a suggester cannot take it back
        (item) => !this.#isText(item) || allUnits(item, this.suggester.isPending),
      ),
    }
    doc.on('afterTransaction', this.#onTransaction)
  }

  /** Makes a field's text part of what can be undone. */
  watch(text: Y.Text): void {
    if (this.#texts.has(text)) return
    this.#texts.add(text)
    for (const stack of Object.values(this.#stacks)) stack.addToScope(text)
  }

  /** Writes as this person, in one undoable transaction under the id of `mode`. */
  transact(mode: Mode, write: (transaction: Y.Transaction) => void): void {
    this.#speakAs(mode)
    this.doc.transact(write, this.origins[mode])
  }

  /** A binding is about to write; undoing it will bring this selection back. */
  before(binding: Writing, selection: RelativeSelection | null): void {
    this.#place = { binding, selection }
  }

  /** Says where the characters of the transaction under way came from. */
  announce(origins: readonly Claim[]): void {
    if (origins.length > 0) this.options.onOrigins?.(origins)
  }

  /** The next change is a step of its own, even without a pause. */
  cut(): void {
    for (const stack of Object.values(this.#stacks)) stack.stopCapturing()
  }

  get canUndo(): boolean {
    return this.#last('undoStack') !== null
  }

  get canRedo(): boolean {
    return this.#last('redoStack') !== null
  }

  /** Takes back the last step; false if there is none, or others have left nothing of it. */
  undo(): boolean {
    return this.#step('undoStack')
  }

  redo(): boolean {
    return this.#step('redoStack')
  }

  /** A binding is gone: its selections cannot be restored any more. */
  forget(binding: Writing): void {
    if (this.#place?.binding === binding) this.#place = null
  }

  destroy(): void {
    this.doc.off('afterTransaction', this.#onTransaction)
    for (const stack of Object.values(this.#stacks)) stack.destroy()
  }

  #stack(
    mode: Mode,
    scope: readonly Scope[],
    deleteFilter: (item: Y.Item) => boolean = () => true,
  ): Y.UndoManager {
    const stack = new Y.UndoManager([...scope], {
      doc: this.doc,
      trackedOrigins: new Set([this.origins[mode]]),
      captureTimeout: this.options.pause ?? defaultPause,
      deleteFilter,
    })
    stack.on('stack-item-added', ({ stackItem, type }) => {
      stackItem.meta.set('order', ++this.#order)
      stackItem.meta.set('place', this.#place)
      // after something new there is nothing to redo, on the other stack either
      if (type === 'undo' && !stack.redoing) this.#other(mode).clear(false, true)
    })
    stack.on('stack-item-popped', ({ stackItem }) => {
      const place: Place | null | undefined = stackItem.meta.get('place')
      place?.binding.restore(place.selection)
    })
    return stack
  }

  #other(mode: Mode): Y.UndoManager {
    return this.#stacks[mode === 'edit' ? 'suggest' : 'edit']
  }

  #speakAs(mode: Mode): void {
    const { editing, suggesting } = this.options.ids()
    const speaker = mode === 'edit' ? editing : suggesting
    if (this.#speaker !== `${mode} ${speaker}`) {
      this.#speaker = `${mode} ${speaker}`
      this.cut()
    }
    // Yjs draws another id when it meets its own in an update, so it is set each time
    this.doc.clientID = speaker
  }

  #last(which: 'undoStack' | 'redoStack'): Mode | null {
    const order = (mode: Mode): number => this.#stacks[mode][which].at(-1)?.meta.get('order') ?? 0
    if (order('edit') === 0 && order('suggest') === 0) return null
    return order('edit') > order('suggest') ? 'edit' : 'suggest'
  }

  #step(which: 'undoStack' | 'redoStack'): boolean {
    this.#place?.binding.release()
    const mode = this.#last(which)
    if (!mode) return false
    if (!this.#mayStep(mode, which)) {
      this.options.onUntaken?.()
      return false
    }
    if (this.#place) {
      const { binding } = this.#place
      this.#place = { binding, selection: binding.selection }
    }
    this.#speakAs(mode)
    const stack = this.#stacks[mode]
    return (which === 'undoStack' ? stack.undo() : stack.redo()) !== null
  }

  /** A step is taken back in the way in which it was done, if its place still takes that. */
  #mayStep(mode: Mode, which: 'undoStack' | 'redoStack'): boolean {
    const { takes } = this.options
    const step = this.#stacks[mode][which].at(-1)
    if (!takes || !step) return true
    return weakest([mode, ...fieldsOfStep(this.doc, step).map(takes)]) === mode
  }

  #isText(item: Y.Item): boolean {
    return item.parent instanceof Y.Text && this.#texts.has(item.parent)
  }

  readonly #onTransaction = (transaction: Y.Transaction): void => {
    const { origin } = transaction
    if (origin !== this.#stacks.edit && origin !== this.#stacks.suggest) return
    this.announce(undoOrigins(transaction, this.#texts))
  }
}

function allUnits(item: Y.Item, holds: (client: number, clock: number) => boolean): boolean {
  for (let offset = 0; offset < item.length; offset++) {
    if (!holds(item.id.client, item.id.clock + offset)) return false
  }
  return true
}
