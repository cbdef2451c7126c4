import type { Editor } from '@tiptap/core'
import * as Y from 'yjs'
import { createDesk } from '../../client/room/desk.ts'
import {
  Find,
  hereAmong,
  isStruck,
  placesOf,
  replaceAll,
  replaceHere,
  show,
} from '../../client/room/finding.ts'
import { admit, type Ground, type Writer } from '../../server/rooms/admission.ts'
import { descentOf } from '../../shared/authorship/descent.ts'
import { rootsOf } from '../../shared/authorship/pending.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf } from '../../shared/text/items.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import type { CrowdPage, Finder, Peer, Views } from './crowd.ts'
import {
  charactersIn,
  clipboardOf,
  isShown,
  openWriter,
  type WriterOptions,
  type Writer as WriterPage,
} from './editors.ts'

const fields = ['a', 'b']

const openGround: Omit<Ground, 'doc'> = {
  isField: (name) => fields.includes(name),
  section: () => 'open',
  roots: rootsOf([]),
  descent: descentOf([]),
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
      const hidesStruck = () => views.simple
      const writer = openWriter(number, {
        fields,
        from,
        extensions: [Find],
        hidesStruck,
        ...options,
      })
      const views = viewsOf(writer)
      const { doc, editor, undo, ids, binding, destroy } = writer
      return {
        doc,
        editor,
        undo,
        client: options.mode === 'suggest' ? ids.suggesting : ids.editing,
        composition: { begin: () => binding.hold(), end: () => binding.release() },
        ...(options.mode !== 'suggest' && { find: finderOf(writer.editor), views }),
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

/** What the bar does at each press. */
function finderOf(editor: Editor): Finder {
  const desk = createDesk()
  desk.add(editor)
  return {
    look(query) {
      const places = placesOf(desk, query)
      show(desk, query, places[hereAmong(desk, places).next] ?? null)
    },
    replaceOne: (query, replacement) => void replaceHere(desk, query, replacement, isStruck),
    replaceAll: (query, replacement) => void replaceAll(desk, query, replacement, isStruck),
  }
}

function viewsOf(writer: WriterPage): Views {
  return {
    simple: false,
    suggesting(act) {
      writer.mode = 'suggest'
      act()
      writer.mode = 'edit'
    },
    taken: (how) => clipboardOf(writer, how).get('text/plain') ?? '',
    input(inputType) {
      const event = new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true })
      writer.editor.view.dom.dispatchEvent(event)
      return event.defaultPrevented
    },
    struck() {
      const going = new IdSet(suggestedDeletions(writer.doc, []).map(({ range }) => range))
      const found = new Set<string>()
      for (const field of fields) {
        for (let item = fieldText(writer.doc, field)._start; item; item = item.right) {
          const text = item.deleted ? '' : (charactersOf(item) ?? '')
          for (let at = 0; at < text.length; at++)
            if (going.has(item.id.client, item.id.clock + at)) found.add(text.charAt(at))
        }
      }
      return found
    },
  }
}
