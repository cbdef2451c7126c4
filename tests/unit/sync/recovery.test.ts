import { expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Line, type LineOwner } from '../../../client/sync/line.ts'
import { carryOver, idsOf, wordsOf } from '../../../client/sync/recovery.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { twin } from '../../../shared/text/identity.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { replay } from '../../../shared/text/replay.ts'
import { insertSeparator, insertText, remove } from '../../../shared/text/write.ts'

function written(client: number, write: (transaction: Y.Transaction, text: Y.Text) => void) {
  const doc = new Y.Doc()
  guardBody(doc)
  doc.clientID = client
  doc.transact((transaction) => write(transaction, fieldText(doc, 'problem')))
  return doc
}

test('R9 the identities of an update are what it brings in and what it deletes', () => {
  const doc = written(20, (transaction, text) => insertText(transaction, text, 0, '開放資料', null))
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.clientID = 21
  doc.transact((transaction) => {
    insertText(transaction, fieldText(doc, 'problem'), 4, '平台', null)
    remove(transaction, fieldText(doc, 'problem'), 0, 2)
  })
  expect(updates.map((update) => idsOf(update).ranges())).toEqual([
    [
      [20, 0, 2],
      [21, 0, 2],
    ],
  ])
})

test('R9 the words of identities are told by field, one line a block', () => {
  const doc = written(20, (transaction, text) => {
    insertText(transaction, text, 0, '政府資料', null)
    insertSeparator(transaction, text, 2, 'p')
  })
  const all = new IdSet([
    [20, 0, 4],
    [twin(20), 0, 1],
  ])
  expect(wordsOf(doc, all)).toEqual([{ field: 'problem', text: '政府\n資料' }])
  expect(wordsOf(doc, new IdSet([[20, 1, 2]]))).toEqual([{ field: 'problem', text: '府資' }])
  expect(wordsOf(doc, new IdSet([[99, 0, 9]]))).toEqual([])
})

const owner: LineOwner = {
  received: () => true,
  holds: () => ({}),
  synced() {},
  lost() {},
  broken() {},
  wrote() {},
}

function lineFor(known: Y.Doc, editing: number): Line {
  const doc = new Y.Doc()
  guardBody(doc)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(known))
  const speaker = { editing, suggesting: 2 ** 32 + editing, onBehalfOf: null }
  return new Line(doc, speaker, new Awareness(new Y.Doc()), owner)
}

test('T33 words that were moved twice come from where the room knows them, from another commitment, too', () => {
  const known = written(20, (transaction, text) =>
    insertText(transaction, text, 0, '開放資料', null),
  )
  const [from, into] = [lineFor(known, 30), lineFor(known, 40)]
  const text = fieldText(from.doc, 'problem')
  const move = (start: number, end: number, words: string, at: number) =>
    from.doc.transact((transaction) => {
      if (end > start) remove(transaction, text, start, end - start)
      insertText(transaction, text, at, words, null)
    })
  // 開放 goes behind 資料, then 開 before it; 公文 is from elsewhere, and then moved
  move(0, 2, '開放', 2)
  move(2, 3, '開', 0)
  move(0, 0, '公文', 0)
  move(0, 2, '公文', 3)
  from.announce([
    { to: [30, 0, 2], from: [20, 0], how: 'moved' },
    { to: [30, 2, 1], from: [30, 0], how: 'undo' },
    { to: [30, 3, 2], from: [50, 7], how: 'copied', of: 'other' },
    { to: [30, 5, 2], from: [30, 3], how: 'moved' },
  ])
  expect(text.toString()).toBe('開資料公文放')
  carryOver(replay, from, into, new IdSet(), () => false)
  expect(fieldText(into.doc, 'problem').toString()).toBe('開資料公文放')
  const words = new Map(
    into.origins.map(({ to, ...said }) => [textOf(into.doc, to), said] as const),
  )
  expect(Object.fromEntries(words)).toEqual({
    開: { from: [20, 0], how: 'undo' },
    放: { from: [20, 1], how: 'moved' },
    公文: { from: [50, 7], how: 'copied', of: 'other' },
  })
  for (const line of [from, into]) line.destroy()
})

function textOf(doc: Y.Doc, [client, clock, length]: readonly [number, number, number]): string {
  const item = Y.getItem(doc.store, Y.createID(client, clock))
  const { str } = (item as Y.Item).content as Y.ContentString
  return str.slice(clock - item.id.clock, clock - item.id.clock + length)
}

test('T33 what was said of where words come from goes with them when they are written anew', () => {
  const known = written(20, (transaction, text) =>
    insertText(transaction, text, 0, '開放資料', null),
  )
  const [from, into] = [lineFor(known, 30), lineFor(known, 40)]
  from.doc.transact((transaction) => {
    const text = fieldText(from.doc, 'problem')
    remove(transaction, text, 0, 2)
    insertText(transaction, text, 2, '新開放', null)
  })
  from.announce([{ to: [30, 1, 2], from: [20, 0], how: 'moved' }])
  carryOver(replay, from, into, new IdSet([[30, 0, 1]]), () => false)
  expect(fieldText(into.doc, 'problem').toString()).toBe('資料開放')
  expect(into.origins).toEqual([{ to: [40, 0, 2], from: [20, 0], how: 'moved' }])
  for (const line of [from, into]) line.destroy()
})
