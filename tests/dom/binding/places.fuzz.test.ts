import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { weakest } from '../../../client/editor/binding/mode.ts'
import type { SectionState } from '../../../shared/record/states.ts'
import { home } from '../../../shared/text/identity.ts'
import { charactersOf as wordsOf } from '../../support/crowdPerson.ts'
import {
  blocksOf,
  charactersIn,
  isShown,
  openWriter,
  press,
  select,
  shapeOf,
  spot,
  type,
  type Writer,
} from '../../support/editors.ts'
import { MemoryRoom } from '../../support/memoryRoom.ts'
import { seeds } from '../../support/seeds.ts'
import { seeded } from '../../support/textWorld.ts'

const fields = ['problem', 'solution']

type States = Record<string, SectionState>
type Seat = {
  readonly person: string
  readonly page: Writer
  /** Sections as this page has heard of them. */
  heard: States
  /** Updates, and up to where the page has heard. */
  readonly out: (Uint8Array | number)[]
  readonly in: (Uint8Array | { readonly states: States; readonly seq: number })[]
  /** All that this person typed, and what of it they may have taken out again. */
  readonly typed: string[]
  readonly gone: Set<string>
}

const taken = { open: 'edit', suggesting: 'suggest', closed: 'nothing' } as const

/**
 * The oracle: people type, compose, delete and undo while sections close and open, over a network
 * that delays; the room judges by what each page has said that it has seen. Every key is in the text,
 * in a suggestion, or among what is offered back, and the room need refuse nothing.
 */
test.each(seeds('sections close and open', 100))(
  'B41 sections close and open while three people write: no key is swallowed (seed %i)',
  async (seed) => {
    const random = seeded(seed)
    const below = (count: number) => Math.floor(random() * count)
    const one = <Thing>(things: readonly Thing[]) => things[below(things.length)] as Thing
    const room = new MemoryRoom()
    let states: States = {}
    let next = 0x4e00
    const seats = ['ann', 'bo', 'cai'].map((person, number): Seat => {
      const page = openWriter(number * 1000, {
        fields,
        takes: (field) => weakest([taken[seat.heard[field] ?? 'open']]),
        isPending: () => true,
      })
      room.join(person, page.ids)
      const seat: Seat = { person, page, heard: {}, out: [], in: [], typed: [], gone: new Set() }
      page.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'remote') seat.out.push(update)
      })
      return seat
    })
    const fresh = (seat: Seat) => {
      const text = String.fromCodePoint(next++)
      seat.typed.push(text)
      return text
    }
    const place = ({ page: { editor } }: Seat) => {
      const block = below(blocksOf(editor).length)
      return spot(editor, block, below((blocksOf(editor)[block]?.node.content.size ?? 0) + 1))
    }
    const deliver = async () => {
      for (const seat of seats) {
        if (random() < 0.4) await send(seat, 1 + below(3))
        if (random() < 0.4) receive(seat, 1 + below(3))
      }
    }
    const send = async (seat: Seat, count: number) => {
      for (const sent of seat.out.splice(0, count)) {
        if (typeof sent === 'number') {
          room.sees(seat.person, sent)
          continue
        }
        for (const news of await room.take(seat.person, sent, [])) {
          for (const other of seats) if (other !== seat) other.in.push(news)
        }
      }
    }
    const receive = (seat: Seat, count: number) => {
      for (const news of seat.in.splice(0, count)) {
        if (news instanceof Uint8Array) Y.applyUpdate(seat.page.doc, news, 'remote')
        else {
          seat.heard = news.states
          seat.out.push(news.seq)
        }
      }
    }
    const setSection = () => {
      const field = one(fields)
      const state = one(['open', 'open', 'suggesting', 'closed'] as const)
      states = { ...states, [field]: state }
      room.say([{ type: 'section-set', field, state, reason: '' }])
      for (const seat of seats) seat.in.push({ states, seq: room.document.seq })
    }

    for (let step = 0; step < 160; step++) {
      const seat = one(seats)
      const { editor, binding, undo } = seat.page
      const act = random()
      if (act < 0.12) setSection()
      else if (act < 0.6) {
        select(editor, place(seat))
        type(editor, fresh(seat))
      } else if (act < 0.72) {
        select(editor, place(seat))
        press(editor, 'Enter')
      } else if (act < 0.8) {
        select(editor, place(seat))
        binding.hold()
        editor.view.dispatch(editor.state.tr.insertText('ㄅ'))
        if (random() < 0.5) setSection()
        receive(seat, 9)
        const { from } = editor.state.selection
        editor.view.dispatch(editor.state.tr.insertText(fresh(seat), from - 1, from))
        if (random() < 0.5) receive(seat, 9)
        binding.release()
      } else if (act < 0.92) {
        const at = place(seat)
        const from = Math.max(spot(editor, 0, 0), at - 2)
        select(editor, from, at)
        for (const word of wordsOf(editor.state.doc, from, at)) {
          for (const each of seats) each.gone.add(word)
        }
        editor.view.dispatch(editor.state.tr.deleteSelection())
      } else {
        const before = new Set(wordsOf(editor.state.doc))
        undo.undo()
        const after = new Set(wordsOf(editor.state.doc))
        for (const word of before) if (!after.has(word)) seat.gone.add(word)
      }
      await deliver()
    }
    while (seats.some((seat) => seat.in.length + seat.out.length > 0)) {
      for (const seat of seats) {
        await send(seat, 99)
        receive(seat, 99)
      }
    }

    expect(room.refused).toEqual([])
    const live = charactersIn(room.document.doc, fields)
    const text = new Set(live.map(({ character }) => character))
    for (const { typed, gone, page } of seats) {
      const back = page.untaken.map((each) => each.text).join('')
      const swallowed = typed.filter(
        (one) => !text.has(one) && !back.includes(one) && !gone.has(one),
      )
      expect(swallowed).toEqual([])
      expect(typed.filter((one) => text.has(one) && back.includes(one))).toEqual([])
      expect(isShown(page)).toBe(true)
      expect(fields.map((field) => shapeOf(page, field))).toEqual(
        fields.map((field) => shapeOf({ doc: room.document.doc }, field)),
      )
    }
    expect(live.every(({ client }) => home(client) > 0)).toBe(true)
    for (const { page } of seats) page.destroy()
  },
)
