import { Fragment, type Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { kindOf } from '../schema.ts'
import { fromBody } from './binding.ts'
import type { Span } from './identities.ts'

/** Under which ProseMirror notes that it has read a change from the page during a composition. */
const composed = 'composition'

/**
 * What an engine does to the page while a text is composed is about characters. Where a block loses
 * its last one, WebKit takes the element away for a moment and puts a bare one in its place; that is
 * not what the person did, so the block stays, with its kind, and only its text goes. Structure that
 * somebody asks for during a composition comes by a command, not from the page.
 */
export function keepBlocks(state: EditorState, local: Transaction): Transaction {
  if (!local.docChanged || local.getMeta(fromBody) || local.getMeta(composed) === undefined)
    return local
  const fields = local.doc.children.map((field, at) => {
    const before = state.doc.maybeChild(at)
    return before ? kept(before, field, state) : field
  })
  if (fields.every((field, at) => field === local.doc.child(at))) return local
  const wanted = local.doc.type.create(local.doc.attrs, fields)
  const tr = state.tr.setMeta(composed, local.getMeta(composed))
  replaceBy(tr, wanted)
  // where it was read stands for another block where one was torn: the caret stays in its own
  const own = tr.doc.resolve(tr.mapping.map(state.selection.head))
  const read = local.selection.head
  const head = read >= own.start() && read <= own.end() ? read : own.pos
  return tr.setSelection(TextSelection.near(tr.doc.resolve(head), -1)).scrollIntoView()
}

/** Where two documents differ: from `start` on, up to `a` in the first and `b` in the second. */
export function differenceOf(before: Node, after: Node) {
  const start = before.content.findDiffStart(after.content)
  const ends = before.content.findDiffEnd(after.content)
  if (start === null || ends === null) return null
  const shift = Math.max(start - Math.min(ends.a, ends.b), 0)
  return { start, a: ends.a + shift, b: ends.b + shift }
}

/** Makes what `tr` has into `wanted`, where they differ. */
export function replaceBy(tr: Transaction, wanted: Node): void {
  const found = differenceOf(tr.doc, wanted)
  if (found) tr.replace(found.start, found.a, wanted.slice(found.start, found.b))
}

/**
 * Takes out what the browser has said that it does (`said`). Where equal letters stand side by side
 * the page does not tell which of them are gone, and ProseMirror may take those that were there before
 * for what was composed.
 */
export function takeOutSaid(
  state: EditorState,
  local: Transaction,
  said: Span | null,
): Transaction {
  if (!said || !local.docChanged || local.getMeta(fromBody)) return local
  if (local.doc.content.size !== state.doc.content.size - (said.to - said.from)) return local
  const tr = state.tr.delete(said.from, said.to)
  if (!tr.doc.eq(local.doc)) return local
  const composition: unknown = local.getMeta(composed)
  if (composition !== undefined) tr.setMeta(composed, composition)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(said.from), -1)).scrollIntoView()
}

/** `after` with the blocks that `before` had. */
function kept(before: Node, after: Node, { selection }: EditorState): Node {
  if (before.eq(after)) return after
  if (before.childCount === after.childCount) {
    const blocks = after.children.map((block, at) => {
      const was = before.child(at)
      return kindOf(was) === kindOf(block) ? block : was.copy(block.content)
    })
    return blocks.every((block, at) => block === after.child(at))
      ? after
      : after.copy(Fragment.fromArray(blocks))
  }
  const gone = before.children.findIndex((block, at) => !after.maybeChild(at)?.eq(block))
  const lost = before.maybeChild(gone)
  const others = before.children.filter((block) => block !== lost)
  const isOnlyLoss =
    selection.empty &&
    lost === selection.$head.parent &&
    others.length === after.childCount &&
    others.every((block, at) => block.eq(after.child(at)))
  if (!isOnlyLoss) return after
  return before.copy(before.content.replaceChild(gone, lost.copy(Fragment.empty)))
}
