import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { decide } from '../../../server/rooms/decisions.ts'
import { renumberAll } from '../../../server/rooms/numbering.ts'
import { reopen } from '../../../server/rooms/reopening.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { roomClient } from '../../../shared/text/identity.ts'
import { textOf } from '../../../shared/text/views.ts'
import {
  blocksOf,
  openWriter,
  press,
  select,
  spot,
  take,
  type,
  type Writer,
} from '../../support/editors.ts'
import { MemoryRoom } from '../../support/memoryRoom.ts'

const fields = ['problem', 'causes']
const opened: Writer[] = []

afterEach(() => {
  for (const writer of opened.splice(0)) writer.destroy()
})

/** Bo, who edits, and Mei, who suggests, in a room that says "The secret plan" | "is good" in a field. */
async function scene() {
  const room = new MemoryRoom()
  const [bo, mei] = [openWriter(1000, { fields }), openWriter(2000, { fields, mode: 'suggest' })]
  opened.push(bo, mei)
  const out: { person: string; from: Writer; update: Uint8Array; claims: Writer['origins'] }[] = []
  for (const [person, writer] of [
    ['bo', bo],
    ['mei', mei],
  ] as const) {
    room.join(person, writer.ids)
    writer.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return
      out.push({ person, from: writer, update, claims: writer.origins.splice(0) })
    })
  }
  const { document } = room
  const told = async () => {
    for (const { person, from, update, claims } of out.splice(0)) {
      for (const news of await room.take(person, update, claims)) {
        for (const other of [bo, mei]) if (other !== from) Y.applyUpdate(other.doc, news, 'remote')
      }
    }
    expect(room.refused).toEqual([])
  }
  const act = (deed: ReturnType<typeof decide>) => {
    if ('refused' in deed) return deed.refused
    const by = { person: 'chen', onBehalfOf: null }
    const { write } = deed
    const update = write ? document.write(write, roomClient) : null
    document.extend(
      document.enter(by, { update, events: deed.events }),
      renumberAll(document.doc, document.record, by),
    )
    if (update) for (const { doc } of [bo, mei]) Y.applyUpdate(doc, update, 'remote')
    return 'done'
  }
  select(bo.editor, spot(bo.editor, 0, 0))
  type(bo.editor, 'The secret plan')
  press(bo.editor, 'Enter')
  type(bo.editor, 'is good')
  bo.undo.cut()
  await told()
  const view = (which: 'current' | 'final' = 'current') =>
    textOf(document.doc, which, document.record, fields)
      .map(({ blocks }) =>
        blocks
          .map(({ kind, runs }) => `${kind} ${runs.map(({ text }) => text).join('')}`.trim())
          .join(' | '),
      )
      .join(' || ')
  return {
    bo,
    mei,
    told,
    view,
    open: () =>
      Object.values(document.record.suggestions)
        .filter(({ status }) => status === 'open')
        .map(({ number, person, field, removed, kinds }) =>
          [number, person, field, removed, ...Object.values(kinds)].join(' '),
        ),
    status: (number = 1) => document.record.suggestions[number]?.status,
    answer: (outcome: 'adopted' | 'declined', number = 1) =>
      act(
        decide(
          document.doc,
          document.record,
          number,
          { person: 'chen', sector: 'government', alike: new Set(), facilitates: true },
          { outcome, reason: 'because', override: false },
        ),
      ),
    reopen: (number = 1) => act(reopen(document.doc, document.record, number, 'again')),
    async strikes(from: number, to: number, block = 0) {
      const { editor } = mei
      select(editor, spot(editor, block, from), spot(editor, block, to))
      press(editor, 'Delete') || editor.view.dispatch(editor.state.tr.deleteSelection())
      await told()
    },
  }
}

type Scene = Awaited<ReturnType<typeof scene>>

function cut({ editor }: Writer, writer: Writer): string {
  const html = take(writer, 'cut')
  if (!editor.state.selection.empty) editor.view.dispatch(editor.state.tr.deleteSelection())
  return html
}

const ways: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async 'the line is deleted, and that undone'({ bo, told }) {
    select(bo.editor, spot(bo.editor, 0, 0), spot(bo.editor, 0, 'end'))
    bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
    await told()
    bo.undo.undo()
  },
  async 'that is done again, and undone again'({ bo, told }) {
    select(bo.editor, spot(bo.editor, 0, 0), spot(bo.editor, 0, 'end'))
    bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
    for (const step of ['undo', 'redo', 'undo'] as const) {
      bo.undo[step]()
      await told()
    }
  },
  async 'both happen before the room hears of it'({ bo }) {
    select(bo.editor, spot(bo.editor, 0, 2), spot(bo.editor, 0, 12))
    bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
    bo.undo.undo()
  },
  async 'a letter of it goes by Backspace, and comes back'({ bo, told }) {
    select(bo.editor, spot(bo.editor, 0, 7), spot(bo.editor, 0, 8))
    bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
    await told()
    bo.undo.undo()
  },
  async 'it is cut and put back'({ bo, told }) {
    select(bo.editor, spot(bo.editor, 0, 0), spot(bo.editor, 0, 'end'))
    const html = cut(bo, bo)
    await told()
    select(bo.editor, spot(bo.editor, 0, 0))
    bo.editor.view.pasteHTML(html)
  },
}

describe.each(Object.entries(ways))('P55 a suggested deletion keeps to its words: %s', (_, way) => {
  test('they are struck, and adopting it takes them out', async () => {
    const { view, open, answer, ...rest } = await scene()
    await rest.strikes(4, 11)
    expect(open()).toEqual(['1 mei problem secret '])
    await way({ view, open, answer, ...rest })
    await rest.told()
    expect(view()).toBe('p The secret plan | p is good || p')
    expect(view('final')).toBe('p The plan | p is good || p')
    expect(open()).toEqual(['1 mei problem secret '])
    expect(answer('adopted')).toBe('done')
    expect(view()).toBe('p The plan | p is good || p')
    expect(rest.reopen()).toBe('done')
    expect(open()).toEqual(['1 mei problem secret '])
    expect(answer('declined')).toBe('done')
    expect([view(), view('final')]).toEqual(Array(2).fill('p The secret plan | p is good || p'))
  })

  test('its author takes it back', async () => {
    const here = await scene()
    await here.strikes(4, 11)
    await way(here)
    await here.told()
    here.mei.undo.undo()
    await here.told()
    expect(here.open()).toEqual([])
    expect(here.view('final')).toBe('p The secret plan | p is good || p')
    here.mei.undo.redo()
    await here.told()
    expect(here.view('final')).toBe('p The plan | p is good || p')
  })
})

test('P55 it follows to another field whole; what is moved away from the rest of it is another of its author', async () => {
  const here = await scene()
  const { bo } = here
  await here.strikes(4, 11)
  const moves = async (from: number, to: number) => {
    select(bo.editor, spot(bo.editor, 0, from), spot(bo.editor, 0, to))
    const html = cut(bo, bo)
    await here.told()
    select(bo.editor, spot(bo.editor, blocksOf(bo.editor).length - 1, 'end'))
    bo.editor.view.pasteHTML(html)
    await here.told()
  }
  await moves(7, 11)
  expect(here.open()).toEqual(['1 mei problem sec', '2 mei causes ret '])
  await moves(4, 7)
  expect(here.open()).toEqual(['1 mei causes sec', '2 mei causes ret '])
  expect(here.answer('adopted', 2)).toBe('done')
  expect(here.view()).toBe('p The plan | p is good || p sec')
  expect(here.view('final')).toBe('p The plan | p is good || p')
})

test('P55 what others take out while it is answered waits again when it comes back', async () => {
  const here = await scene()
  const { bo } = here
  await here.strikes(4, 11)
  const goes = () => bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
  select(bo.editor, spot(bo.editor, 0, 4), spot(bo.editor, 0, 11))
  goes()
  await here.told()
  expect(here.status()).toBe('emptied')
  expect(here.answer('adopted')).toBe('done')
  bo.undo.undo()
  await here.told()
  expect(here.view('final')).toBe('p The plan | p is good || p')
  expect(here.open()).toEqual(['2 mei problem secret '])
})

test('P55 there is nothing to adopt when its author has taken it back, and the words stand again', async () => {
  const here = await scene()
  const { bo, mei } = here
  await here.strikes(4, 11)
  select(bo.editor, spot(bo.editor, 0, 4), spot(bo.editor, 0, 11))
  bo.editor.view.dispatch(bo.editor.state.tr.deleteSelection())
  await here.told()
  mei.undo.undo()
  await here.told()
  bo.undo.undo()
  await here.told()
  expect(here.answer('adopted')).toBe('not-open')
  expect(here.view()).toBe('p The secret plan | p is good || p')
})

test('P56 a suggested kind follows a block that is moved', async () => {
  const here = await scene()
  const { bo, mei } = here
  select(mei.editor, spot(mei.editor, 1, 0))
  press(mei.editor, 'Mod-Alt-1')
  await here.told()
  expect(here.open().join()).toContain('h1')
  select(bo.editor, spot(bo.editor, 0, 'end'), spot(bo.editor, 1, 'end'))
  const html = cut(bo, bo)
  await here.told()
  select(bo.editor, spot(bo.editor, 1, 'end'))
  bo.editor.view.pasteHTML(html)
  await here.told()
  expect(here.view('final')).toBe('p The secret plan || p | h1 is good')
  const [open = ''] = here.open()
  expect(open).toContain('mei causes')
  expect(here.answer('adopted', Number.parseInt(open, 10))).toBe('done')
  expect(here.view()).toBe('p The secret plan || p | h1 is good')
  const proposals = mei.doc.getMap(bodyRoots.kindProposals)
  expect([...proposals.keys()]).toEqual([])
})
