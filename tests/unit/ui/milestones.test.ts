import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readAs } from '../../../client/milestones/DateCell.tsx'
import {
  addRow,
  moveRow,
  removedRows,
  setRemoved,
  setValue,
} from '../../../client/milestones/milestoneRows.ts'
import { cellField } from '../../../shared/text/body.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { readRows } from '../../../shared/text/rows.ts'
import { insertText } from '../../../shared/text/write.ts'
import { fuzzed } from '../../support/seeds.ts'

const people = 3
const person = fc.nat({ max: people - 1 })
const place = fc.nat({ max: 6 })

/** What somebody does with the milestones; places are taken modulo what is there. */
const deed = fc.oneof(
  fc.record({ what: fc.constant('add' as const), who: person }),
  fc.record({ what: fc.constant('move' as const), who: person, row: place, to: place }),
  fc.record({ what: fc.constant('remove' as const), who: person, row: place }),
  fc.record({ what: fc.constant('put back' as const), who: person, row: place }),
  fc.record({ what: fc.constant('type' as const), who: person, row: place, at: place }),
  fc.record({ what: fc.constant('date' as const), who: person, row: place }),
  fc.record({ what: fc.constant('meet' as const), who: person, with: person }),
)

test('U9 whatever several people do with rows at once, replicas agree and no word is lost', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 5, maxLength: 60 }), (deeds) => {
      const docs = Array.from({ length: people }, (_, index) => newDoc(index + 1))
      const added: string[] = []
      const typed: string[] = []
      deeds.forEach((one, turn) => {
        const doc = docs[one.who] as Y.Doc
        const rows = readRows(doc)
        const row = 'row' in one ? rows[one.row % Math.max(rows.length, 1)]?.id : undefined
        if (one.what === 'add') added.push(add(doc, `row${turn}`))
        else if (one.what === 'meet') meet([doc, docs[one.with] as Y.Doc])
        else if (one.what === 'put back') {
          const gone = removedRows(doc)
          const id = gone[one.row % Math.max(gone.length, 1)]
          if (id) setRemoved(doc, id, false)
        } else if (!row) return
        else if (one.what === 'move') moveRow(doc, row, one.to % rows.length)
        else if (one.what === 'remove') setRemoved(doc, row, true)
        else if (one.what === 'date') setValue(doc, row, 'end', `2026/0${(turn % 9) + 1}`)
        else typed.push(write(doc, cellField(row, 'milestone'), one.at, `⟨${turn}⟩`))
      })
      for (let round = 0; round < 2; round += 1) meet(docs)
      const [first, ...others] = docs.map(readRows)
      for (const rows of others) expect(rows).toEqual(first)
      for (const doc of docs) {
        const all = [...readRows(doc).map(({ id }) => id), ...removedRows(doc)]
        expect(all.sort()).toEqual([...added].sort())
        const words = added.map((id) => fieldText(doc, cellField(id, 'milestone')).toString())
        for (const word of typed) expect(words.join('')).toContain(word)
      }
    }),
    { numRuns: fuzzed(600) },
  )
})

test('U9 words typed into a row while somebody removes it come back with the row', () => {
  const [here, there] = [newDoc(1), newDoc(2)]
  add(here, 'one')
  meet([here, there])
  setRemoved(here, 'one', true)
  write(there, cellField('one', 'milestone'), 0, 'Publish the register')
  meet([here, there])
  expect(readRows(there)).toEqual([])
  expect(removedRows(here)).toEqual(['one'])
  setRemoved(here, 'one', false)
  meet([here, there])
  expect(fieldText(there, cellField('one', 'milestone')).toString()).toBe('Publish the register')
  expect(readRows(there).map(({ id }) => id)).toEqual(['one'])
})

test('U14 beside a typed date stands the date that is read, as precise as it was typed', () => {
  expect(readAs('110年12月', 'zh-Hant-TW')).toBe('讀作 2021 年 12 月（民國 110 年）')
  expect(readAs('民國115年', 'en')).toBe('Read as 2026')
  expect(readAs('2026/01', 'en')).toBe('Read as January 2026')
  expect(readAs('3 March 2026', 'en')).toBe('Read as 3 March 2026')
  expect(readAs('持續', 'zh-Hant-TW')).toContain('讀不出日期')
  expect(readAs(' ', 'en')).toBeUndefined()
})

function newDoc(client: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = client
  guardBody(doc)
  return doc
}

function add(doc: Y.Doc, id: string): string {
  addRow(doc, id)
  return id
}

function write(doc: Y.Doc, field: string, at: number, words: string): string {
  doc.transact((transaction) => {
    const text = fieldText(doc, field)
    // Never inside another's word, so that each stays findable.
    const index = at % 2 === 0 ? 0 : text.length
    insertText(transaction, text, index, words, null)
  })
  return words
}

function meet(docs: readonly Y.Doc[]): void {
  for (const from of docs) {
    for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
  }
}
