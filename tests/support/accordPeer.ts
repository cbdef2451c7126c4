import * as Y from 'yjs'
import { guardBody } from '../../shared/text/guard.ts'
import type { Peer } from './crowd.ts'
import { charactersIn, isShown, openWriter, type WriterOptions } from './editors.ts'

const fields = ['a', 'b']

/** Our own binding, for the crowd to judge. */
export function accordPeer(options: Pick<WriterOptions, 'mode'> = {}): Peer {
  return {
    name: 'Accord',
    blank() {
      const doc = new Y.Doc()
      guardBody(doc)
      return doc
    },
    open(number, from) {
      const writer = openWriter(number, { fields, from, ...options })
      const { doc, editor, undo, ids, binding, destroy } = writer
      return {
        doc,
        editor,
        undo,
        client: options.mode === 'suggest' ? ids.suggesting : ids.editing,
        composition: { begin: () => binding.hold(), end: () => binding.release() },
        isShown: () => isShown(writer),
        destroy,
      }
    },
    characters: (doc) => charactersIn(doc, fields),
  }
}
