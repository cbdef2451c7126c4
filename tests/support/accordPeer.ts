import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import * as Y from 'yjs'
import { type Mode, type Takes, weakest } from '../../client/editor/binding/mode.ts'
import { clippingMeta, clippingOf } from '../../client/editor/binding/origins.ts'
import { placeOf } from '../../client/editor/binding/position.ts'
import {
  Find,
  hereAmong,
  isStruck,
  placesOf,
  replaceAll,
  replaceHere,
  show,
} from '../../client/find/finding.ts'
import { createDesk } from '../../client/text/desk.ts'
import { pendingOf } from '../../shared/authorship/pending.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { Origin } from '../../shared/record/origin.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf } from '../../shared/text/items.ts'
import { gap } from '../../shared/text/passage.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import type { CrowdPage, Decided, Finder, Peer, Views } from './crowd.ts'
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
/** What a section takes from somebody who may edit. */
const taken = { open: 'edit', suggesting: 'suggest', closed: 'nothing' } as const

const way = { edit: 'editing', suggest: 'suggesting' } as const

/**
 * Our own binding, for the crowd to judge; person after person in one of the modes. What the room
 * says to their updates, and what adopting everything leaves in the end, is the room's own code.
 */
export function accordPeer(...modes: readonly Mode[]): Peer {
  const world = new World(newBody(roomClient, false), [])
  const people = new Map<CrowdPage, Person>()
  const heard = new Map<CrowdPage, Record<string, SectionState>>()
  const claims = new WeakMap<Uint8Array, readonly Origin[]>()
  const isMixed = modes.length > 1
  const record = isMixed && {
    origins: () => world.record.origins,
    isPending: (client: number, clock: number) =>
      pendingOf(world.record)(client, clock).by !== null,
  }
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
      const open: { page?: CrowdPage; writer?: WriterPage } = {}
      const takes = (field: string): Takes => {
        const state = open.page && heard.get(open.page)?.[field]
        return weakest([open.writer?.mode ?? mode, taken[state ?? 'open']])
      }
      const writer = openWriter(number, {
        takes,
        fields,
        from,
        extensions: [Find],
        hidesStruck,
        mode,
        ...record,
      })
      const views = viewsOf(writer)
      const { doc, editor, undo, ids, binding, destroy } = writer
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'remote') claims.set(update, writer.origins.splice(0))
      })
      const page: CrowdPage = {
        doc,
        editor,
        undo,
        client: mode === 'suggest' ? ids.suggesting : ids.editing,
        suggests: ids.suggesting,
        own: () =>
          new Set(
            charactersIn(doc, fields).flatMap(({ character, client }) =>
              client === ids.suggesting ? [character] : [],
            ),
          ),
        untaken: () => writer.untaken.map(({ text }) => text).join(''),
        takesNothing: () => touched(editor).some((field) => takes(field) === 'nothing'),
        composition: {
          begin: () => binding.hold(),
          end: () => binding.release(),
          hears: (type) => editor.view.dom.dispatchEvent(new KeyboardEvent(type, { key: 'Shift' })),
        },
        ...(mode !== 'suggest' && { find: finderOf(writer.editor), views }),
        ...(isMixed && { clipping: (start, end) => clippingIn(writer, start, end) }),
        meant: (start, end) => meantBetween(writer, start, end),
        isShown: () => isShown(writer),
        destroy,
      }
      Object.assign(open, { page, writer })
      const person = new Person(`person ${number}`, ids, [way[mode]], world.room)
      people.set(page, person)
      world.bind(person)
      return page
    },
    refuses(update, page) {
      const person = people.get(page)
      if (!person) return 'nobody'
      const verdict = world.takeUpdate(person, update, person.mode, claims.get(update))
      return verdict.admitted ? null : verdict.code
    },
    setSection(random) {
      const field = fields[Math.floor(random() * fields.length)] ?? 'a'
      const state = states[Math.floor(random() * states.length)] ?? 'open'
      const at = world.setSection(field, state)
      return {
        hear: (page) => heard.set(page, { ...heard.get(page), [field]: state }),
        seen(page) {
          const person = people.get(page)
          if (person) world.sees(person, at)
        },
      }
    },
    ...(isMixed && {
      decide: (random) => decideOne(world, random),
      adopted: () => adoptAll(world),
    }),
    characters: (doc) => charactersIn(doc, fields),
  }
}

/** More often open than not, so that something is written. */
const states: readonly SectionState[] = ['open', 'open', 'suggesting', 'closed']

/** The fields in which the selection lies. */
function touched({ state }: Editor): string[] {
  const { from, to } = state.selection
  const [start, end] = [placeOf(state.doc, from, 1), placeOf(state.doc, to, -1)]
  return [start, end].flatMap((place) => (place ? [place.field] : []))
}

/** One of the suggestions that wait is adopted or declined. */
function decideOne(world: World, random: () => number): Decided | null {
  const waiting = Object.values(world.record.suggestions).filter(awaitsAnswer)
  const one = waiting[Math.floor(random() * waiting.length)]
  const adopts = random() < 0.6
  if (!one) return null
  const inRoom = () => charactersIn(world.room, fields).map(({ character }) => character)
  const before = inRoom()
  const vector = Y.encodeStateVector(world.room)
  if (!world.answer(one, adopts ? 'adopted' : 'declined')) return null
  const after = new Set(inRoom())
  const { added, removed } = world.record.suggestions[one.number] ?? one
  const said = new Set((adopts ? removed : added).replaceAll(gap, ''))
  const gone = before.filter((each) => !after.has(each))
  return {
    update: Y.encodeStateAsUpdate(world.room, vector),
    answer: `№ ${one.number} ${adopts ? 'adopted' : 'declined'}`,
    gone,
    stay: [...said].filter((each) => after.has(each)),
    besides: gone.filter((each) => !said.has(each)),
  }
}

/** All of it by one answer, and by one answer after the other; either way nothing waits then. */
function adoptAll(world: World): { text: string; meant: string } {
  const final = world.words('final')
  const together = world.copy()
  together.adoptTogether()
  for (const outcome of ['declined', 'adopted'] as const) world.copy().decideAll(outcome)
  const wait = together.open().map(({ number }) => `№ ${number} waits`)
  return { text: [together.words('current'), ...wait].join(' '), meant: final }
}

/** What is between two positions, as cut; what lies in several fields is not told of. */
function clippingIn(
  writer: WriterPage,
  from: number,
  to: number,
): (tr: Transaction) => Transaction {
  const { doc, editor } = writer
  const [start, end] = [placeOf(editor.state.doc, from, 1), placeOf(editor.state.doc, to, -1)]
  if (!start || start.field !== end?.field) return (tr) => tr
  const clipping = clippingOf(
    doc,
    start.field,
    Math.max(0, start.index),
    end.index,
    true,
    undefined,
  )
  return (tr) => tr.setMeta('uiEvent', 'paste').setMeta(clippingMeta, clipping)
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
      const going = new IdSet(
        suggestedDeletions(writer.doc, writer.undo.suggester.origins()).map(({ range }) => range),
      )
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
