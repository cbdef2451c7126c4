import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { authorMarks } from '../../../client/authorship/authorMarks.ts'
import { Authorship, type Ground, type View } from '../../../client/authorship/authorship.ts'
import type { Piece } from '../../../client/authorship/lines.ts'
import { whoInWords } from '../../../client/authorship/nameOf.ts'
import type { Paper } from '../../../client/authorship/paper.ts'
import type { Stroke } from '../../../client/authorship/strokes.ts'
import { sharesNow } from '../../../client/authorship/useShares.ts'
import { whoAtCaret } from '../../../client/authorship/whoAt.ts'
import { createUndo } from '../../../client/editor/binding/undo.ts'
import { createBodyEditor } from '../../../client/editor/createBodyEditor.ts'
import { authorshipWords } from '../../../client/locale/authorship.ts'
import { en } from '../../../client/locale/en.ts'
import { formatFor } from '../../../client/locale/format.ts'
import type { PersonView } from '../../../shared/protocol.ts'
import { type Binding, bindingsIn } from '../../../shared/record/bindings.ts'
import { type CommitmentRecord, emptyRecord } from '../../../shared/record/record.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { templateClient } from '../../../shared/text/identity.ts'
import { insertSeparator, insertText } from '../../../shared/text/write.ts'
import { press, select, spot, type } from '../../support/editors.ts'
import { until } from '../../support/until.ts'

const mei: PersonView = {
  id: 'mei',
  name: 'Mei Lin',
  organisation: 'OCF',
  sector: 'civil-society',
}
const wu: PersonView = { id: 'wu', name: 'Wu', organisation: 'NDC', sector: 'government' }
const me: PersonView = { id: 'me', name: 'Ann', organisation: '', sector: 'academia' }
const [meis, wus, scribes] = [100, 101, 102]

afterEach(() => {
  vi.useRealTimers()
})

/** What would be drawn over some words. */
type DrawnPiece = Piece & { readonly words: string; readonly block: Element }

/** A stroke's tone or sector, from the name of its colour. */
function nameOf({ hue }: Stroke): string {
  return hue === '--line-strong' ? 'plain' : hue.replace(/^--(author|sector)-/, '')
}

function by(person: string, onBehalfOf: string | null = null): Binding {
  return { person, onBehalfOf, mode: 'editing' }
}

/** A page whose field holds a template's word, then Mei's and Wu's, and a second block of Mei's. */
function page(view: View) {
  const doc = new Y.Doc()
  guardBody(doc)
  const text = fieldText(doc, 'a')
  const write = (client: number, words: string, at = text.length) => {
    doc.clientID = client
    doc.transact((transaction) => insertText(transaction, text, at, words, null), 'room')
  }
  write(templateClient, 'Form: ')
  write(meis, 'monthly data ')
  write(wus, 'once a year')
  doc.clientID = meis
  doc.transact((transaction) => insertSeparator(transaction, text, text.length, 'p'), 'room')
  write(meis, 'and a public log')

  let state: Ground['state'] = {
    doc,
    record: {
      ...emptyRecord,
      createdAt: 1000,
      clients: bindingsIn({ [meis]: by('mei'), [wus]: by('wu'), [scribes]: by('wu', 'mei') }),
    },
    people: new Map([mei, wu].map((person) => [person.id, person])),
    me,
    ids: { editing: 50, suggesting: 2 ** 32 + 50 },
    onBehalfOf: null,
  }
  const listeners = new Set<() => void>()
  const ground: Ground = {
    get state() {
      return state
    },
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
  const stamps = [
    [wus, 0, 20, 2000],
    [meis, 0, 40, 3000],
  ] as const
  const authorship = new Authorship(ground, async () => ({ ok: true, value: { stamps } }))
  authorship.show(view)
  const stop = authorship.keepUp()
  const undo = createUndo(doc, { ids: () => ground.state.ids })
  const sheets = new Set<{ drawn: readonly DrawnPiece[] }>()
  let isSeen = false
  let timesShown = 0
  const draws: string[] = []
  const paper: Paper = {
    show() {
      isSeen = true
      timesShown++
    },
    measure(block, pieces) {
      const { textContent } = block
      draws.push(textContent)
      return pieces.map((piece) => {
        const words = textContent.slice(piece.from, piece.to)
        const line = { ...piece, words, block, left: 0, top: 0, box: '', strokes: '' }
        return [line]
      })
    },
    sheet() {
      const sheet: { drawn: readonly DrawnPiece[] } = { drawn: [] }
      sheets.add(sheet)
      return {
        draw(lines) {
          sheet.drawn = lines.flat() as unknown as readonly DrawnPiece[]
        },
        lay() {},
        remove: () => sheets.delete(sheet),
      }
    },
    corner: () => element.getBoundingClientRect(),
    refresh() {},
    remove() {
      isSeen = false
    },
  }
  const element = document.body.appendChild(document.createElement('div'))
  const { editor, destroy } = createBodyEditor({
    doc,
    undo,
    element,
    fields: ['a'],
    mode: () => 'edit',
    extensions: [authorMarks(doc, authorship, () => paper)],
  })
  const pieces = () => {
    if (!isSeen) return []
    const all = [...sheets].flatMap(({ drawn }) => drawn)
    const blocks = [...element.querySelectorAll('[data-field] > *')]
    return blocks.flatMap((block) => all.filter((piece) => piece.block === block))
  }
  /** The words of each piece with its tone or sector, in order. */
  const drawn = () =>
    pieces().flatMap(({ words, stroke }) => (stroke ? `${words}=${nameOf(stroke)}` : []))
  return {
    editor,
    authorship,
    doc,
    write,
    drawn,
    pieces,
    /** The blocks that were drawn, each time. */
    draws,
    /** An opening was tried out, which is what comes last. */
    ready: () => until(() => timesShown > 0 && !isSeen, 'made ready'),
    shows: (...wanted: readonly string[]) =>
      until(() => drawn().join('|') === wanted.join('|'), wanted.join('|')).catch(() =>
        expect(drawn()).toEqual(wanted),
      ),
    /** What the room says next. */
    hears(changes: Partial<CommitmentRecord>) {
      state = { ...state, record: { ...state.record, ...changes } }
      for (const changed of listeners) changed()
    },
    [Symbol.dispose]() {
      authorship.show('off')
      stop()
      destroy()
      undo.destroy()
      element.remove()
    },
  }
}

test('W40 each piece shows its speaker; the form itself is left plain, and the view goes as it came', async () => {
  using shown = page('person')
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log=1')
  expect(shown.pieces()[0]?.initials).toBe('ML')
  shown.authorship.show('sector')
  await shown.shows(
    'monthly data =civil-society',
    'once a year=government',
    'and a public log=civil-society',
  )
  shown.authorship.show('off')
  await shown.shows()
  expect(shown.editor.getText()).toContain('Form: monthly data once a year')
})

test('W40 what is typed, split and undone keeps its speakers; what is typed for somebody is theirs', async () => {
  using shown = page('person')
  const { editor } = shown
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log=1')
  select(editor, spot(editor, 0, 6 + 13))
  type(editor, 'or ')
  await shown.shows('monthly data =1', 'or =2', 'once a year=0', 'and a public log=1')
  press(editor, 'Enter')
  await shown.shows('monthly data =1', 'or =2', 'once a year=0', 'and a public log=1')
  expect(editor.state.doc.child(0).childCount).toBe(3)
  press(editor, 'Mod-z')
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log=1')
  shown.write(scribes, ' dictated')
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log dictated=1')
})

test('W41 a change draws its own block anew and leaves the others alone', async () => {
  using shown = page('person')
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log=1')
  shown.draws.length = 0
  select(shown.editor, spot(shown.editor, 1, 'end'))
  type(shown.editor, '!')
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log=1', '!=2')
  expect(new Set(shown.draws)).toEqual(new Set(['and a public log!']))
})

test('W41 text that came before the room said whose it is, is drawn when it does', async () => {
  using shown = page('person')
  shown.write(200, ' by Wu')
  await until(() => shown.drawn().at(-1) === ' by Wu=plain', 'nobody’s yet')
  shown.hears({ clients: bindingsIn({ [meis]: by('mei'), [wus]: by('wu'), 200: by('wu') }) })
  await until(() => shown.drawn().at(-1) === ' by Wu=0', 'Wu’s')
})

test('W58 what was drawn before anybody looked is there at once; a change draws nothing before a pause', async () => {
  using shown = page('off')
  void shown.authorship.prepare()
  await shown.ready()
  expect(shown.draws).toEqual(['Form: monthly data once a year', 'and a public log'])
  expect(shown.pieces()).toEqual([])
  shown.draws.length = 0
  // timers stand still, and with them the pause
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  select(shown.editor, spot(shown.editor, 0, 6 + 13))
  type(shown.editor, 'or ')
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  expect(shown.draws).toEqual([])
  vi.runAllTimers()
  vi.useRealTimers()
  await until(() => shown.draws.length > 0, 'drawn behind the pause')
  expect(shown.pieces()).toEqual([])
  shown.authorship.show('person')
  await shown.shows('monthly data =1', 'or =2', 'once a year=0', 'and a public log=1')
  expect(shown.draws).toEqual(['Form: monthly data or once a year'])
})

test('W58 what has changed before the pause is over is drawn when somebody looks', async () => {
  using shown = page('off')
  void shown.authorship.prepare()
  await shown.ready()
  shown.draws.length = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  type(shown.editor, 'or ')
  shown.authorship.show('person')
  vi.useRealTimers()
  await until(() => shown.pieces().length > 0, 'opened')
  expect(shown.draws).toHaveLength(1)
  expect(shown.pieces().map(({ words }) => words)).toContain('or ')
})

test('W58 words that are somebody else’s by now are never shown as they were drawn unseen', async () => {
  using shown = page('off')
  shown.write(200, ' by Wu')
  shown.write(201, ' and Mei')
  void shown.authorship.prepare()
  await shown.ready()
  shown.draws.length = 0
  const bound = { [meis]: by('mei'), [wus]: by('wu'), 200: by('wu') }
  shown.hears({ clients: bindingsIn(bound) })
  shown.authorship.show('person')
  await until(() => shown.pieces().length > 0, 'opened')
  expect(shown.drawn().slice(2)).toEqual(['and a public log=1', ' by Wu=0', ' and Mei=plain'])
  shown.authorship.show('off')
  await shown.shows()
  shown.hears({ clients: bindingsIn({ ...bound, 201: by('mei') }) })
  shown.authorship.show('person')
  await until(() => shown.pieces().length > 0, 'opened again')
  expect(shown.drawn().slice(2)).toEqual(['and a public log=1', ' by Wu=0', ' and Mei=1'])
  expect(new Set(shown.draws)).toEqual(new Set(['and a public log by Wu and Mei']))
})

test('W58 a block of many pieces is drawn unseen bit by bit, and shown whole', async () => {
  using shown = page('off')
  for (let word = 0; word < 100; word++) shown.write(word % 2 ? meis : wus, `word ${word} `)
  void shown.authorship.prepare()
  await shown.ready()
  expect(shown.draws.length, 'one block at once, the other in three parts').toBe(4)
  shown.authorship.show('person')
  await until(() => shown.pieces().length > 0, 'opened')
  expect(
    shown
      .pieces()
      .map(({ words }) => words)
      .slice(2),
  ).toEqual(['and a public log', ...Array.from({ length: 100 }, (_, word) => `word ${word} `)])
  expect(shown.draws.length).toBe(4)
})

test('W42 isolating one speaker fades everybody else, the form too', async () => {
  using shown = page('person')
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log=1')
  const faded = () => shown.pieces().flatMap(({ words, faded }) => (faded ? words : []))
  shown.authorship.isolate('wu')
  await until(() => faded().length > 0, 'faded')
  expect(faded()).toEqual(['Form: ', 'monthly data ', 'and a public log'])
  shown.authorship.isolate(null)
  await until(() => faded().length === 0, 'nobody faded')
})

test('W43 the text at the caret is told in words: who, from where, when, how', async () => {
  using shown = page('person')
  await shown.shows('monthly data =1', 'once a year=0', 'and a public log=1')
  const said = (block: number, offset: number) => {
    select(shown.editor, spot(shown.editor, block, offset))
    const found = whoAtCaret(shown.editor, shown.doc, shown.authorship)
    const words = { sectors: en.sectors, format: formatFor('en') }
    return found && whoInWords(found.attribution, shown.authorship, authorshipWords.en, words)
  }
  expect(said(0, 8)).toBe(`Mei Lin · OCF · Civil society · ${formatFor('en').moment(3000)} · typed`)
  expect(said(0, 2)).toBe('The form itself · from the form')
  expect(said(0, 20)).toContain('Wu · NDC · Government')
  shown.write(scribes, ' dictated')
  await until(() => shown.editor.getText().includes('dictated'), 'dictated')
  expect(said(1, 20)).toMatch(/^Mei Lin · OCF .* typed · typed by Wu$/)
})

test('W44 shares are counted as the report counts them, the form apart', () => {
  using shown = page('person')
  const shares = sharesNow(shown.authorship, shown.doc, ['a'])
  expect(shares.byPerson).toEqual({
    mei: { spoken: 'monthlydata'.length + 'andapubliclog'.length, waiting: 0, typedForOthers: 0 },
    wu: { spoken: 'onceayear'.length, waiting: 0, typedForOthers: 0 },
  })
  expect(shares.template).toBe('Form:'.length)
})
