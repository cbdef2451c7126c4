import { Extension } from '@tiptap/core'
import { DOMSerializer, Fragment, type Mark, type Node, type Schema, Slice } from '@tiptap/pm/model'
import { type EditorState, Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { hardBreak } from '../../shared/text/body.ts'
import { cleanCharacters, cleanPieces, cleanTyped } from '../../shared/text/characters.ts'
import type { Takes } from './binding/mode.ts'
import { clippingMeta, clippingOf, movesStill } from './binding/origins.ts'
import { placeOf } from './binding/position.ts'
import { type History, isTitle } from './commands.ts'
import {
  markChanges,
  plainText,
  seenSlice,
  type Taken,
  unwrapStruck,
  withoutStruck,
} from './copied.ts'
import { liveWords, moveDragged } from './dragged.ts'
import { flatten, withoutSigns } from './foreign.ts'
import { joinLines, jointsOf } from './lines.ts'
import { hidesStruck, outside, type Range, standingOf, within } from './seen.ts'

/** As ProseMirror tells Apple's keys from others. */
export const isMac = /Mac|iP(hone|[oa]d)/.test(navigator.platform)

/** Attribute of copied HTML that says which characters these are; see `Clipping`. */
const identityAttribute = 'data-accord-clipping'

export type ClipboardOptions = {
  readonly doc: Y.Doc
  readonly commitment: string | undefined
  /** What a field takes at this moment. */
  readonly mode: (field: string) => Takes
  /** Told of pictures and files, which have no place in a text. */
  readonly onPicture: () => void
  readonly history: History
  /** Told when lines of a pasted text have been joined. */
  readonly onJoined: () => void
}

/**
 * Copying and pasting. What is taken in one of our editors carries the identities of its characters,
 * so that a paste can say where each came from. Taken is what is seen: struck words never as plain
 * ones. From outside, structure comes in and looks do not, and lines that are plainly one paragraph
 * are joined, in a step of its own.
 */
export function clipboard({
  doc,
  commitment,
  mode,
  onPicture,
  history,
  onJoined,
}: ClipboardOptions): Extension {
  /** What was taken here last, for drags, which keep their slice and never become HTML again. */
  let taken: Taken | null = null
  /** What the paste or drop under way puts in, until its transaction comes. */
  let placed: Taken | null = null
  let moving = false
  /** How the lines of the plain text that is being pasted belong together. */
  let joints: readonly (string | null)[] = []
  let dragging = false
  /** What a drag takes when it copies; and whether the drop under way does. */
  let seen = Slice.empty
  let copies = false
  /** Nothing but struck words was taken: as plain text that is nothing. */
  let wordless = false
  const taking = (moved: boolean, drag: boolean) => (view: EditorView) => {
    moving = moved
    dragging = drag
    seen = withoutFields(seenSlice(view.state))
    wordless = plainText(view.state) === ''
    return false
  }
  /** Whether struck words go along: they do where what is seen is moved, and stay a suggestion. */
  const carries = (state: EditorState) => moving && edits(state) && !hidesStruck(state)
  const edits = ({ selection: { $from } }: EditorState) =>
    $from.depth > 0 && mode(String($from.node(1).attrs.name)) === 'edit'
  return Extension.create({
    name: 'clipboard',
    // before the binding, which takes a suggestion's transaction and lets nobody else see it
    priority: 950,
    dispatchTransaction({ transaction, next }) {
      if (placed && transaction.docChanged && transaction.getMeta('uiEvent')) {
        transaction.setMeta(clippingMeta, placed)
      }
      placed = null
      const joined = joinLines(transaction.getMeta('uiEvent') === 'paste' ? joints : [])
      joints = []
      next(transaction)
      const { view } = this.editor
      if (!joined(view.state)) return
      history.cut()
      joined(view.state, view.dispatch)
      onJoined()
    },
    addProseMirrorPlugins() {
      const { editor } = this
      const take = () => {
        const leaves = carries(editor.state) ? [] : standingOf(editor.state).struck
        taken = clippingAt(editor.view, doc, leaves, moving, commitment)
        return taken
      }
      const dress = (serialized: DocumentFragment | HTMLElement) => {
        if (!hidesStruck(editor.state)) markChanges(serialized, editor.state)
      }
      const refused = (data: DataTransfer | null, slice: Slice) => {
        const brings = data !== null && bringsPicture(data)
        if (brings) onPicture()
        return brings && isEmpty(slice)
      }
      const plugin = new Plugin({
        props: {
          handleDOMEvents: {
            copy: taking(false, false),
            cut: taking(true, false),
            dragstart: taking(true, true),
            drop: (_view, event) => {
              copies = isMac ? event.altKey : event.ctrlKey
              return false
            },
          },
          clipboardSerializer: new IdentitySerializer(editor.schema, take, dress),
          clipboardTextSerializer: (_slice, { state }) => plainText(state),
          transformCopied: (slice, { state }) => {
            const whole = !hidesStruck(state) && (!dragging || carries(state))
            return whole ? withoutFields(slice) : seen
          },
          transformPasted: (slice, view) => {
            const copied = view.dragging && copies
            const clean = cleanSlice(copied ? seen : withoutFields(slice))
            if (view.dragging || !isTitle(view.state.selection.$from)) return clean
            const line = inOneLine(clean)
            if (line !== clean) placed = null
            return line
          },
          transformPastedHTML: (html) => {
            const { body } = new DOMParser().parseFromString(html, 'text/html')
            placed = readClipping(body)
            const carried = placed?.of === commitment && edits(editor.state)
            if (placed && carried && movesStill(doc, placed)) unwrapStruck(body)
            else placed = placed && withoutStruck(placed)
            flatten(body, placed !== null)
            return body.innerHTML
          },
          clipboardTextParser: (text, $context) => {
            placed = null
            joints = jointsOf(text)
            return linesOf(editor.schema, text, $context.marks())
          },
          handlePaste: (_view, { clipboardData }, slice) => refused(clipboardData, slice),
          handleDrop: (view, event, slice, moved) => {
            // or the browser would leave the page for a file
            if (!view.dragging && refused(event.dataTransfer, slice)) return true
            // what comes from another editor has become HTML on its way, and stays there
            const clipping = view.dragging ? taken : placed
            placed = clipping && { ...(moved ? clipping : withoutStruck(clipping)), moved }
            if (!view.dragging || !moved || !taken) return false
            return moveDragged(view, event, slice, liveWords(view.state.doc, doc, taken.ids))
          },
        },
        view: ({ dom }) => {
          // ProseMirror takes an empty text for none, and would give the struck words
          const empty = ({ clipboardData }: ClipboardEvent) => {
            if (wordless) clipboardData?.setData('text/plain', '')
          }
          dom.addEventListener('copy', empty)
          dom.addEventListener('cut', empty)
          return {
            destroy() {
              dom.removeEventListener('copy', empty)
              dom.removeEventListener('cut', empty)
            },
          }
        },
      })
      return [plugin]
    },
  })
}

/** Files beside words are other views of the same words, as spreadsheets offer them. */
function bringsPicture(data: DataTransfer): boolean {
  const html = withoutSigns(data.getData('text/html'))
  if (html || data.getData('text/plain')) return /<img\b/i.test(html)
  return data.files.length > 0
}

function isEmpty({ content }: Slice): boolean {
  return content.textBetween(0, content.size, '', '\n') === ''
}

/** Each line a paragraph of its own. */
function linesOf(schema: Schema, text: string, marks: readonly Mark[]): Slice {
  const paragraph = schema.nodes.paragraph
  const blocks = text
    .split(/(?:\r\n?|\n)+/)
    .map(cleanTyped)
    .map((line) => paragraph?.create(null, line ? schema.text(line, marks) : null))
    .filter((block) => block !== undefined)
  return new Slice(Fragment.fromArray(blocks), 1, 1)
}

/** Serialises as usual, and says in the first element which characters these are. */
class IdentitySerializer extends DOMSerializer {
  readonly #take: () => Taken | null
  readonly #dress: (serialized: HTMLElement | DocumentFragment) => void

  constructor(
    schema: Schema,
    take: () => Taken | null,
    dress: (serialized: HTMLElement | DocumentFragment) => void,
  ) {
    super(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema))
    this.#take = take
    this.#dress = dress
  }

  override serializeFragment(
    fragment: Fragment,
    options?: { document?: Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const serialized = super.serializeFragment(fragment, options, target)
    if (target) return serialized
    this.#dress(serialized)
    const clipping = this.#take()
    const first = serialized.firstChild
    if (clipping && first instanceof window.HTMLElement) {
      first.setAttribute(identityAttribute, JSON.stringify(clipping))
    }
    return serialized
  }
}

function clippingAt(
  { state }: EditorView,
  doc: Y.Doc,
  leaves: readonly Range[],
  moved: boolean,
  commitment: string | undefined,
): Taken | null {
  const { from, to } = state.selection
  const first = placeOf(state.doc, from, 1)
  const last = placeOf(state.doc, to, -1)
  if (!first || first.field !== last?.field) return null
  const start = Math.max(0, first.index)
  const index = (position: number) => placeOf(state.doc, position)?.index ?? start
  // from seen to seen: what lies between is left
  const parts = outside(leaves, from, to).map((part) =>
    clippingOf(
      doc,
      first.field,
      part.from === from ? start : index(part.from),
      part.to === to ? last.index : index(part.to),
      moved,
      commitment,
    ),
  )
  const struck = leaves.length > 0 ? [] : within(standingOf(state).struck, from, to)
  return {
    text: parts.map(({ text }) => text).join(''),
    ids: parts.flatMap(({ ids }) => ids),
    moved,
    ...(commitment !== undefined && { of: commitment }),
    ...(struck.length > 0 && {
      struck: struck.map((one) => [index(one.from) - start, one.to - one.from] as const),
    }),
  }
}

/** What copied HTML says of itself; anybody can write that, the room compares with its history. */
function readClipping(body: HTMLElement): Taken | null {
  const marked = body.querySelector(`[${identityAttribute}]`)
  const written = marked?.getAttribute(identityAttribute)
  if (!written) return null
  marked?.removeAttribute(identityAttribute)
  try {
    return asClipping(JSON.parse(written))
  } catch {
    return null
  }
}

function asClipping(value: Partial<Taken> | null): Taken | null {
  if (typeof value?.text !== 'string' || !Array.isArray(value.ids)) return null
  const isRange = (range: unknown) =>
    Array.isArray(range) && range.length === 3 && range.every(Number.isSafeInteger)
  if (!value.ids.every(isRange)) return null
  const { text, ids, moved, of, struck } = value
  const isStretch = (one: unknown) =>
    Array.isArray(one) && one.length === 2 && one.every(Number.isSafeInteger)
  return {
    text,
    ids,
    moved: moved === true,
    ...(typeof of === 'string' && { of }),
    ...(Array.isArray(struck) && struck.every(isStretch) && { struck }),
  }
}

/** Fields are ours to make: their blocks stand for them. */
export function withoutFields(slice: Slice): Slice {
  const { content, openStart, openEnd } = slice
  if (content.firstChild?.type.name !== 'field') return slice
  const blocks = content.content.flatMap((node) =>
    node.type.name === 'field' ? node.content.content : [node],
  )
  return new Slice(
    Fragment.fromArray([...blocks]),
    Math.max(0, openStart - 1),
    Math.max(0, openEnd - 1),
  )
}

function cleanSlice({ content, openStart, openEnd }: Slice): Slice {
  return new Slice(cleanFragment(content), openStart, openEnd)
}

function cleanFragment(fragment: Fragment): Fragment {
  const nodes: Node[] = []
  // A break stands for itself, as pairs of direction controls end with their line
  const texts = cleanPieces(
    fragment.content.map((node) => (node.isText ? cleanCharacters(node.text ?? '') : hardBreak)),
  )
  for (const [index, node] of fragment.content.entries()) {
    if (!node.isText) nodes.push(node.copy(cleanFragment(node.content)))
    else {
      const text = texts[index]
      if (text) nodes.push(node.type.schema.text(text, node.marks))
    }
  }
  return Fragment.fromArray(nodes)
}

/** For a title: what parts its blocks and lines is a blank. The same, where there is only one. */
function inOneLine(slice: Slice): Slice {
  const inline: Node[] = []
  let blocks = 0
  let breaks = 0
  slice.content.descendants((node) => {
    const blank = () => node.type.schema.text(' ')
    if (node.isTextblock && blocks++ > 0) inline.push(blank())
    if (node.isTextblock && node.type.name !== 'paragraph') breaks++
    if (node.isText) inline.push(node)
    else if (node.isInline) {
      breaks++
      inline.push(blank())
    }
  })
  return blocks < 2 && breaks === 0 ? slice : new Slice(Fragment.from(inline), 0, 0)
}
