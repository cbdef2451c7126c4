import './dom.ts'
import { Editor, Extension } from '@tiptap/core'
import { redo, undo, ySyncPlugin, yUndoPlugin, yUndoPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { type History, writingKeys } from '../../../client/editor/commands.ts'
import { bodySchema } from '../../../client/editor/schema.ts'
import type { CrowdPage, Peer } from '../../support/crowd.ts'

const root = 'body'

/**
 * The binding that most editors use, under the same schema, keys, shorthands and undo as ours. The
 * blank document is the same for everybody, so that nothing is doubled before the first key.
 */
export function treePeer(fields: readonly string[] = ['a', 'b']): Peer {
  return {
    name: '@tiptap/y-tiptap 3.0.9',
    blank() {
      const doc = new Y.Doc()
      doc.clientID = 1
      const nodes = fields.map((name) => {
        const field = new Y.XmlElement('field')
        field.setAttribute('name', name)
        field.insert(0, [new Y.XmlElement('paragraph')])
        return field
      })
      doc.getXmlFragment(root).insert(0, nodes)
      return doc
    },
    open: openTree,
    characters: (doc) => charactersOf(doc.getXmlFragment(root)),
  }
}

function openTree(number: number, from: Y.Doc): CrowdPage {
  const doc = new Y.Doc()
  doc.clientID = 100 + number
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(from), 'remote')
  const element = document.createElement('div')
  document.body.append(element)
  const history: History = {
    undo: () => undo(editor.state),
    redo: () => redo(editor.state),
    cut: () => yUndoPluginKey.getState(editor.state)?.undoManager.stopCapturing(),
  }
  const sync = Extension.create({
    name: 'sync',
    addProseMirrorPlugins: () => [ySyncPlugin(doc.getXmlFragment(root)), yUndoPlugin()],
  })
  const editor = new Editor({
    element,
    injectCSS: false,
    extensions: [...bodySchema, sync, writingKeys(history)],
  })
  return {
    doc,
    editor,
    undo: history,
    client: doc.clientID,
    composition: null,
    meant: (from, to) => editor.state.doc.textBetween(from, to, '¶', '↵'),
    isShown: () => true,
    destroy() {
      editor.destroy()
      element.remove()
    },
  }
}

type Characters = { character: string; client: number }[]

function charactersOf(type: Y.XmlFragment | Y.XmlElement | Y.XmlText): Characters {
  const found: Characters = []
  for (let item = type._start; item; item = item.right) {
    if (item.deleted) continue
    const { content, id } = item
    if (content instanceof Y.ContentString) {
      for (const character of content.str) found.push({ character, client: id.client })
    } else if (content instanceof Y.ContentType) {
      found.push(...charactersOf(content.type as Y.XmlElement))
    }
  }
  return found
}
