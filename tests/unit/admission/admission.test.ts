import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createUndo } from '../../../client/editor/binding/undo.ts'
import { admit, type Ground, type Writer } from '../../../server/rooms/admission.ts'
import { descentOf } from '../../../shared/authorship/descent.ts'
import { rootsOf } from '../../../shared/authorship/pending.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import { birthId } from '../../../shared/text/birthId.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { seedField } from '../../../shared/text/seed.ts'
import { suggestKind } from '../../../shared/text/suggest.ts'
import { insertSeparator, insertText, remove } from '../../../shared/text/write.ts'

const editing = 1000
const suggesting = 2 ** 32 + 1000

const editor: Writer = {
  owner: (client) =>
    client === editing
      ? 'editing'
      : client === suggesting
        ? 'suggesting'
        : client < 500
          ? 'foreign'
          : 'unbound',
  mayEdit: true,
  maySuggest: true,
}

function ground(): Ground & { sections: Map<string, 'open' | 'suggesting' | 'closed'> } {
  const doc = new Y.Doc()
  guardBody(doc)
  seedField(doc, 'a', [{ kind: 'p', runs: [{ text: 'abc😀def' }] }], 1)
  const sections = new Map<string, 'open' | 'suggesting' | 'closed'>()
  return {
    doc,
    sections,
    isField: (name) => name === 'a' || name === 'b',
    section: (field) => sections.get(field) ?? 'open',
    roots: rootsOf([]),
    descent: descentOf([]),
    accepted: new IdSet(),
  }
}

/** The update that `change` makes on a copy of the ground, under `client`. */
function updateOf(
  { doc }: Ground,
  client: number,
  change: (transaction: Y.Transaction, text: Y.Text, copy: Y.Doc) => void,
): Uint8Array {
  const copy = new Y.Doc()
  guardBody(copy)
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = client
  const before = Y.encodeStateVector(copy)
  const text = fieldText(copy, 'a')
  copy.transact((transaction) => change(transaction, text, copy))
  return Y.encodeStateAsUpdate(copy, before)
}

describe('honest updates', () => {
  test('A1 an editor writes text and separators, and deletes, in an open section', () => {
    const here = ground()
    const update = updateOf(here, editing, (t, text) => {
      insertText(t, text, 1, 'xy', { bold: true })
      insertSeparator(t, text, 2)
      remove(t, text, 4, 1)
    })
    expect(admit(update, editor, here)).toMatchObject({
      admitted: true,
      changes: true,
      deleted: [[1, 1, 1]],
      claims: [],
    })
    Y.applyUpdate(here.doc, update)
    expect(admit(update, editor, here)).toMatchObject({ admitted: true, changes: false })
  })

  test('A2 an unbound editing id is claimed', () => {
    const here = ground()
    const update = updateOf(here, 4711, (t, text) => {
      insertText(t, text, 0, 'x', null)
      insertSeparator(t, text, 1)
    })
    expect(admit(update, editor, here)).toMatchObject({ admitted: true, claims: [4711] })
  })
})

describe('what was changed again and again before it could be sent', () => {
  const again = (client: number, change: (doc: Y.Doc, at: number) => void) => {
    const here = ground()
    const copy = new Y.Doc()
    guardBody(copy)
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(here.doc))
    const ids = { editing, suggesting }
    const undo = createUndo(copy, { ids: () => ids, pause: Number.POSITIVE_INFINITY })
    const before = Y.encodeStateVector(copy)
    for (let at = 0; at < 4; at++) {
      undo.transact(client === editing ? 'edit' : 'suggest', () => change(copy, at))
      undo.cut()
    }
    const update = Y.encodeStateAsUpdate(copy, before)
    const longest = Math.max(...Y.decodeUpdate(update).structs.map(({ length }) => length))
    return { here, update, longest }
  }
  const kinds = ['h1', 'h2', 'q', 'p'] as const

  test.each([
    [editing, 'a kind', (doc, at) => doc.getMap(bodyRoots.kinds).set('a^', kinds[at])],
    [
      editing,
      'a date',
      (doc, at) => doc.getMap(bodyRoots.rows).set('abcdef/end', `2026-01-0${at}`),
    ],
    [suggesting, 'a suggested kind', (doc, at) => suggestKind(doc, 'a^', kinds[at] ?? 'p')],
  ] as const satisfies [number, string, (doc: Y.Doc, at: number) => void][])(
    'B80 id %i: %s is admitted',
    (client, _, change) => {
      const { here, update, longest } = again(client, change)
      expect(longest).toBe(3)
      expect(admit(update, editor, here)).toMatchObject({ admitted: true })
      Y.applyUpdate(here.doc, update)
      expect(here.doc.store.pendingStructs).toBeNull()
    },
  )

  test('B80 but no value of several stands', () => {
    const here = ground()
    const update = updateOf(here, editing, (t, _, { store, share }) => {
      const parent = share.get(bodyRoots.kinds) ?? t.doc.getMap(bodyRoots.kinds)
      const content = new Y.ContentAny(['h1', 'h2'])
      const id = Y.createID(editing, Y.getState(store, editing))
      new Y.Item(id, null, null, null, null, parent, 'a^', content).integrate(t, 0)
    })
    expect(admit(update, editor, here)).toEqual({ admitted: false, code: 'content' })
  })
})

describe('stock clients', () => {
  test('A10 text, marks and separators written with Y.Text’s own methods are admitted', () => {
    const here = ground()
    const client = 123_456
    const update = updateOf(here, client, (_, text) => {
      text.insertEmbed(1, { b: birthId(client, 0), k: 'h1' })
      text.insert(2, 'xy', { bold: true })
      text.format(0, 4, { link: 'https://example.tw' })
      text.delete(3, 1)
    })
    expect(admit(update, editor, here)).toMatchObject({ admitted: true, claims: [client] })
    expect(Y.decodeUpdate(update).structs.length).toBeGreaterThan(3)
  })
})

describe('sections', () => {
  test('A3 a suggesting section takes suggestions only, a closed one nothing', () => {
    const here = ground()
    const edit = updateOf(here, editing, (t, text) => insertText(t, text, 0, 'x', null))
    const suggestion = updateOf(here, suggesting, (t, text) => insertText(t, text, 0, 'x', null))
    here.sections.set('a', 'suggesting')
    expect(admit(edit, editor, here)).toEqual({ admitted: false, code: 'section-closed' })
    expect(admit(suggestion, editor, here)).toMatchObject({ admitted: true })
    here.sections.set('a', 'closed')
    expect(admit(suggestion, editor, here)).toEqual({ admitted: false, code: 'section-closed' })
  })
})

describe('surrogate pairs', () => {
  test('A4 nobody tears another person’s surrogate pair by an origin inside it', () => {
    const here = ground()
    const update = updateOf(here, suggesting, (t, text) => {
      const left = Y.getItem(t.doc.store, Y.createID(1, 0))
      const id = Y.createID(suggesting, 0)
      const item = new Y.Item(
        id,
        left,
        Y.createID(1, 3),
        null,
        null,
        text,
        null,
        new Y.ContentString('x'),
      )
      item.integrate(t, 0)
    })
    expect(admit(update, editor, here)).toEqual({ admitted: false, code: 'content' })
  })
})

test.each([
  [3, 1],
  [4, 1],
  [4, 3],
  [0, 4],
])('A52 half of a character cannot be suggested to go (from %i, %i long)', (from, length) => {
  const update = (clock: number, units: number) =>
    updateOf(ground(), suggesting, (t) =>
      t.doc.getArray<number[]>(bodyRoots.deletions).push([[1, clock, units]]),
    )
  const suggester: Writer = { ...editor, mayEdit: false }
  const refused = { admitted: false, code: 'content' }
  expect(admit(update(from, length), suggester, ground())).toEqual(refused)
  expect(admit(update(3, 2), suggester, ground())).toMatchObject({ admitted: true })
})

describe('words that came back', () => {
  const suggester: Writer = { ...editor, mayEdit: false }
  const returned = 2
  /** A suggestion of the suggester's that the room has brought back under its own id. */
  function scene() {
    const here = ground()
    for (const client of [suggesting, returned]) {
      Y.applyUpdate(
        here.doc,
        updateOf(here, client, (t, text) => void insertText(t, text, 0, 'word', null)),
      )
    }
    const origins: Origin[] = [{ to: [returned, 0, 4], from: [suggesting, 0], how: 'undo' }]
    const update = updateOf(here, suggesting, (t, text) => remove(t, text, 0, 4))
    return { here: { ...here, roots: rootsOf(origins) }, update }
  }
  test('A11 a suggester takes their pending words back under whatever id they stand', () => {
    const { here, update } = scene()
    expect(admit(update, suggester, here)).toMatchObject({ admitted: true })
    const other: Writer = { ...suggester, owner: () => 'foreign' }
    expect(admit(update, other, here)).toEqual({ admitted: false, code: 'foreign-suggestion' })
  })

  test('A11 what was accepted is agreed text under whatever id it stands', () => {
    const { here, update } = scene()
    const accepted = new IdSet([[suggesting, 1, 1]])
    const refused = { admitted: false, code: 'accepted' }
    expect(admit(update, suggester, { ...here, accepted })).toEqual(refused)
    expect(admit(update, editor, { ...here, accepted })).toMatchObject({ admitted: true })
  })

  test('A80 who edits, and cannot have heard that their words are agreed, meant the suggestion', () => {
    const { here, update } = scene()
    const accepted = new IdSet([[suggesting, 0, 4]])
    const refused = { admitted: false, code: 'accepted' }
    expect(admit(update, editor, { ...here, accepted, untold: accepted })).toEqual(refused)
  })
})
