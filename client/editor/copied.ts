import type { Slice } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import type { Clipping } from './binding/origins.ts'
import { type Range, standingOf, within } from './seen.ts'

/** A clipping with what of its units is struck: those go along only where the words move. */
export type Taken = Clipping & {
  readonly struck?: readonly (readonly [offset: number, length: number])[]
}

/** The clipping as if the struck words had not been taken. */
export function withoutStruck({ struck = [], ...clipping }: Taken): Taken {
  const goes = (at: number) => struck.some(([from, length]) => from <= at && at < from + length)
  if (struck.length === 0) return clipping
  const units = clipping.ids.flatMap(([client, clock, length]) =>
    Array.from({ length }, (_, at) => [client, clock + at, 1] as const),
  )
  const text = [...Array(clipping.text.length).keys()]
    .filter((at) => !goes(at))
    .map((at) => clipping.text.charAt(at))
    .join('')
  return { ...clipping, text, ids: units.filter((_, at) => !goes(at)) }
}

/** What is selected, without struck words. */
export function seenSlice(state: EditorState): Slice {
  const { tr, from, to } = withoutStruckWords(state)
  return tr.doc.slice(from, to, true)
}

/** What is selected as plain text, a line for each block; struck words are no plain text. */
export function plainText(state: EditorState): string {
  const { tr, from, to } = withoutStruckWords(state)
  return tr.doc.textBetween(from, to, '\n', '\n')
}

function withoutStruckWords(state: EditorState): { tr: Transaction } & Range {
  const { tr, selection } = state
  const { from, to } = selection
  const struck = within(standingOf(state).struck, from, to)
  for (const range of struck.toReversed()) tr.delete(range.from, range.to)
  return { tr, from: tr.mapping.map(from, -1), to: tr.mapping.map(to, 1) }
}

/** Says in copied HTML what of the selected words is only suggested to come or to go. */
export function markChanges(copied: HTMLElement | DocumentFragment, state: EditorState): void {
  const { from, to } = state.selection
  const { struck, pending } = standingOf(state)
  if (within([...struck, ...pending], from, to).length === 0) return
  const looks: ('' | 'del' | 'ins' | 'both')[] = []
  const has = (ranges: readonly Range[], position: number) =>
    within(ranges, position, position + 1).length > 0
  state.doc.nodesBetween(from, to, (node, position) => {
    if (!node.isInline) return true
    for (let at = Math.max(from, position); at < Math.min(to, position + node.nodeSize); at++) {
      const goes = has(struck, at)
      const comes = has(pending, at)
      looks.push(goes && comes ? 'both' : goes ? 'del' : comes ? 'ins' : '')
    }
    return false
  })
  let unit = 0
  for (const leaf of leavesOf(copied)) {
    const length = leaf instanceof Text ? leaf.length : 1
    let rest = leaf
    for (let at = 0; at < length; ) {
      const look = looks[unit + at] ?? ''
      let end = at + 1
      while (end < length && (looks[unit + end] ?? '') === look) end++
      const behind = rest instanceof Text && end < length ? rest.splitText(end - at) : null
      if (look) wrap(rest, look === 'both' ? ['ins', 'del'] : [look])
      if (behind) rest = behind
      at = end
    }
    unit += length
  }
}

/** Struck words that go along become words again, for their suggestion follows them. */
export function unwrapStruck(body: HTMLElement): void {
  for (const struck of body.querySelectorAll('del')) struck.replaceWith(...struck.childNodes)
}

function leavesOf(node: Node): ChildNode[] {
  return [...node.childNodes].flatMap((child) =>
    child instanceof Text || child.nodeName === 'BR' ? [child] : leavesOf(child),
  )
}

function wrap(leaf: ChildNode, tags: readonly string[]): void {
  for (const tag of tags.toReversed()) {
    const element = leaf.ownerDocument?.createElement(tag)
    if (!element) return
    leaf.replaceWith(element)
    element.append(leaf)
  }
}
