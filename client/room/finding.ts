import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Desk } from './desk.ts'

type Range = { readonly from: number; readonly to: number }

/** What is looked for in one editor, and which place is the present one. */
type Finding = { readonly query: string; readonly current: number | null }

export type Place = Range & { readonly editor: Editor }

const finding = new PluginKey<Finding>('finding')

/** Shows where the words that somebody looks for stand. Only on this page; nothing is written. */
export const Find = Extension.create({
  name: 'find',
  addProseMirrorPlugins: () => [
    new Plugin<Finding>({
      key: finding,
      state: {
        init: () => ({ query: '', current: null }),
        apply: (tr, last) => {
          const asked: Finding | undefined = tr.getMeta(finding)
          if (asked) return asked
          if (!tr.docChanged || last.current === null) return last
          return { ...last, current: tr.mapping.map(last.current) }
        },
      },
      props: { decorations },
    }),
  ],
})

function decorations(state: EditorState): DecorationSet | null {
  const { query, current } = finding.getState(state) ?? { query: '', current: null }
  if (!query) return null
  const found = matchesIn(state.doc, query).map(({ from, to }) =>
    Decoration.inline(from, to, { class: from === current ? 'found found-current' : 'found' }),
  )
  return DecorationSet.create(state.doc, found)
}

/** All places of all editors where `query` stands, in reading order. */
export function placesOf(desk: Desk, query: string): Place[] {
  if (!query) return []
  return desk
    .editors()
    .flatMap((editor) => matchesIn(editor.state.doc, query).map((range) => ({ ...range, editor })))
}

/** Marks all places, and `current` among them more strongly; an empty query unmarks. */
export function show(desk: Desk, query: string, current: Place | null): void {
  for (const editor of desk.editors()) {
    const asked: Finding = { query, current: current?.editor === editor ? current.from : null }
    const last = finding.getState(editor.state)
    if (last?.query === asked.query && last.current === asked.current) continue
    editor.view.dispatch(editor.state.tr.setMeta(finding, asked).setMeta('addToHistory', false))
  }
}

/** Matches regardless of case; never across blocks. */
export function matchesIn(doc: Node, query: string): Range[] {
  const wanted = query.toLowerCase()
  const found: Range[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const text = node.textBetween(0, node.content.size, undefined, '\u2028').toLowerCase()
    let at = text.indexOf(wanted)
    while (at >= 0) {
      found.push({ from: pos + 1 + at, to: pos + 1 + at + wanted.length })
      at = text.indexOf(wanted, at + wanted.length)
    }
    return false
  })
  return found
}

/** Replaces the places given; each editor's in one step, so that one undo takes them back. */
export function replaceAt(places: readonly Place[], replacement: string): void {
  for (const editor of new Set(places.map((place) => place.editor))) {
    const { tr } = editor.state
    const own = places.filter((place) => place.editor === editor)
    for (const { from, to } of own.toReversed()) tr.insertText(replacement, from, to)
    editor.view.dispatch(tr)
  }
}
