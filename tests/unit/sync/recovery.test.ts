import { expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Line, type LineOwner } from '../../../client/sync/line.ts'
import { carryOver, idsOf, wordsOf } from '../../../client/sync/recovery.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { twin } from '../../../shared/text/identity.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
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

test('T33 what was said of where words come from goes with them when they are written anew', () => {
  const known = written(20, (transaction, text) =>
    insertText(transaction, text, 0, '開放資料', null),
  )
  const owner: LineOwner = {
    received: () => true,
    synced() {},
    lost() {},
    broken() {},
    wrote() {},
  }
  const lineFor = (editing: number) => {
    const doc = new Y.Doc()
    guardBody(doc)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(known))
    const speaker = { editing, suggesting: 2 ** 32 + editing, onBehalfOf: null }
    return new Line(doc, speaker, new Awareness(new Y.Doc()), owner)
  }
  const [from, into] = [lineFor(30), lineFor(40)]
  from.doc.transact((transaction) => {
    const text = fieldText(from.doc, 'problem')
    remove(transaction, text, 0, 2)
    insertText(transaction, text, 2, '新開放', null)
  })
  from.announce([{ to: [30, 1, 2], from: [20, 0], how: 'moved' }])
  carryOver(from, into, new IdSet([[30, 0, 1]]), () => false)
  expect(fieldText(into.doc, 'problem').toString()).toBe('資料開放')
  expect(into.origins).toEqual([{ to: [40, 0, 2], from: [20, 0], how: 'moved' }])
  for (const line of [from, into]) line.destroy()
})
