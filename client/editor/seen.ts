import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import type * as Y from 'yjs'
import { fieldText } from '../../shared/text/guard.ts'
import { isSuggesting } from '../../shared/text/identity.ts'
import { separatorOf } from '../../shared/text/items.ts'
import { deletionsByTarget, whoTakesOut } from '../../shared/text/pending.ts'
import type { Suggester } from '../../shared/text/suggest.ts'
import { unitCount } from './binding/position.ts'

export type Range = { readonly from: number; readonly to: number }

/** What a view's words are besides its own: by positions, in text order, never across blocks. */
type Standing = {
  /** Somebody suggests to take them out. */
  readonly struck: readonly Range[]
  /** They are suggested only. */
  readonly pending: readonly Range[]
}

type Looking = {
  readonly standing: (doc: Node) => Standing
  /** True while the view does not draw what is struck. */
  readonly hidesStruck: () => boolean
}

const looking = new PluginKey('looking')

/** Lets features ask what of a view is struck, and what nobody sees. */
export function seenWords(
  doc: Y.Doc,
  suggester: Pick<Suggester, 'isPending' | 'origins'>,
  hidesStruck: () => boolean,
): Extension {
  const standing = (node: Node) => standingIn(node, doc, suggester)
  return Extension.create({
    name: 'seenWords',
    addProseMirrorPlugins: () => [new Plugin({ key: looking, looking: { standing, hidesStruck } })],
  })
}

/** What is struck and what is pending in a view of ours; nothing in any other. */
export function standingOf(state: EditorState): Standing {
  return lookingAt(state)?.standing(state.doc) ?? { struck: [], pending: [] }
}

/** Words that stand in the text and are not drawn. */
export function unseenIn(state: EditorState): readonly Range[] {
  return lookingAt(state)?.hidesStruck() ? standingOf(state).struck : []
}

/** Whether the view draws the text without what is struck. */
export function hidesStruck(state: EditorState): boolean {
  return lookingAt(state)?.hidesStruck() ?? false
}

function lookingAt(state: EditorState): Looking | undefined {
  return looking.get(state)?.spec.looking
}

/** The parts of `[from, to)` that none of `ranges` covers; `ranges` in order. */
export function outside(ranges: readonly Range[], from: number, to: number): Range[] {
  const parts: Range[] = []
  let at = from
  for (const range of ranges) {
    if (range.to <= at || range.from >= to) continue
    if (range.from > at) parts.push({ from: at, to: range.from })
    at = range.to
  }
  if (at < to) parts.push({ from: at, to })
  return parts
}

/** Those of `ranges` that reach into `[from, to)`, cut to it. */
export function within(ranges: readonly Range[], from: number, to: number): Range[] {
  return ranges.flatMap((range) =>
    range.from < to && range.to > from
      ? [{ from: Math.max(from, range.from), to: Math.min(to, range.to) }]
      : [],
  )
}

function standingIn(
  node: Node,
  doc: Y.Doc,
  { isPending, origins }: Pick<Suggester, 'isPending' | 'origins'>,
): Standing {
  const struck: Range[] = []
  const pending: Range[] = []
  const deletions = deletionsByTarget(doc, origins())
  let start = 1
  for (const field of node.children) {
    const text = fieldText(doc, String(field.attrs.name))
    // while a text is composed the view shows another one than the body holds
    const first = text._length === unitCount(field) ? text._start : null
    let position = start + 1
    for (let item = first; item; item = item.right) {
      if (item.deleted || !item.countable) continue
      const { client, clock } = item.id
      const aimed = deletions.get(client)
      const suggested = isSuggesting(client)
      if (separatorOf(item)) position += 2
      else {
        for (let at = 0; (aimed || suggested) && at < item.length; at++) {
          const here = clock + at
          if (aimed && whoTakesOut(aimed, here).length > 0) add(struck, position + at)
          if (suggested && isPending(client, here)) add(pending, position + at)
        }
        position += item.length
      }
    }
    start += field.nodeSize
  }
  return { struck, pending }
}

function add(ranges: { from: number; to: number }[], position: number): void {
  const last = ranges.at(-1)
  if (last?.to === position) last.to++
  else ranges.push({ from: position, to: position + 1 })
}
