import './dom.ts'
import { Editor, Node } from '@tiptap/core'
import { ySyncPlugin } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { bodySchema } from '../../../client/editor/schema.ts'

export type Page = { readonly doc: Y.Doc; readonly editor: Editor; destroy(): void }

/** A tree needs no fields. */
const treeTop = Node.create({ name: 'doc', topNode: true, content: 'block+' })

/** A page over the binding that most editors use; same blocks and marks as ours. */
export function openTree(number: number, from?: Y.Doc): Page {
  const doc = new Y.Doc()
  doc.clientID = 100 + number
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from), 'remote')
  const element = document.createElement('div')
  document.body.append(element)
  const [, ...rest] = bodySchema
  const editor = new Editor({
    element,
    injectCSS: false,
    extensions: [treeTop, ...rest],
  })
  editor.registerPlugin(ySyncPlugin(doc.getXmlFragment('body')))
  return {
    doc,
    editor,
    destroy() {
      editor.destroy()
      element.remove()
    },
  }
}
