import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import { Transform } from '@tiptap/pm/transform'
import { fromBody } from './binding/binding.ts'
import { differenceOf, replaceBy } from './binding/composing.ts'
import type { Takes } from './binding/mode.ts'
import { isTitle } from './commands.ts'
import { saysOf } from './sparing.ts'

/**
 * Keeps the title one line, and makes one of what a program or an older page has broken as soon as
 * somebody edits it whatever way words come in: keys and pastes are seen to where they are taken, but
 * panels, dictation, input methods and commands of the browser write into the page.
 */
export const titleLine = (mode: (field: string) => Takes): Extension =>
  Extension.create({
    name: 'titleLine',
    // before the binding, which writes what it is given; behind what says where pasted words come from
    priority: 930,
    dispatchTransaction({ transaction, next }) {
      const { state, view } = this.editor
      const tr = inOneLine(state, transaction)
      if (!view.composing && mode('title') === 'edit') mend(tr)
      next(tr)
    },
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleDOMEvents: {
            // the browser would break the line in the middle of it, and lose the caret in what we draw
            beforeinput: (view, event) => {
              const { data } = event
              if (view.composing || !data?.includes('\n') || !isTitle(view.state.selection.$from))
                return false
              event.preventDefault()
              view.dispatch(view.state.tr.insertText(data))
              return true
            },
          },
        },
      }),
    ],
  })

/** The transaction with a blank for each break that it would bring into the title. */
function inOneLine({ doc, tr }: EditorState, local: Transaction): Transaction {
  const breaks = breaksIn(local.doc)
  if (!local.docChanged || local.getMeta(fromBody) || breaks.length <= breaksIn(doc).length)
    return local
  const fresh = differenceOf(doc, local.doc)
  const flat = new Transform(local.doc)
  // what stood there already is an older title's, or a program's
  if (fresh)
    flatten(
      flat,
      breaks.filter(({ from, to }) => to > fresh.start && from < fresh.b),
    )
  replaceBy(tr, flat.doc)
  const at = (position: number) => tr.doc.resolve(flat.mapping.map(position))
  tr.setSelection(TextSelection.between(at(local.selection.anchor), at(local.selection.head)))
  return saysOf(local, tr)
}

/** Each break by itself, so that the words between them stay whose they are. */
function mend(tr: Transaction): void {
  if (!tr.docChanged || tr.getMeta(fromBody)) return
  const title = titleOf(tr.doc)
  if (title && titleOf(tr.before) !== title) flatten(tr, breaksIn(tr.doc))
}

function titleOf(doc: Node): Node | undefined {
  return doc.children.find(({ attrs }) => attrs.name === 'title')
}

function flatten(to: Transform, breaks: readonly Break[]): void {
  const { doc } = to
  const { schema } = doc.type
  for (const { from, to: end } of breaks.toReversed()) {
    if (end - from > 2) to.setNodeMarkup(from, schema.nodes.paragraph)
    else to.replaceWith(from, end, schema.text(' ', doc.resolve(from).marks()))
  }
}

type Break = { readonly from: number; readonly to: number }

/** What keeps the title from being one plain line, in text order: of a block that is none, all of it. */
function breaksIn(doc: Node): Break[] {
  const breaks: Break[] = []
  const put = (from: number, size: number) => breaks.push({ from, to: from + size })
  doc.descendants((node, at, parent, index) => {
    if (parent === doc) return node.attrs.name === 'title'
    if (node.isText) {
      for (const { index } of node.text?.matchAll(/[\n\r\u2028\u2029]/g) ?? []) put(at + index, 1)
    } else if (node.isInline) put(at, 1)
    else {
      if (index > 0) put(at - 1, 2)
      if (node.type.name !== 'paragraph') put(at, Math.max(node.nodeSize, 3))
    }
    return true
  })
  return breaks
}
