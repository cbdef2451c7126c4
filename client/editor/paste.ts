import { Extension } from '@tiptap/core'
import { DOMSerializer, Fragment, type Mark, type Node, type Schema, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { cleanCharacters } from '../../shared/text/characters.ts'
import { type Clipping, clippingMeta, clippingOf } from './binding/origins.ts'
import { placeOf } from './binding/position.ts'
import { flatten } from './foreign.ts'

/** Attribute of copied HTML that says which characters these are; see `Clipping`. */
const identityAttribute = 'data-accord-clipping'

/**
 * Copying and pasting. What is taken in one of our editors carries the identities of its characters,
 * so that a paste can say where each came from. From outside, structure comes in and looks do not;
 * `onPicture` is told of pictures and files, which have no place in a text.
 */
export function clipboard(
  doc: Y.Doc,
  commitment: string | undefined,
  onPicture: () => void,
): Extension {
  /** What was taken here last, for drags, which keep their slice and never become HTML again. */
  let taken: Clipping | null = null
  /** What the paste or drop under way puts in, until its transaction comes. */
  let placed: Clipping | null = null
  let moving = false
  const taking = (moved: boolean) => () => {
    moving = moved
    return false
  }
  return Extension.create({
    name: 'clipboard',
    // before the binding, which takes a suggestion's transaction and lets nobody else see it
    priority: 950,
    dispatchTransaction({ transaction, next }) {
      if (placed && transaction.docChanged && transaction.getMeta('uiEvent')) {
        transaction.setMeta(clippingMeta, placed)
      }
      placed = null
      next(transaction)
    },
    addProseMirrorPlugins() {
      const { editor } = this
      const take = () => {
        taken = clippingAt(editor.view, doc, moving, commitment)
        return taken
      }
      const refused = (data: DataTransfer | null, slice: Slice) => {
        const brings = data !== null && bringsPicture(data)
        if (brings) onPicture()
        return brings && isEmpty(slice)
      }
      const plugin = new Plugin({
        props: {
          handleDOMEvents: { copy: taking(false), cut: taking(true), dragstart: taking(true) },
          clipboardSerializer: new IdentitySerializer(editor.schema, take),
          transformCopied: withoutFields,
          transformPasted: (slice) => cleanSlice(withoutFields(slice)),
          transformPastedHTML: (html) => {
            const { body } = new DOMParser().parseFromString(html, 'text/html')
            placed = readClipping(body)
            flatten(body, placed !== null)
            return body.innerHTML
          },
          clipboardTextParser: (text, $context) => {
            placed = null
            return linesOf(editor.schema, text, $context.marks())
          },
          handlePaste: (_view, { clipboardData }, slice) => refused(clipboardData, slice),
          handleDrop: ({ dragging }, event, slice, moved) => {
            // or the browser would leave the page for a file
            if (!dragging && refused(event.dataTransfer, slice)) return true
            // what comes from another editor has become HTML on its way, and stays there
            const clipping = dragging ? taken : placed
            placed = clipping && { ...clipping, moved }
            return false
          },
        },
      })
      return [plugin]
    },
  })
}

/** Files beside words are other views of the same words, as spreadsheets offer them. */
function bringsPicture(data: DataTransfer): boolean {
  const html = data.getData('text/html')
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
    .map(cleanCharacters)
    .map((line) => paragraph?.create(null, line ? schema.text(line, marks) : null))
    .filter((block) => block !== undefined)
  return new Slice(Fragment.fromArray(blocks), 1, 1)
}

/** Serialises as usual, and says in the first element which characters these are. */
class IdentitySerializer extends DOMSerializer {
  readonly #take: () => Clipping | null

  constructor(schema: Schema, take: () => Clipping | null) {
    super(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema))
    this.#take = take
  }

  override serializeFragment(
    fragment: Fragment,
    options?: { document?: Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const serialized = super.serializeFragment(fragment, options, target)
    if (target) return serialized
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
  moved: boolean,
  commitment: string | undefined,
): Clipping | null {
  const from = placeOf(state.doc, state.selection.from, 1)
  const to = placeOf(state.doc, state.selection.to, -1)
  if (!from || from.field !== to?.field) return null
  return clippingOf(doc, from.field, Math.max(0, from.index), to.index, moved, commitment)
}

/** What copied HTML says of itself; anybody can write that, the room compares with its history. */
function readClipping(body: HTMLElement): Clipping | null {
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

function asClipping(value: Partial<Clipping> | null): Clipping | null {
  if (typeof value?.text !== 'string' || !Array.isArray(value.ids)) return null
  const isRange = (range: unknown) =>
    Array.isArray(range) && range.length === 3 && range.every(Number.isSafeInteger)
  if (!value.ids.every(isRange)) return null
  const { text, ids, moved, of } = value
  return { text, ids, moved: moved === true, ...(typeof of === 'string' && { of }) }
}

/** Fields are ours to make: their blocks stand for them. */
function withoutFields(slice: Slice): Slice {
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
  for (const node of fragment.content) {
    if (!node.isText) nodes.push(node.copy(cleanFragment(node.content)))
    else {
      const text = cleanCharacters(node.text ?? '')
      if (text) nodes.push(node.type.schema.text(text, node.marks))
    }
  }
  return Fragment.fromArray(nodes)
}
