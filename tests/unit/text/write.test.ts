import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { hardBreak } from '../../../shared/text/body.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { isSuggesting, twin } from '../../../shared/text/identity.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { seedField } from '../../../shared/text/seed.ts'
import { format, insertSeparator, insertText, remove } from '../../../shared/text/write.ts'

const editing = 1000
const suggesting = 2 ** 32 + 1000

function body(text = ''): { doc: Y.Doc; field: Y.Text } {
  const doc = new Y.Doc()
  guardBody(doc)
  doc.clientID = editing
  const field = fieldText(doc, 'a')
  if (text) seedField(doc, 'a', [{ kind: 'p', runs: [{ text }] }], 1)
  return { doc, field }
}

const shape = (doc: Y.Doc) => readBlocks(doc, 'a').map(({ kind, runs }) => ({ kind, runs }))

describe('separators', () => {
  test('T1 a separator is written under the twin of the writer and carries its own identity', () => {
    const { doc, field } = body('ab')
    const id = doc.transact((t) => insertSeparator(t, field, 1, 'h1'))
    expect(id).toBe(`${twin(editing).toString(36)}.0`)
    expect(shape(doc)).toEqual([
      { kind: 'p', runs: [{ text: 'a' }] },
      { kind: 'h1', runs: [{ text: 'b' }] },
    ])
    expect(readBlocks(doc, 'a').map((block) => block.id)).toEqual(['a^', id])
  })

  test('T2 text typed at the end of a paragraph stays in it when somebody presses Enter there', () => {
    for (const [typist, splitter] of [
      [5000, 20],
      [20, 5000],
    ] as const) {
      const a = body('ab')
      const b = body()
      Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc))
      a.doc.clientID = typist
      b.doc.clientID = splitter
      a.doc.transact((t) => insertText(t, a.field, 2, '字', null))
      b.doc.transact((t) => insertSeparator(t, b.field, 2))
      Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc))
      expect(shape(b.doc)[0]).toEqual({ kind: 'p', runs: [{ text: 'ab字' }] })
    }
  })

  test('T3 marks end with their block, and a split opens them again', () => {
    const { doc, field } = body('abcd')
    doc.transact((t) => format(t, field, 0, 4, 'bold', true))
    doc.transact((t) => insertSeparator(t, field, 2))
    doc.transact((t) => insertText(t, field, 2, '!', {}))
    expect(shape(doc)).toEqual([
      { kind: 'p', runs: [{ text: 'ab', marks: { bold: true } }, { text: '!' }] },
      { kind: 'p', runs: [{ text: 'cd', marks: { bold: true } }] },
    ])
  })

  test('T4 joining blocks keeps the look of both', () => {
    const { doc, field } = body('abcd')
    doc.transact((t) => insertSeparator(t, field, 2))
    doc.transact((t) => format(t, field, 0, 2, 'bold', true))
    doc.transact((t) => remove(t, field, 2, 1))
    expect(shape(doc)).toEqual([
      { kind: 'p', runs: [{ text: 'ab', marks: { bold: true } }, { text: 'cd' }] },
    ])
  })
})

describe('characters', () => {
  test('T5 line ends become hard breaks, control characters and U+FFFC never enter', () => {
    const { doc, field } = body()
    const dirty = 'a\r\nb\nc\u2029d\te\u0007\u007f\ufffcf'
    expect(doc.transact((t) => insertText(t, field, 0, dirty, null))).toBe(10)
    expect(field.toString()).toBe(`a${hardBreak}b${hardBreak}c${hardBreak}d ef`)
  })

  test('T6 a surrogate pair is never torn, and half a pair never enters', () => {
    const { doc, field } = body('a😀b')
    doc.transact((t) => insertText(t, field, 2, 'x', null))
    expect(field.toString()).toBe('ax😀b')
    doc.transact((t) => remove(t, field, 3, 1))
    expect(field.toString()).toBe('axb')
    doc.transact((t) => insertText(t, field, 0, '\ud83d', null))
    expect(field.toString()).toBe('\ufffdaxb')
  })
})

describe('marks', () => {
  test('T7 text is inserted with exactly the marks asked for', () => {
    const { doc, field } = body('abcd')
    doc.transact((t) => format(t, field, 1, 2, 'bold', true))
    doc.transact((t) => insertText(t, field, 3, 'x', {}))
    doc.transact((t) => insertText(t, field, 2, 'y', { link: 'https://example.tw' }))
    expect(shape(doc)[0]?.runs).toEqual([
      { text: 'a' },
      { text: 'b', marks: { bold: true } },
      { text: 'y', marks: { link: 'https://example.tw' } },
      { text: 'c', marks: { bold: true } },
      { text: 'xd' },
    ])
  })

  test('T8 text written while suggesting takes the marks of its place and brings no marker', () => {
    const { doc, field } = body('abcd')
    doc.transact((t) => format(t, field, 1, 2, 'bold', true))
    doc.clientID = suggesting
    const updates: Uint8Array[] = []
    doc.on('update', (update) => updates.push(update))
    doc.transact((t) => insertText(t, field, 2, 'x', { italic: true }))
    doc.transact((t) => insertSeparator(t, field, 2))
    for (const update of updates) {
      for (const struct of Y.decodeUpdate(update).structs) {
        expect(isSuggesting(struct.id.client)).toBe(true)
        expect(struct instanceof Y.Item && struct.content instanceof Y.ContentFormat).toBe(false)
      }
    }
    expect(shape(doc)[1]?.runs[0]).toEqual({ text: 'xc', marks: { bold: true } })
  })
})
