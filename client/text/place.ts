import type { Node } from '@tiptap/pm/model'
import type { Desk } from './desk.ts'

/** Where words are on the page. Names joined by spaces, so that equal is equal. */
export type Fields = { readonly written: string; readonly current: string | null }

/** Which fields hold words, and the one that the caret is in. */
export function fieldsOf(desk: Desk): Fields {
  const written = desk
    .editors()
    .flatMap(({ state }) =>
      state.doc.children.filter(hasWords).map((field) => sectionOf(String(field.attrs.name))),
    )
  return { written: [...new Set(written)].join(' '), current: currentField(desk) }
}

/**
 * Whether the text and this many milestones' cells are on the page: the cells come after the text,
 * and until then nobody can say how many sections are empty.
 */
export function allThere(desk: Desk, cells: number): boolean {
  return desk.editors().length > cells
}

const known = new WeakMap<Node, boolean>()

/** Asked for every field with every key; a node never changes. */
function hasWords(field: Node): boolean {
  let has = known.get(field)
  if (has === undefined) {
    has = field.children.some((block) => block.textContent.trim() !== '')
    known.set(field, has)
  }
  return has
}

/** The row of a milestone cell's field, or null for a field of the form. */
export function rowOf(field: string): string | null {
  return /^row\.([^.]+)\./.exec(field)?.[1] ?? null
}

/** The section of the form that a field belongs to; all milestones are one. */
export function sectionOf(field: string): string {
  return rowOf(field) ? 'milestones' : field
}

/** The field that the caret is in, as it was last; null: none. */
export function currentField(desk: Desk): string | null {
  const state = desk.active()?.state
  if (!state) return null
  const name = state.selection.$head.node(1)?.attrs.name
  return typeof name === 'string' ? name : null
}
