import type { Desk } from './desk.ts'

/** Where words are on the page. Names joined by spaces, so that equal is equal. */
export type Fields = { readonly written: string; readonly current: string | null }

/** Which fields hold words, and the one that the caret is in. */
export function fieldsOf(desk: Desk): Fields {
  const written = desk
    .editors()
    .flatMap(({ state }) =>
      state.doc.children
        .filter((field) => field.textContent.trim() !== '')
        .map((field) => sectionOf(String(field.attrs.name))),
    )
  return { written: [...new Set(written)].join(' '), current: currentField(desk) }
}

/** The row of a milestone cell's field, or null for a field of the form. */
export function rowOf(field: string): string | null {
  return /^row\.([^.]+)\./.exec(field)?.[1] ?? null
}

function sectionOf(field: string): string {
  return rowOf(field) ? 'milestones' : field
}

function currentField(desk: Desk): string | null {
  const state = desk.active()?.state
  if (!state) return null
  const name = state.selection.$head.node(1)?.attrs.name
  return typeof name === 'string' ? name : null
}
