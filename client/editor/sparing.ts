import { Extension } from '@tiptap/core'
import { type Node, Slice } from '@tiptap/pm/model'
import { type EditorState, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import { type Mappable, type MapResult, ReplaceStep, StepMap } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import { wordsOf } from '../../shared/words.ts'
import { fromBody } from './binding/binding.ts'
import { hearCaret } from './binding/caret.ts'
import { meantKind } from './binding/plugin.ts'
import { isMac, withoutFields } from './paste.ts'
import { outside, type Range, unseenIn, within } from './seen.ts'

/**
 * In a view that does not draw what is struck nobody takes out what they do not see: whatever deletes
 * or replaces leaves the unseen words standing, and keys reach past them to what is seen.
 */
export const sparesUnseen = (onUnseen: () => void): Extension =>
  Extension.create({
    name: 'sparesUnseen',
    // before the binding, which writes what it is given
    priority: 940,
    dispatchTransaction({ transaction, next }) {
      const { state, view } = this.editor
      const local = transaction.docChanged && !transaction.getMeta(fromBody) && !view.composing
      const unseen = local ? unseenIn(state) : []
      const ours = unseen.length > 0 && transaction.before === state.doc
      next(ours ? sparing(state, transaction, unseen) : transaction)
    },
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          // a key that joins would join to what nobody sees: nothing would come of it on the page
          handleKeyDown: (view, event) => {
            const back = takesBack(event)
            if (back !== null) toCaret(view)
            const plain = !event.ctrlKey && !event.altKey && !event.metaKey
            if (back === null || view.composing || !joinsUnseen(view.state, back, plain))
              return false
            onUnseen()
            return true
          },
          handleDOMEvents: {
            beforeinput: (view, event) => {
              if (view.composing || event.isComposing || !act(view, event, onUnseen)) return false
              event.preventDefault()
              return true
            },
            // an input method takes out what is selected, and nobody can say no to it
            compositionstart: (view) => {
              const { state } = view
              const { from, to, empty } = state.selection
              if (view.composing || empty || within(unseenIn(state), from, to).length === 0)
                return false
              hearCaret(view)
              view.dispatch(view.state.tr.deleteSelection())
              return false
            },
          },
        },
      }),
    ],
  })

/** The transaction without what it would do to `unseen`; itself where it does nothing to them. */
function sparing(state: EditorState, local: Transaction, unseen: readonly Range[]): Transaction {
  const { tr } = state
  /** What stands in `tr` and not in `local`, in order. */
  let kept: readonly Range[] = []
  let spared = false
  for (const step of local.steps) {
    const before = tr.steps.length
    const moved = new Past(kept)
    let fresh: Range[] = []
    if (step instanceof ReplaceStep) {
      const from = moved.map(step.from, -1)
      const to = moved.map(step.to, 1)
      const now = unseen.map(({ from, to }) => ({
        from: tr.mapping.map(from, 1),
        to: tr.mapping.map(to, -1),
      }))
      fresh = within(now, from, to)
      if (fresh.length > 0) spared = true
      const all = united([...fresh, ...within(kept, from, to)])
      if (all.length > 0) replaceAround(tr, step, all, from, to)
      else tr.step(new ReplaceStep(moved.map(step.from, 1), to, step.slice))
    } else {
      const mapped = step.map(moved)
      if (mapped) tr.maybeStep(mapped)
    }
    const since = tr.mapping.slice(before)
    kept = united([...kept, ...fresh]).map(({ from, to }) => ({
      from: since.map(from, 1),
      to: since.map(to, -1),
    }))
  }
  if (!spared) return local
  const past = new Past(kept)
  if (local.selection instanceof TextSelection) {
    const at = (position: number) => tr.doc.resolve(past.map(position, -1))
    tr.setSelection(TextSelection.between(at(local.selection.anchor), at(local.selection.head)))
  }
  return saysOf(local, tr)
}

/** What is said of `local`, by plugins too, is said of `tr` in its place. */
export function saysOf(local: Transaction, tr: Transaction): Transaction {
  if (local.storedMarksSet) tr.setStoredMarks(local.storedMarks)
  if (local.scrolledIntoView) tr.scrollIntoView()
  const { meta } = local as unknown as { meta: Readonly<Record<string, unknown>> }
  for (const [name, value] of Object.entries(meta)) tr.setMeta(name, value)
  return tr
}

/** Does what `step` does to `[from, to)` to all of it but `spared`. */
function replaceAround(
  tr: Transaction,
  step: ReplaceStep,
  spared: readonly Range[],
  from: number,
  to: number,
): void {
  const { content } = step.slice
  const isCut = content.textBetween(0, content.size) === ''
  const text = inBlocks(tr.doc, { from, to }, isCut)
  const slice = opened(step.slice, text.from !== from, text.to !== to)
  const [first, ...others] = outside(spared, text.from, text.to)
  for (const range of others.toReversed()) tr.delete(range.from, range.to)
  if (!first) {
    if (slice.size > 0) tr.replace(text.from, text.from, slice)
    return
  }
  if (slice.size === 0) tr.delete(first.from, first.to)
  else if (tr.maybeStep(new ReplaceStep(first.from, first.to, slice)).failed)
    tr.replace(first.from, first.to, slice)
}

/** A block that stays open, as what is spared in it stays, is not brought once more. */
function opened(slice: Slice, opens: boolean, ends: boolean): Slice {
  const { content, openStart, openEnd } = withoutFields(slice)
  return new Slice(
    content,
    opens && content.firstChild?.isTextblock ? Math.max(openStart, 1) : openStart,
    ends && content.lastChild?.isTextblock ? Math.max(openEnd, 1) : openEnd,
  )
}

/**
 * The range from text to text: what is spared in a block keeps the block. Where blocks go with their
 * breaks (`isCut`), what is spared of them stands in the next one.
 */
function inBlocks(doc: Node, { from, to }: Range, isCut: boolean): Range {
  const inside = (position: number) => doc.resolve(position).parent.isTextblock
  let start = from
  while (start < to && !inside(start)) start++
  let end = to
  if (isCut && !inside(end) && doc.resolve(end).nodeAfter?.isTextblock) end++
  while (end > start && !inside(end)) end--
  return { from: start, to: end }
}

function united(ranges: readonly Range[]): Range[] {
  const all: { from: number; to: number }[] = []
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (from >= to) continue
    if (last && last.to >= from) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}

/** Leads from a text without some ranges to the text with them. */
class Past implements Mappable {
  readonly #ranges: readonly Range[]

  constructor(ranges: readonly Range[]) {
    this.#ranges = ranges
  }

  map(position: number, side = 1): number {
    let at = position
    for (const { from, to } of this.#ranges) {
      if (from < at || (from === at && side > 0)) at += to - from
      else break
    }
    return at
  }

  mapResult(position: number, side = 1): MapResult {
    return StepMap.empty.mapResult(this.map(position, side), side)
  }
}

/** Whether a key takes out what is before the caret, whatever is held down with it; null: it does not. */
function takesBack({ key, ctrlKey, altKey }: KeyboardEvent): boolean | null {
  if (key === 'Backspace' || (isMac && ctrlKey && key === 'h')) return true
  return key === 'Delete' || (isMac && (ctrlKey || altKey) && key === 'd') ? false : null
}

const deleting = /^delete(Content|Word|.+Line)(Back|For)ward$/

/** Where nothing of what is selected is seen, the eye sees a caret. */
function toCaret(view: EditorView): void {
  const { state, composing } = view
  const { from, to, empty, head, $from, $to } = state.selection
  if (empty || composing || !$from.sameParent($to) || !$from.parent.isTextblock) return
  if (outside(unseenIn(state), from, to).length > 0) return
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, head)))
}

/** Does what the browser would do beside or over unseen words. True: done. */
function act(view: EditorView, event: InputEvent, onUnseen: () => void): boolean {
  if (unseenIn(view.state).length === 0) return false
  hearCaret(view)
  toCaret(view)
  const { state } = view
  const { from, to, empty, $from } = state.selection
  const unseen = unseenIn(state)
  const { inputType, data } = event
  if (!empty) {
    if (within(unseen, from, to).length === 0) return false
    const text = inputType === 'insertText' && data !== null ? data : ''
    if (text === '' && !inputType.startsWith('delete')) return false
    view.dispatch(state.tr.insertText(text, from, to).scrollIntoView())
    return true
  }
  const [, way, towards] = deleting.exec(inputType) ?? []
  if (!way || !$from.parent.isTextblock) return false
  const back = towards === 'Back'
  const start = $from.start()
  const byLine = way.endsWith('Line')
  if (joinsUnseen(state, back, !byLine)) {
    onUnseen()
    return true
  }
  if (byLine) return false
  if (within(unseen, start, $from.end()).length === 0) return false
  const text = seenText(state, unseen, start, $from.end())
  const range = back ? before(text, from, way === 'Word') : behind(text, from, way === 'Word')
  if (range) {
    const { tr } = state
    view.dispatch(tr.delete(range.from, range.to).scrollIntoView())
    return true
  }
  // At the edge of what is seen the key means the block's edge.
  const edge = back ? start : $from.end()
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, edge)))
  const key = back ? 'Backspace' : 'Delete'
  const pressed = new KeyboardEvent('keydown', { key, ctrlKey: way === 'Word' })
  view.someProp('handleKeyDown', (handle) => handle(view, pressed))
  return true
}

/**
 * Whether a key at the edge of what is seen of a block would join it to one of which nothing is seen:
 * the text would change where the eye sees nothing happen. By a `plain` key a heading or an item first
 * becomes a paragraph.
 */
function joinsUnseen(state: EditorState, back: boolean, plain: boolean): boolean {
  const { $from, empty } = state.selection
  if (!empty || $from.depth < 2) return false
  const unseen = unseenIn(state)
  const toEdge = back ? ([$from.start(), $from.pos] as const) : ([$from.pos, $from.end()] as const)
  if (unseen.length === 0 || outside(unseen, ...toEdge).length > 0) return false
  if (plain && back && meantKind(state, $from.before(), $from.parent) !== 'p') return false
  const place = back ? $from.before() : $from.after()
  const beside = back ? state.doc.resolve(place).nodeBefore : state.doc.resolve(place).nodeAfter
  if (!beside || beside.content.size === 0) return false
  const from = back ? place - beside.nodeSize + 1 : place + 1
  return outside(unseen, from, from + beside.content.size).length === 0
}

/** The seen letters of a block, and where each stands. */
type SeenText = { readonly text: string; readonly at: readonly number[] }

function seenText(
  state: EditorState,
  unseen: readonly Range[],
  from: number,
  to: number,
): SeenText {
  let text = ''
  const at: number[] = []
  for (const part of outside(unseen, from, to)) {
    text += state.doc.textBetween(part.from, part.to, '', '\n')
    for (let position = part.from; position < part.to; position++) at.push(position)
  }
  return { text, at }
}

function before({ text, at }: SeenText, caret: number, word: boolean): Range | null {
  const end = at.findLastIndex((position) => position < caret)
  if (end < 0) return null
  const parts = partsOf(text.slice(0, end + 1), word)
  let start = end + 1
  while (parts.length > 0) {
    const part = parts.pop() ?? ''
    start -= part.length
    if (!word || part.trim() !== '') break
  }
  return { from: at[start] ?? caret, to: (at[end] ?? caret) + 1 }
}

function behind({ text, at }: SeenText, caret: number, word: boolean): Range | null {
  const start = at.findIndex((position) => position >= caret)
  if (start < 0) return null
  let end = start
  for (const part of partsOf(text.slice(start), word)) {
    end += part.length
    if (!word || part.trim() !== '') break
  }
  return { from: at[start] ?? caret, to: (at[end - 1] ?? caret) + 1 }
}

function partsOf(text: string, word: boolean): string[] {
  if (word) return wordsOf(text, 'zh-Hant-TW')
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return [...letters.segment(text)].map(({ segment }) => segment)
}
