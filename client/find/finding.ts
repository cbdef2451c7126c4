import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { hidesStruck, outside, type Range, standingOf, unseenIn, within } from '../editor/seen.ts'
import type { Desk } from '../text/desk.ts'
import { type Folded, folded, placesIn } from './folded.ts'

/** Stands for a line's end in a block; nobody can type it into the bar. */
const lineEnd = '\u2028'

/** What is looked for in one editor, and where the present place begins; it moves with its words. */
type Finding = {
  readonly query: string
  readonly current: number | null
  /** What Replace has put in while it looks for the same words: not to be replaced in its turn. */
  readonly put: readonly Range[]
}

export type Place = Range & { readonly editor: Editor }

const finding = new PluginKey<Finding>('finding')

/** Shows where the words that somebody looks for stand. Only on this page; nothing is written. */
export const Find = Extension.create({
  name: 'find',
  addProseMirrorPlugins: () => [
    new Plugin<Finding>({
      key: finding,
      state: {
        init: () => ({ query: '', current: null, put: [] }),
        apply: (tr, last) => {
          const asked: Finding | undefined = tr.getMeta(finding)
          if (asked) return asked
          if (!tr.docChanged) return last
          const { mapping } = tr
          return {
            ...last,
            current: last.current === null ? null : mapping.map(last.current),
            put: last.put.map(({ from, to }) => ({
              from: mapping.map(from, 1),
              to: mapping.map(to, -1),
            })),
          }
        },
      },
      props: { decorations },
    }),
  ],
})

function decorations(state: EditorState): DecorationSet | null {
  const { query, current } = finding.getState(state) ?? { query: '', current: null }
  if (!query) return null
  const found = matchesIn(state.doc, query, unseenIn(state)).map(({ from, to }) =>
    Decoration.inline(from, to, { class: from === current ? 'found found-current' : 'found' }),
  )
  return DecorationSet.create(state.doc, found)
}

/** All places of all editors where `query` stands at this moment, in reading order. */
export function placesOf(desk: Desk, query: string): Place[] {
  if (!query) return []
  return desk.editors().flatMap((editor) =>
    matchesIn(editor.state.doc, query, unseenIn(editor.state)).map((range) => ({
      ...range,
      editor,
    })),
  )
}

/**
 * Which of `places` is the present one. Where its words are there no more, `next` is the first place
 * behind them, and nothing is present; -1: none.
 */
export type Here = { readonly at: number; readonly next: number }

export function hereAmong(desk: Desk, places: readonly Place[]): Here {
  const editors = desk.editors()
  const standing = editors.findIndex((editor) => currentIn(editor) !== null)
  const editor = editors[standing]
  const current = editor ? currentIn(editor) : null
  if (!editor || current === null) return { at: -1, next: places.length > 0 ? 0 : -1 }
  const at = places.findIndex((place) => place.editor === editor && place.from === current)
  const behind = places.findIndex(
    (place) =>
      editors.indexOf(place.editor) > standing ||
      (place.editor === editor && place.from >= current),
  )
  return { at, next: behind < 0 && places.length > 0 ? 0 : behind }
}

function currentIn({ state }: Editor): number | null {
  return finding.getState(state)?.current ?? null
}

/** Marks all places, and `current` among them more strongly; an empty query unmarks. */
export function show(desk: Desk, query: string, current: Place | null): void {
  for (const editor of desk.editors()) {
    ask(editor, query, current?.editor === editor ? current.from : null)
  }
}

/** Marks the places in editors that have come since. */
export function showAlso(desk: Desk, query: string): void {
  for (const editor of desk.editors()) {
    if (finding.getState(editor.state)?.query !== query) ask(editor, query, null)
  }
}

function ask({ state, view }: Editor, query: string, current: number | null, fresh?: Range): void {
  const last = finding.getState(state)
  if (last?.query === query && last.current === current && !fresh) return
  const known = last?.query === query ? last.put : []
  const asked: Finding = { query, current, put: fresh ? [...known, fresh] : known }
  view.dispatch(state.tr.setMeta(finding, asked).setMeta('addToHistory', false))
}

/** Where Replace may go on by itself: not into what it has put in. */
function stillToDo(desk: Desk, query: string): Place[] {
  return placesOf(desk, query).filter(({ editor, from, to }) => {
    const put = finding.getState(editor.state)?.put ?? []
    return !put.some((range) => range.from <= from && to <= range.to)
  })
}

const read = new WeakMap<Node, Folded>()

/** Matches as people expect them (see `folded`) in what is seen; never across blocks. */
export function matchesIn(doc: Node, query: string, unseen: readonly Range[] = []): Range[] {
  const found: Range[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const start = pos + 1
    const end = start + node.content.size
    if (within(unseen, start, end).length === 0) {
      const text = read.get(node) ?? folded(node.textBetween(0, node.content.size, '', lineEnd))
      read.set(node, text)
      for (const { from, to } of placesIn(text, query)) {
        found.push({ from: start + from, to: start + to })
      }
      return false
    }
    let seen = ''
    const at: number[] = []
    for (const part of outside(unseen, start, end)) {
      seen += doc.textBetween(part.from, part.to, '', lineEnd)
      for (let position = part.from; position < part.to; position++) at.push(position)
    }
    for (const { from, to } of placesIn(folded(seen), query)) {
      found.push({ from: at[from] ?? start, to: (at[to - 1] ?? start) + 1 })
    }
    return false
  })
  return found
}

/** Whether words of a place are suggested to go: what is put in their place would stay when they do. */
export function isStruck({ editor, from, to }: Place): boolean {
  const { state } = editor
  return !hidesStruck(state) && within(standingOf(state).struck, from, to).length > 0
}

/** Whether words of a place are somebody's open suggestion, and would be so no more. */
export function isProposed({ editor, from, to }: Place): boolean {
  return within(standingOf(editor.state).pending, from, to).length > 0
}

/** Says of a place that it is not to be replaced. */
export type Spares = (place: Place) => boolean

/**
 * Replaces the present place, if its words still stand there, and goes on to the next one; else goes
 * to the next one only, for nobody has seen it yet. Answers where the search stands now.
 */
export function replaceHere(
  desk: Desk,
  query: string,
  replacement: string,
  spares: Spares,
): { readonly next: Place | null; readonly left: number } {
  const places = placesOf(desk, query)
  const place = places[hereAmong(desk, places).at]
  const before = stillToDo(desk, query)
  const { at, next } = hereAmong(desk, before)
  if (!place) return { next: goOn(desk, query, before[next]), left: 0 }
  if (spares(place)) {
    const behind = before[at < 0 ? next : (at + 1) % before.length]
    return { next: goOn(desk, query, behind), left: 1 }
  }
  // Behind what is put in: it may hold the words that are looked for.
  ask(place.editor, query, place.to)
  replaceIn(place.editor, [place], replacement)
  const end = currentIn(place.editor) ?? place.to
  ask(place.editor, query, end, { from: end - replacement.length, to: end })
  const left = stillToDo(desk, query)
  return { next: goOn(desk, query, left[hereAmong(desk, left).next]), left: 0 }
}

/** Replaces every place that there is at this moment, but for those that are spared. */
export function replaceAll(
  desk: Desk,
  query: string,
  replacement: string,
  spares: Spares,
): { readonly replaced: number; readonly left: number } {
  const places = placesOf(desk, query)
  const wanted = places.filter((place) => !spares(place))
  for (const editor of new Set(wanted.map((place) => place.editor))) {
    const own = wanted.filter((place) => place.editor === editor)
    replaceIn(editor, own, replacement)
  }
  return { replaced: wanted.length, left: places.length - wanted.length }
}

/** The field that a place is in. */
export function fieldOf({ editor, from }: Place): string {
  return String(editor.state.doc.resolve(from).node(1).attrs.name)
}

function goOn(desk: Desk, query: string, place: Place | undefined): Place | null {
  show(desk, query, place ?? null)
  return place ?? null
}

/** In one step, so that one undo takes it back. */
function replaceIn({ state, view }: Editor, places: readonly Range[], replacement: string): void {
  const { tr } = state
  for (const { from, to } of places.toReversed()) tr.insertText(replacement, from, to)
  view.dispatch(tr)
}
