import type { Editor, Extensions } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import * as Y from 'yjs'
import type { Binding } from '../../client/editor/binding/binding.ts'
import type { Mode, Takes } from '../../client/editor/binding/mode.ts'
import { placeOf } from '../../client/editor/binding/position.ts'
import { createUndo, type Undo } from '../../client/editor/binding/undo.ts'
import { fieldNode } from '../../client/editor/binding/units.ts'
import type { Untaken } from '../../client/editor/binding/untaken.ts'
import { createBodyEditor } from '../../client/editor/createBodyEditor.ts'
import type { Claim, Origin } from '../../shared/record/origin.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { type ClientIds, isSuggesting } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf } from '../../shared/text/items.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import { readBlocks } from '../../shared/text/read.ts'

/** One person's page: a body, an editor on it, and what the page would tell the room. */
export type Writer = {
  readonly doc: Y.Doc
  readonly ids: ClientIds
  readonly editor: Editor
  readonly binding: Binding
  readonly undo: Undo
  readonly origins: Claim[]
  readonly inexpressible: string[]
  /** What was done where nothing is taken. */
  readonly untaken: Untaken[]
  mode: Mode
  destroy(): void
}

export type WriterOptions = {
  readonly mode?: Mode
  readonly fields?: readonly string[]
  readonly from?: Y.Doc
  /** Another editor of the same page: the document, ids and undo are shared. */
  readonly on?: Writer
  /** What each field takes; default: the writer's mode. */
  readonly takes?: (field: string) => Takes
  readonly isPending?: (client: number, clock: number) => boolean
  /** Where words come from, as far as the room has said. */
  readonly origins?: () => Iterable<Origin>
  readonly commitment?: string
  readonly hidesStruck?: () => boolean
  /** What the page shows or does besides. */
  readonly extensions?: Extensions
}

/** Opens a page for person `number`, on a copy of `from`. */
export function openWriter(number: number, options: WriterOptions = {}): Writer {
  const { fields = ['a', 'b'], from, isPending = isSuggesting, on, commitment, takes } = options
  const { extensions = [], hidesStruck = () => false, origins: known } = options
  const doc = on?.doc ?? new Y.Doc()
  guardBody(doc)
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from), 'remote')
  const ids: ClientIds = on?.ids ?? { editing: 100 + number, suggesting: 2 ** 32 + 100 + number }
  const origins: Claim[] = []
  const inexpressible: string[] = []
  const untaken: Untaken[] = []
  const undo =
    on?.undo ??
    createUndo(doc, {
      ids: () => ids,
      ...(commitment !== undefined && { commitment }),
      isPending,
      ...(takes && { takes }),
      ...(known && { origins: known }),
      pause: Number.POSITIVE_INFINITY,
      onOrigins: (announced) => origins.push(...announced),
    })
  const element = document.createElement('div')
  document.body.append(element)
  const { editor, binding, destroy } = createBodyEditor({
    doc,
    fields,
    undo,
    element,
    extensions,
    mode: takes ?? (() => writer.mode),
    onUntaken: (what) => untaken.push(what),
    hidesStruck,
    onInexpressible: (what) => inexpressible.push(what),
  })
  const writer: Writer = {
    doc,
    ids,
    editor,
    binding,
    undo,
    origins,
    inexpressible,
    untaken,
    mode: options.mode ?? 'edit',
    destroy() {
      destroy()
      if (!on) undo.destroy()
      element.remove()
    },
  }
  return writer
}

/** Gives everybody what everybody has. */
export function exchange(...writers: readonly { readonly doc: Y.Doc }[]): void {
  for (let round = 0; round < 2; round++) {
    for (const { doc: from } of writers) {
      for (const { doc: to } of writers) {
        if (from === to) continue
        const news = Y.encodeStateAsUpdate(from, Y.encodeStateVector(to))
        Y.applyUpdate(to, news, 'remote')
      }
    }
  }
}

export type BlockAt = { readonly node: Node; readonly position: number }

/** All blocks of an editor with the positions before them. */
export function blocksOf({ state }: Editor): BlockAt[] {
  const blocks: BlockAt[] = []
  state.doc.descendants((node, position) => {
    if (node.isTextblock) blocks.push({ node, position })
    return !node.isTextblock
  })
  return blocks
}

/** The position of an offset in block number `block`; `end` is the block's end. */
export function spot(editor: Editor, block: number, offset: number | 'end'): number {
  const found = blocksOf(editor)[block]
  if (!found) throw new Error(`no block ${block}`)
  const { size } = found.node.content
  return found.position + 1 + (offset === 'end' ? size : Math.min(offset, size))
}

export function select({ view }: Editor, anchor: number, head = anchor): void {
  const { doc, tr } = view.state
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))))
}

/** Types as a keyboard does: each character first offered to the input rules. */
export function type({ view }: Editor, text: string): void {
  for (const character of text) {
    const { from, to } = view.state.selection
    const plain = () => view.state.tr.insertText(character, from, to)
    const taken = view.someProp('handleTextInput', (handle) =>
      handle(view, from, to, character, plain),
    )
    if (!taken) view.dispatch(plain())
  }
}

/**
 * Puts text over the selection as corrections, dictation and input methods do: the browser changes
 * the page, and ProseMirror sees of that only the part that differs.
 */
export function inputOver({ view }: Editor, text: string): void {
  const { state } = view
  const { from, to } = state.selection
  const [start, end] = [view.domAtPos(from), view.domAtPos(to)]
  const event = new Event('beforeinput', { bubbles: true })
  const range = {
    startContainer: start.node,
    startOffset: start.offset,
    endContainer: end.node,
    endOffset: end.offset,
  }
  Object.assign(event, { inputType: 'insertReplacementText', getTargetRanges: () => [range] })
  view.dom.dispatchEvent(event)
  const was = state.doc.textBetween(from, to, '\n', '\u2028')
  const most = Math.min(was.length, text.length)
  let head = 0
  while (head < most && was[head] === text[head]) head++
  let tail = 0
  while (tail < most - head && was.at(-1 - tail) === text.at(-1 - tail)) tail++
  const part = text.slice(head, text.length - tail)
  const { tr } = state
  if (part === '') tr.delete(from + head, to - tail)
  else tr.insertText(part, from + head, to - tail)
  view.dispatch(tr)
}

/** Presses a key, `Mod-b` as Ctrl. True if the editor took it. */
export function press({ view }: Editor, keys: string): boolean {
  const parts = keys.split('-')
  const key = parts.at(-1) ?? ''
  const code = /^[0-9]$/.test(key) ? 48 + Number(key) : key.toUpperCase().charCodeAt(0)
  const event = new KeyboardEvent('keydown', {
    key,
    ctrlKey: parts.includes('Mod'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
    bubbles: true,
    cancelable: true,
  })
  Object.defineProperty(event, 'keyCode', { value: key.length === 1 ? code : 0 })
  // happy-dom takes Alt for AltGr
  Object.defineProperty(event, 'getModifierState', { value: () => false })
  return view.someProp('handleKeyDown', (handle) => handle(view, event)) === true
}

/** Presses the keys for cutting or copying; answers the HTML that the clipboard holds then. */
export function take(from: Writer, how: 'cut' | 'copy'): string {
  return clipboardOf(from, how).get('text/html') ?? ''
}

/** The same with all that the clipboard holds, by kind. */
export function clipboardOf(from: Writer, how: 'cut' | 'copy'): ReadonlyMap<string, string> {
  const clipboard = new Map<string, string>()
  const event = new Event(how, { bubbles: true, cancelable: true })
  Object.defineProperty(event, 'clipboardData', {
    value: {
      clearData: () => clipboard.clear(),
      setData: (kind: string, data: string) => clipboard.set(kind, data),
      getData: (kind: string) => clipboard.get(kind) ?? '',
      items: [],
    },
  })
  from.editor.view.dom.dispatchEvent(event)
  return clipboard
}

/** The kinds and texts of a field, as `h2 words | p more`. */
export function shapeOf({ doc }: { readonly doc: Y.Doc }, field = 'a'): string {
  return readBlocks(doc, field)
    .map(({ kind, runs }) => `${kind} ${runs.map(({ text }) => text).join('')}`.trim())
    .join(' | ')
}

/** Whether the view shows exactly what the body holds. */
export function isShown({ editor, doc, binding }: Writer): boolean {
  const nodes = binding.fields.map((field) =>
    fieldNode(editor.schema, field, readBlocks(doc, field)),
  )
  return editor.schema.topNodeType.create(null, nodes).eq(editor.state.doc)
}

/** What would stand between two positions if every suggestion were adopted, `¶` for a new block. */
export function meantBetween(writer: Writer, from: number, to: number): string {
  const { editor, doc, binding, undo } = writer
  const struck = new IdSet(
    suggestedDeletions(doc, undo.suggester.origins()).map(({ range }) => range),
  )
  const start = placeOf(editor.state.doc, from, 1)
  const end = placeOf(editor.state.doc, to, -1)
  const { fields } = binding
  return fields
    .slice(fields.indexOf(start?.field ?? ''), fields.indexOf(end?.field ?? '') + 1)
    .map((field) => {
      let text = ''
      let index = 0
      const first = field === start?.field ? start.index : 0
      const last = field === end?.field ? end.index : Number.POSITIVE_INFINITY
      for (let item = fieldText(doc, field)._start; item; item = item.right) {
        if (item.deleted || !item.countable) continue
        for (let at = 0; at < item.length; at++, index++) {
          if (index < first || index >= last) continue
          if (!struck.has(item.id.client, item.id.clock + at)) {
            text += charactersOf(item)?.[at] ?? '¶'
          }
        }
      }
      return text
    })
    .join('‖')
}

/** Each live character of the fields with the id that it was born under. */
export function charactersIn(
  doc: Y.Doc,
  fields: readonly string[],
): { character: string; client: number }[] {
  return fields.flatMap((field) => {
    const found: { character: string; client: number }[] = []
    for (let item = fieldText(doc, field)._start; item; item = item.right) {
      if (item.deleted) continue
      for (const character of charactersOf(item) ?? '') {
        found.push({ character, client: item.id.client })
      }
    }
    return found
  })
}
