import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin } from '@tiptap/pm/state'
import {
  Decoration,
  DecorationSet,
  type EditorView,
  type NodeView,
  type ViewMutationRecord,
} from '@tiptap/pm/view'
import { isLongTitle } from '../ui/longTitle.ts'

/** Places in the page for the fields' headings: React fills them, the editor leaves them alone. */
export type Heads = {
  readonly get: () => ReadonlyMap<string, HTMLElement>
  readonly set: (field: string, head: HTMLElement | null) => void
  readonly subscribe: (changed: () => void) => () => void
  /** How a field is written, for its look. */
  readonly kindOf: (field: string) => string
}

export function createHeads(kindOf: Heads['kindOf']): Heads {
  const listeners = new Set<() => void>()
  let heads: ReadonlyMap<string, HTMLElement> = new Map()
  return {
    kindOf,
    get: () => heads,
    set(field, head) {
      const others = [...heads].filter(([name]) => name !== field)
      heads = new Map(head ? [...others, [field, head]] : others)
      for (const listener of listeners) listener()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** Marks the field that the caret is in. */
export const CurrentField = Extension.create({
  name: 'currentField',
  addProseMirrorPlugins: () => [new Plugin({ props: { decorations: current } })],
})

function current({ doc, selection }: EditorState): DecorationSet | null {
  const { $head } = selection
  if ($head.depth < 1) return null
  const marked = Decoration.node($head.before(1), $head.after(1), { class: 'field-current' })
  return DecorationSet.create(doc, [marked])
}

/** Id of the element that names a field, for `aria-labelledby`. */
export function labelId(field: string): string {
  return `label-${field}`
}

/**
 * Draws a `field` node as a section with a place for its heading above its text.
 *
 * An empty field shows its guidance. That comes and goes with the next frame, and does not come while
 * a text is composed: a layout that changes beside the caret while the browser is editing there may
 * take its caret away.
 */
export function fieldView(first: Node, view: EditorView, heads: Heads): NodeView {
  const name = String(first.attrs.name)
  const dom = document.createElement('section')
  dom.className = 'field-section'
  dom.id = name
  dom.dataset.field = name
  dom.dataset.kind = heads.kindOf(name)
  dom.setAttribute('aria-labelledby', labelId(name))
  const head = document.createElement('div')
  head.className = 'field-head'
  head.contentEditable = 'false'
  const contentDOM = document.createElement('div')
  contentDOM.className = 'field-text'
  dom.append(head, contentDOM)
  let shown = first
  let frame = 0
  const draw = () => {
    dom.toggleAttribute('data-empty', isEmpty(shown))
  }
  // before the text itself is drawn, and not with the next frame
  const plainly = () => {
    dom.toggleAttribute('data-long', isLongTitle(shown.content.size))
  }
  const drawSoon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      if (view.composing && isEmpty(shown)) drawSoon()
      else draw()
    })
  }
  draw()
  plainly()
  heads.set(name, head)
  return {
    dom,
    contentDOM,
    update(node) {
      if (node.type !== first.type || node.attrs.name !== name) return false
      shown = node
      plainly()
      drawSoon()
      return true
    },
    stopEvent: ({ target }) => target instanceof window.Node && head.contains(target),
    ignoreMutation: ({ type, target }: ViewMutationRecord) =>
      type === 'selection' ? head.contains(target) : !contentDOM.contains(target),
    destroy() {
      cancelAnimationFrame(frame)
      heads.set(name, null)
    },
  }
}

function isEmpty(field: Node): boolean {
  return field.childCount === 1 && field.firstChild?.content.size === 0
}
