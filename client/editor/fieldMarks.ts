import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { fromBody } from './binding/binding.ts'
import { hearCaret } from './binding/caret.ts'
import { unitCount } from './binding/position.ts'

type Attributes = Readonly<Record<string, string>>

/** Words of a field that are drawn otherwise, by indices of its text; across blocks if need be. */
export type Stretch = {
  readonly from: number
  readonly to: number
  readonly tag: 'ins' | 'del' | 'span'
  readonly attributes: Attributes
}

/** A block that is drawn otherwise: the one behind the separator at `index`; -1: the field's first. */
export type BlockMark = { readonly index: number; readonly attributes: Attributes }

export type FieldMarks = {
  /** Length of the text that was read; -1: of one that is no more. A view that shows another one waits. */
  readonly length: number
  readonly stretches: readonly Stretch[]
  readonly blocks: readonly BlockMark[]
}

/** Where marks come from. `read` is asked again for every field after each `changed`. */
export type MarkSource = {
  readonly read: (field: string) => FieldMarks
  readonly subscribe: (changed: () => void) => () => void
}

/**
 * Draws marks over the text and never into it. Only what differs from the last drawing is drawn
 * anew, so that a keystroke costs its own block, and nothing is touched while a text is composed.
 */
export function fieldMarks(name: string, source: MarkSource): Extension {
  const key = new PluginKey<DecorationSet>(name)
  const shown: Shown = new WeakMap()
  let redrawing: Redrawing | null = null
  const plugin = new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => drawn(DecorationSet.empty, doc, null, source, shown),
      apply(tr, set) {
        const asked: DecorationSet | undefined = tr.getMeta(key)
        if (asked) return asked
        if (!tr.docChanged) return set
        const mapped = set.map(tr.mapping, tr.doc)
        const draws = tr.getMeta(fromBody) && !redrawing?.waits
        return draws ? drawn(mapped, tr.doc, tr.before, source, shown) : mapped
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      redrawing = new Redrawing(view, key, source, shown)
      return redrawing
    },
  })
  return Extension.create({ name, addProseMirrorPlugins: () => [plugin] })
}

/** Which marks a field's node was drawn with last. */
type Shown = WeakMap<Node, FieldMarks>

class Redrawing {
  readonly #view: EditorView
  readonly #key: PluginKey<DecorationSet>
  readonly #source: MarkSource
  readonly #shown: Shown
  readonly #stop: () => void
  #frame = 0
  #begins = false

  constructor(view: EditorView, key: PluginKey<DecorationSet>, source: MarkSource, shown: Shown) {
    this.#view = view
    this.#key = key
    this.#source = source
    this.#shown = shown
    this.#stop = source.subscribe(this.#soon)
    view.dom.addEventListener('compositionstart', this.#begin, true)
    view.dom.addEventListener('compositionend', this.#soon)
    this.#soon()
  }

  /**
   * True while a text is composed, and from the very start of it: what was composed before may be
   * written just then, and a mark that came between would part the text that the input method holds.
   */
  get waits(): boolean {
    return this.#begins || this.#view.composing
  }

  destroy(): void {
    this.#stop()
    this.#view.dom.removeEventListener('compositionstart', this.#begin, true)
    this.#view.dom.removeEventListener('compositionend', this.#soon)
    cancelAnimationFrame(this.#frame)
  }

  /** ProseMirror's own handler comes after all others; from then on it knows. */
  readonly #begin = (): void => {
    this.#begins = true
    setTimeout(() => {
      this.#begins = false
    })
  }

  readonly #soon = (): void => {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#redraw()
    })
  }

  #redraw(): void {
    const view = this.#view
    // The end of the composition asks again.
    if (this.waits) return
    if (view.hasFocus()) hearCaret(view)
    const { state } = view
    const last = this.#key.getState(state) ?? DecorationSet.empty
    const next = drawn(last, state.doc, null, this.#source, this.#shown)
    if (next === last) return
    view.dispatch(state.tr.setMeta(this.#key, next).setMeta('addToHistory', false))
  }
}

/** `set` with the marks of now; fields that `before` shows too are left alone. */
function drawn(
  set: DecorationSet,
  doc: Node,
  before: Node | null,
  source: MarkSource,
  shown: Shown,
): DecorationSet {
  const known = new Set(before?.children)
  const gone: Decoration[] = []
  const fresh: Decoration[] = []
  let position = 0
  for (const field of doc.children) {
    const start = position + 1
    position += field.nodeSize
    if (known.has(field)) continue
    const marks = source.read(String(field.attrs.name))
    if (marks.length !== unitCount(field) || shown.get(field) === marks) continue
    shown.set(field, marks)
    const wanted = decorationsOf(field, start, marks)
    for (const each of set.find(start, position - 1)) {
      if (!wanted.delete(placeKey(each))) gone.push(each)
    }
    fresh.push(...wanted.values())
  }
  if (gone.length === 0 && fresh.length === 0) return set
  return set.remove(gone).add(doc, fresh)
}

function decorationsOf(field: Node, start: number, marks: FieldMarks): Map<string, Decoration> {
  const found = new Map<string, Decoration>()
  // Most features have nothing to show in most fields, and are asked with every key.
  if (marks.stretches.length === 0 && marks.blocks.length === 0) return found
  const add = (decoration: Decoration) => found.set(placeKey(decoration), decoration)
  const byIndex = new Map(marks.blocks.map((mark) => [mark.index, mark.attributes]))
  const stretches = marks.stretches
  let next = 0
  let position = start
  let index = 0
  for (const block of field.children) {
    const { size } = block.content
    const end = index + size
    const shift = position + 1 - index
    const attributes = byIndex.get(index - 1)
    if (attributes) {
      const key = lookKey(attributes)
      add(Decoration.node(position, position + block.nodeSize, attributes, { key }))
    }
    // Sorted by start: those that begin behind this block are for the next ones.
    for (let at = next; at < stretches.length; at++) {
      const { from, to, tag, attributes: look } = stretches[at] as Stretch
      if (from >= end) break
      if (at === next && to <= end) next++
      if (to <= index) continue
      const key = tag + lookKey(look)
      const attrs = tag === 'span' ? look : { ...look, nodeName: tag }
      add(
        Decoration.inline(Math.max(from, index) + shift, Math.min(to, end) + shift, attrs, { key }),
      )
    }
    position += block.nodeSize
    index = end + 1
  }
  return found
}

const lookKeys = new WeakMap<Attributes, string>()

function lookKey(look: Attributes): string {
  const key = lookKeys.get(look) ?? JSON.stringify(look)
  lookKeys.set(look, key)
  return key
}

function placeKey({ from, to, spec }: Decoration): string {
  return `${from} ${to} ${spec.key}`
}
