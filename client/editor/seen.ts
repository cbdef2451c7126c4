import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import type * as Y from 'yjs'
import type { Origin } from '../../shared/record/origin.ts'
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
  readonly struck: (doc: Node) => readonly Range[]
  readonly pending: (doc: Node) => readonly Range[]
  /** True while the view does not draw what is struck. */
  readonly hidesStruck: () => boolean
}

const looking = new PluginKey('looking')

/** Lets features ask what of a view is struck, and what nobody sees. */
export function seenWords(
  doc: Y.Doc,
  { isPending, origins }: Pick<Suggester, 'isPending' | 'origins'>,
  hidesStruck: () => boolean,
): Extension {
  // Every key asks several times, and a long text is walked through for an answer.
  let last: { readonly node: Node; readonly of: unknown; readonly ranges: Range[] } | null = null
  const struck = (node: Node) => {
    const of = origins()
    if (last?.node !== node || last.of !== of) last = { node, of, ranges: struckIn(node, doc, of) }
    return last.ranges
  }
  const pending = (node: Node) => pendingIn(node, doc, isPending)
  const stale = () => {
    last = null
  }
  return Extension.create({
    name: 'seenWords',
    addProseMirrorPlugins: () => [
      new Plugin({
        key: looking,
        looking: { struck, pending, hidesStruck },
        view: () => {
          // after: nobody may go by what was read in the midst of one
          doc.on('beforeTransaction', stale)
          doc.on('afterTransaction', stale)
          return {
            destroy() {
              doc.off('beforeTransaction', stale)
              doc.off('afterTransaction', stale)
            },
          }
        },
      }),
    ],
  })
}

/** What is struck and what is pending in a view of ours; nothing in any other. */
export function standingOf(state: EditorState): Standing {
  const look = lookingAt(state)
  return { struck: look?.struck(state.doc) ?? [], pending: look?.pending(state.doc) ?? [] }
}

/** Words that stand in the text and are not drawn. */
export function unseenIn(state: EditorState): readonly Range[] {
  const look = lookingAt(state)
  return look?.hidesStruck() ? look.struck(state.doc) : []
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

function struckIn(node: Node, doc: Y.Doc, origins: Iterable<Origin>): Range[] {
  const struck: Range[] = []
  const deletions = deletionsByTarget(doc, origins)
  if (deletions.size === 0) return struck
  for (const { client, clock, length, position } of itemsIn(node, doc)) {
    const aimed = deletions.get(client)
    for (let at = 0; aimed && at < length; at++)
      if (whoTakesOut(aimed, clock + at).length > 0) add(struck, position + at)
  }
  return struck
}

function pendingIn(node: Node, doc: Y.Doc, isPending: Suggester['isPending']): Range[] {
  const pending: Range[] = []
  for (const { client, clock, length, position } of itemsIn(node, doc)) {
    if (!isSuggesting(client)) continue
    for (let at = 0; at < length; at++)
      if (isPending(client, clock + at)) add(pending, position + at)
  }
  return pending
}

type ItemAt = {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly position: number
}

/** What stands in a view besides its blocks' ends, by its identities. */
function* itemsIn(node: Node, doc: Y.Doc): Generator<ItemAt> {
  let start = 1
  for (const field of node.children) {
    const text = fieldText(doc, String(field.attrs.name))
    // while a text is composed the view shows another one than the body holds
    const first = text._length === unitCount(field) ? text._start : null
    let position = start + 1
    for (let item = first; item; item = item.right) {
      if (item.deleted || !item.countable) continue
      const { client, clock } = item.id
      if (separatorOf(item)) position += 2
      else {
        yield { client, clock, length: item.length, position }
        position += item.length
      }
    }
    start += field.nodeSize
  }
}

function add(ranges: { from: number; to: number }[], position: number): void {
  const last = ranges.at(-1)
  if (last?.to === position) last.to++
  else ranges.push({ from: position, to: position + 1 })
}
