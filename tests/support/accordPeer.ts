import type { Editor } from '@tiptap/core'
import * as Y from 'yjs'
import type { Mode } from '../../client/editor/binding/mode.ts'
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
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf } from '../../shared/text/items.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import type { CrowdPage, Finder, Peer, Views } from './crowd.ts'
import {
  charactersIn,
  clipboardOf,
  isShown,
  meantBetween,
  openWriter,
  type Writer as WriterPage,
} from './editors.ts'
import { newBody, Person, World } from './textWorld.ts'

const fields = ['a', 'b']
const way = { edit: 'editing', suggest: 'suggesting' } as const

/**
 * Our own binding, for the crowd to judge; person after person in one of the modes. What the room
 * says to their updates, and what adopting everything leaves in the end, is the room's own code.
 */
export function accordPeer(...modes: readonly Mode[]): Peer {
  const world = new World(newBody(roomClient, false), [])
  const people = new Map<CrowdPage, Person>()
  return {
    name: 'Accord',
    blank() {
      const doc = new Y.Doc()
      guardBody(doc)
      return doc
    },
    open(number, from) {
      const hidesStruck = () => views.simple
      const mode = modes[people.size % modes.length] ?? 'edit'
      const writer = openWriter(number, { fields, from, extensions: [Find], hidesStruck, mode })
      const views = viewsOf(writer)
      const { doc, editor, undo, ids, binding, destroy } = writer
      const page: CrowdPage = {
        doc,
        editor,
        undo,
        client: mode === 'suggest' ? ids.suggesting : ids.editing,
        composition: { begin: () => binding.hold(), end: () => binding.release() },
        ...(mode !== 'suggest' && { find: finderOf(writer.editor), views }),
        meant: (start, end) => meantBetween(writer, start, end),
        isShown: () => isShown(writer),
        destroy,
      }
      const person = new Person(`person ${number}`, ids, [way[mode]], world.room)
      people.set(page, person)
      world.bind(person)
      return page
    },
    refuses(update, page) {
      const person = people.get(page)
      if (!person) return 'nobody'
      const verdict = world.takeUpdate(person, update, person.mode)
      return verdict.admitted ? null : verdict.code
    },
    adopted() {
      if (modes.length < 2) return { text: '', meant: '' }
      const meant = world.words('final')
      world.decideAll('adopted')
      return { text: world.words('original'), meant }
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
