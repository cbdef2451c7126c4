import * as Y from 'yjs'
import { admit, type Ground, type Writer } from '../../server/rooms/admission.ts'
import { rootsOf } from '../../shared/authorship/pending.ts'
import { guardBody } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { CrowdPage, Peer } from './crowd.ts'
import { charactersIn, isShown, openWriter, type WriterOptions } from './editors.ts'

const fields = ['a', 'b']

const openGround: Omit<Ground, 'doc'> = {
  isField: (name) => fields.includes(name),
  section: () => 'open',
  roots: rootsOf([]),
  frozen: new IdSet(),
  accepted: new IdSet(),
}

/** Both ids of a page are its person's, everybody else's are not. */
function writerOf({ client }: CrowdPage): Writer {
  const editing = client % 2 ** 32
  return {
    owner: (one) => {
      if (one === editing) return 'editing'
      return one === editing + 2 ** 32 ? 'suggesting' : 'foreign'
    },
    mayEdit: true,
    maySuggest: true,
  }
}

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
    refuses(update, page, relay) {
      const verdict = admit(update, writerOf(page), { ...openGround, doc: relay })
      return verdict.admitted ? null : verdict.code
    },
    characters: (doc) => charactersIn(doc, fields),
  }
}
