import { Extension, InputRule } from '@tiptap/core'
import { joinBackward, joinForward, selectAll, toggleMark } from '@tiptap/pm/commands'
import type { Node, ResolvedPos, Schema } from '@tiptap/pm/model'
import {
  type Command,
  type EditorState,
  Plugin,
  TextSelection,
  type Transaction,
} from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Kind } from '../../shared/text/body.ts'
import { type KeyName, means } from '../ui/keys.ts'
import { meantKind } from './binding/plugin.ts'
import { kindsKeptMeta } from './binding/suggesting.ts'
import { kindOf, maxIndent, shapeOf } from './schema.ts'
import { outside, unseenIn } from './seen.ts'

/** An undo that is not ProseMirror's. */
export type History = { undo(): boolean; redo(): boolean; cut(): void }

/** Keys and typed shorthands as people know them from other editors. */
export function writingKeys(history: History): Extension {
  return Extension.create({
    name: 'writingKeys',
    priority: 200,
    addKeyboardShortcuts: () =>
      Object.fromEntries(
        Object.entries(plainKeys).map(([key, command]) => [
          key,
          ({ editor: { view } }) =>
            // while a text is composed every key belongs to the input method
            !view.composing && command(view.state, view.dispatch, view),
        ]),
      ),
    // not by the editor's own table, which goes by the place of a key where a sign stands on it
    addProseMirrorPlugins() {
      const { bold, italic, underline } = this.editor.schema.marks
      const acts: Partial<Record<KeyName, Command>> = {
        selectAll: selectFieldFirst,
        paragraph: setKind('p'),
        heading: setKind('h1'),
        subheading: setKind('h2'),
        ordered: toggleKind('o0'),
        orderedElsewhere: toggleKind('o0'),
        bullet: toggleKind('b0'),
        quote: toggleKind('q'),
        // also with nothing to undo: the browser's own history must stay out
        undo: () => history.undo() || true,
        redoElsewhere: () => history.redo() || true,
        redo: () => history.redo() || true,
        ...(bold && { bold: toggleMark(bold) }),
        ...(italic && { italic: toggleMark(italic) }),
        ...(underline && { underline: toggleMark(underline) }),
      }
      const named = Object.entries(acts) as [KeyName, Command][]
      const handleKeyDown = (view: EditorView, event: KeyboardEvent) => {
        const command = !view.composing && named.find(([name]) => means(event, name))?.[1]
        return command ? command(view.state, view.dispatch, view) : false
      }
      return [new Plugin({ props: { handleKeyDown } })]
    },
    addInputRules: () => [
      shorthand(/^#\s$/, 'h1', history),
      shorthand(/^##\s$/, 'h2', history),
      shorthand(/^[-*]\s$/, 'b0', history),
      shorthand(/^1[.)]\s$/, 'o0', history),
      shorthand(/^>\s$/, 'q', history),
    ],
  })
}

/** Gives the selected blocks a kind. */
export function setKind(kind: Kind): Command {
  return changeKinds(() => kind)
}

/** The same, or back to paragraphs where all have it already. */
export function toggleKind(kind: Kind): Command {
  return (state, dispatch) => {
    const all = selectedBlocks(state).every((one) => meantOf(state, one) === kind)
    return setKind(all ? 'p' : kind)(state, dispatch)
  }
}

/** Moves list items in or out; out of the list at its edge. False if no list item is selected. */
export function indentBy(by: 1 | -1): Command {
  return changeKinds((kind) => {
    if (!/^[bo]/.test(kind)) return null
    const indent = Number(kind[1]) + by
    return indent < 0 ? 'p' : `${kind[0]}${Math.min(maxIndent, indent)}`
  })
}

/**
 * Enter: a new block of the same kind. An empty list item, quote or heading becomes a paragraph
 * instead, and after a heading's end a paragraph follows. For who suggests, what is suggested counts.
 */
export const breakBlock: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  if ($from.depth < 2) return false
  if (isTitle($from)) return leaveTitle(state, dispatch)
  const unseen = unseenIn(state)
  const isEmpty = outside(unseen, $from.start(), $from.end()).length === 0
  if (isEmpty && $from.sameParent($to) && meantKind(state, $from.before(), $from.parent) !== 'p') {
    return setKind('p')(state, dispatch)
  }
  if (!dispatch) return true
  const { tr } = state
  tr.deleteSelection()
  const at = tr.selection.$from
  const kind = meantKind(state, $from.before(), $from.parent)
  // what nobody sees stays with the words that it stands beside
  const left = unseen.map(({ from, to }) => ({
    from: tr.mapping.map(from, 1),
    to: tr.mapping.map(to, -1),
  }))
  const atEnd = outside(left, at.pos, at.end()).length === 0
  const atStart = !atEnd && outside(left, at.start(), at.pos).length === 0
  const place = atEnd ? at.end() : atStart ? at.start() : at.pos
  tr.split(place, 1, [nodeShape(state.schema, atEnd && kind.startsWith('h') ? 'p' : kind)])
  if (atEnd) tr.setSelection(TextSelection.create(tr.doc, place + 2))
  // the empty block before the text is the new one, and goes on with the same kind
  if (atStart && kind !== kindOf(at.parent)) {
    const { type, attrs } = nodeShape(state.schema, kind)
    tr.setNodeMarkup(at.before(), type, attrs)
  }
  const marks = state.storedMarks ?? ($from.parentOffset > 0 ? $from.marks() : [])
  tr.ensureMarks(marks.filter(({ type }) => type.spec.inclusive !== false))
  dispatch(tr.scrollIntoView())
  return true
}

/** Whether a place is in the title, which is one line: no list, no heading, no second paragraph. */
export function isTitle($at: ResolvedPos): boolean {
  return $at.node(1)?.attrs.name === 'title'
}

/** On to what follows the title, where it follows in this editor. */
const leaveTitle: Command = ({ selection: { $to }, doc, tr }, dispatch) => {
  const behind = $to.after(1)
  if (isTitle($to) && behind < doc.content.size)
    dispatch?.(tr.setSelection(TextSelection.near(doc.resolve(behind + 1))).scrollIntoView())
  return true
}

/** Backspace at a block's start: less indent, then a paragraph, then joined with the block before. */
const backOut: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection
  if (!empty || $from.depth < 2 || $from.parentOffset > 0) return false
  const kind = meantKind(state, $from.before(), $from.parent)
  if (/^[bo]/.test(kind)) return indentBy(-1)(state, dispatch)
  if (kind !== 'p') return setKind('p')(state, dispatch)
  return joinBackward(state, dispatch, view)
}

/** Delete at a block's end. A block of which nothing is seen is to the eye an empty one, and gives way. */
const joinNext: Command = (state, dispatch, view) => {
  const { $from } = state.selection
  if ($from.depth < 2) return false
  const next = state.doc.resolve($from.after()).nodeAfter
  const gives = outside(unseenIn(state), $from.start(), $from.end()).length === 0
  const join = (tr: Transaction) => {
    if (gives && next) tr.setNodeMarkup($from.before(), next.type, next.attrs)
    dispatch?.(tr)
  }
  return joinForward(state, dispatch && join, view)
}

const breakLine: Command = (state, dispatch) => {
  const { hardBreak } = state.schema.nodes
  if (!hardBreak || state.selection.$from.depth < 2) return false
  if (isTitle(state.selection.$from)) return leaveTitle(state, dispatch)
  const marks = state.storedMarks ?? state.selection.$from.marks()
  dispatch?.(
    state.tr.replaceSelectionWith(hardBreak.create(null, null, marks), false).scrollIntoView(),
  )
  return true
}

/** Selects the field; when it is selected already and has words, everything in the editor. */
const selectFieldFirst: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  if ($from.depth < 1) return false
  const start = state.doc.resolve($from.start(1))
  const end = state.doc.resolve($from.end(1))
  const field = TextSelection.between(start, end)
  if (field.empty) return true
  const unseen = unseenIn(state)
  const isWhole =
    outside(unseen, field.from, $from.pos).length + outside(unseen, $to.pos, field.to).length === 0
  if (isWhole) return selectAll(state, dispatch)
  dispatch?.(state.tr.setSelection(field))
  return true
}

type BlockAt = { readonly node: Node; readonly position: number }

function selectedBlocks(state: EditorState): BlockAt[] {
  const blocks: BlockAt[] = []
  const { from, to } = state.selection
  state.doc.nodesBetween(from, to, (node, position) => {
    if (node.isTextblock) blocks.push({ node, position })
    return !node.isTextblock
  })
  return blocks
}

function meantOf(state: EditorState, { node, position }: BlockAt): Kind {
  return meantKind(state, position, node)
}

/** Sets the kinds that `kindFor` names; null leaves a block out. False if it names none. */
function changeKinds(kindFor: (kind: Kind) => Kind | null): Command {
  return (state, dispatch) => {
    const { tr } = state
    let named = false
    const kept: number[] = []
    for (const block of selectedBlocks(state)) {
      const { node, position } = block
      const meant = meantOf(state, block)
      const kind = kindFor(meant)
      if (kind === null || (kind !== 'p' && isTitle(state.doc.resolve(position)))) continue
      named = true
      if (kind === meant) continue
      if (kind === kindOf(node)) {
        // only a suggestion says otherwise
        kept.push(position)
        continue
      }
      const { type, attrs } = nodeShape(state.schema, kind)
      tr.setNodeMarkup(position, type, attrs)
    }
    if (kept.length > 0) tr.setMeta(kindsKeptMeta, kept)
    if (named) dispatch?.(tr.scrollIntoView())
    return named
  }
}

function nodeShape(schema: Schema, kind: Kind) {
  const { type, attrs } = shapeOf(kind)
  const found = schema.nodes[type]
  if (!found) throw new Error(`the schema has no ${type}`)
  return { type: found, attrs }
}

/** Signs typed at a paragraph's start and a blank; one undo brings the signs back. */
function shorthand(find: RegExp, kind: Kind, history: History): InputRule {
  return new InputRule({
    find,
    handler: ({ state: { tr, schema }, range }) => {
      const start = tr.doc.resolve(range.from)
      if (start.parent.type.name !== 'paragraph' || isTitle(start)) return null
      history.cut()
      const { type, attrs } = nodeShape(schema, kind)
      tr.delete(range.from, range.to).setNodeMarkup(start.before(), type, attrs)
    },
  })
}

/** The keys that write no sign. */
const plainKeys: Readonly<Record<string, Command>> = {
  Enter: breakBlock,
  Backspace: backOut,
  Delete: joinNext,
  Tab: indentBy(1),
  'Shift-Tab': indentBy(-1),
  'Shift-Enter': breakLine,
  'Mod-Enter': breakLine,
}
