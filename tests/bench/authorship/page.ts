import type { Editor } from '@tiptap/core'
import * as Y from 'yjs'
import { authorMarks } from '../../../client/authorship/authorMarks.ts'
import { Authorship, type Ground } from '../../../client/authorship/authorship.ts'
import { createUndo } from '../../../client/editor/binding/undo.ts'
import { createBodyEditor } from '../../../client/editor/createBodyEditor.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { insertSeparator, insertText } from '../../../shared/text/write.ts'
import { select, spot, type } from '../../support/editors.ts'
import type { Row } from '../row.ts'

const writers = 30
const items = 4000
const characters = 5
const itemsInBlock = 40
const keys = 200

/** Opens the view and presses keys, each up to the finished layout. */
export async function measure(): Promise<readonly Row[]> {
  const frames = takeFrames()
  const { doc, ground } = crowdedPage()
  const authorship = new Authorship(ground, async () => ({ ok: true, value: { stamps: [] } }))
  const stop = authorship.keepUp()
  const undo = createUndo(doc, { ids: () => ground.state.ids })
  const element = document.createElement('div')
  document.body.append(element)
  const { editor, destroy } = createBodyEditor({
    doc,
    undo,
    element,
    fields: ['a'],
    mode: () => 'edit',
    extensions: [authorMarks(doc, authorship)],
  })
  frames.run()
  const remote = new Y.Doc()
  guardBody(remote)
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc), 'room')

  const rows: Row[] = []
  for (const round of ['first', 'again']) {
    const off = keystrokes(editor, doc, remote, frames.run)
    const opened = timed(() => {
      authorship.show('person')
      frames.run()
    })
    let frame = 0
    while (frames.waiting()) frame = Math.max(frame, timed(frames.run))
    const on = keystrokes(editor, doc, remote, frames.run)
    authorship.show('off')
    frames.run()
    rows.push({
      name: `view of ${items} items, ${round}`,
      'opens, ms': opened.toFixed(1),
      'longest frame after, ms': frame.toFixed(1),
      'own key off, ms': off.own.toFixed(2),
      'own key on, ms': on.own.toFixed(2),
      'own key more, ms': (on.own - off.own).toFixed(2),
      "another's key more, ms": (on.others - off.others).toFixed(2),
    })
  }
  stop()
  destroy()
  undo.destroy()
  element.remove()
  return rows
}

/** Frames are run when the bench says so: their work counts as the keystroke's. */
function takeFrames(): { run(): void; waiting(): boolean } {
  const waiting = new Map<number, () => void>()
  let last = 0
  globalThis.requestAnimationFrame = (callback) => {
    waiting.set(++last, () => callback(performance.now()))
    return last
  }
  globalThis.cancelAnimationFrame = (frame) => {
    waiting.delete(frame)
  }
  return {
    waiting: () => waiting.size > 0,
    run() {
      const now = [...waiting.values()]
      waiting.clear()
      for (const frame of now) frame()
      document.body.getBoundingClientRect()
    },
  }
}

/** One field whose neighbouring pieces are by different people, and what a page knows of them. */
function crowdedPage(): { doc: Y.Doc; ground: Ground } {
  const doc = new Y.Doc()
  guardBody(doc)
  const text = fieldText(doc, 'a')
  for (let item = 0; item < items; item++) {
    doc.clientID = 100 + ((item * 7) % writers)
    doc.transact((transaction) => {
      insertText(transaction, text, text.length, 'abcde'.slice(0, characters), null)
      const ends = item % itemsInBlock === itemsInBlock - 1 && item < items - 1
      if (ends) insertSeparator(transaction, text, text.length, 'p')
    })
  }
  const people = Array.from({ length: writers }, (_, number) => ({
    id: `p${number}`,
    name: `Person ${number}`,
    organisation: '',
    sector: 'academia' as const,
  }))
  const clients = Object.fromEntries(
    people.map(({ id }, number) => [
      100 + number,
      { person: id, onBehalfOf: null, mode: 'editing' as const },
    ]),
  )
  const state: Ground['state'] = {
    doc,
    record: { ...emptyRecord, clients },
    people: new Map(people.map((person) => [person.id, person])),
    me: { id: 'me', name: 'Me', organisation: '', sector: 'public' },
    ids: { editing: 50, suggesting: 2 ** 32 + 50 },
    onBehalfOf: null,
  }
  return { doc, ground: { state, subscribe: () => () => {} } }
}

/** Means over keys pressed all over the text, in milliseconds. */
function keystrokes(editor: Editor, doc: Y.Doc, remote: Y.Doc, frame: () => void) {
  const blocks = items / itemsInBlock
  const own: number[] = []
  const others: number[] = []
  for (let key = 0; key < keys; key++) {
    select(editor, spot(editor, (key * 37) % blocks, (key * 13) % (itemsInBlock * characters)))
    frame()
    own.push(
      timed(() => {
        type(editor, 'x')
        frame()
      }),
    )
    Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(remote)), 'room')
    const text = fieldText(remote, 'a')
    remote.clientID = 100 + (key % writers)
    remote.transact((transaction) => {
      insertText(transaction, text, (key * 97) % text.length, 'y', null)
    })
    const news = Y.encodeStateAsUpdate(remote, Y.encodeStateVector(doc))
    others.push(
      timed(() => {
        Y.applyUpdate(doc, news, 'room')
        frame()
      }),
    )
  }
  return { own: mean(own), others: mean(others) }
}

function timed(act: () => void): number {
  const start = performance.now()
  act()
  return performance.now() - start
}

/** A browser's clock is too coarse for a median. */
function mean(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0) / times.length
}
