import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { fromData, type Imported, type NewBlock } from '../../../shared/commitment/import.ts'
import { samplePlan } from '../../../shared/commitment/sample/plan.ts'
import { isFieldOf, templateOf } from '../../../shared/commitment/template.ts'
import { cellField } from '../../../shared/text/body.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { seedField } from '../../../shared/text/seed.ts'

const folder = `${import.meta.dirname}/../../fixtures/commitments`
const files = readdirSync(folder).filter((name) => /^(en|zh)_.*\.json$/.test(name))
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))

test('C5 there are sixteen files of sample data', () => {
  expect(files).toHaveLength(16)
})

describe.each(files)('C5 %s', (name) => {
  const commitments = fromData(read(name))

  test('C5 every string of the data is in a field, in a row or named as left aside', () => {
    const kept = squeeze(commitments.map(everything).join(''))
    for (const text of strings(read(name))) {
      // Marks that became structure: bullets, what stood between actors, dates and their dash.
      for (const piece of text.split(/\n|[●•\uf02d;；、]|\s[/–-]\s|Government:|Civil Society:/)) {
        for (const part of piece.split(supportHeadings)) expect(kept).toContain(squeeze(part))
      }
    }
  })

  test('C5 it stands in fields of its form, and reads back equal from a document', () => {
    expect(commitments.length).toBeGreaterThan(0)
    for (const one of commitments) {
      const template = templateOf(one.template, one.version)
      if (!template) throw new Error(`no template ${one.template}`)
      expect(one.title).not.toBe('')
      expect(one.fields.title?.[0]?.runs[0]?.text).toBe(one.title)
      const texts = new Map<string, readonly NewBlock[]>(Object.entries(one.fields))
      one.rows.forEach(({ cells }, row) => {
        for (const [column, blocks] of Object.entries(cells)) {
          texts.set(cellField(`r${row}`, column), blocks)
        }
      })
      const doc = new Y.Doc()
      for (const [field, blocks] of texts) {
        expect(isFieldOf(template, field), field).toBe(true)
        seedField(doc, field, blocks, 7)
      }
      for (const [field, blocks] of texts) {
        const back = readBlocks(doc, field).map(({ kind, runs }) => ({ kind, runs }))
        expect(back).toEqual(blocks)
      }
      doc.destroy()
    }
  })
})

test('C5 a file of several drafts gives several commitments', () => {
  const drafts = fromData(read('zh_TW-DRAFT-2020-02.json'))
  expect(drafts.map(({ title }) => title)).toHaveLength(5)
  expect(drafts[0]?.template).toBe('tw-proposal')
})

test('C5 supporting actors are told apart only where the data says which they are', () => {
  const [ghana] = fromData(read('en_GH0031.json'))
  expect(plain(ghana?.fields.government)).toContain('Parliament')
  expect(plain(ghana?.fields.civil)).toContain('Ghana Integrity Initiative')
  const [ireland] = fromData(read('en_IE0034.json'))
  expect(ireland?.fields.government).toBeUndefined()
  expect(plain(ireland?.fields.additional)).toContain('Decision Support Service')
})

test('C5 what is no commitment imports as none', () => {
  for (const value of [null, 1, 'text', [], {}, { items: [1] }]) expect(fromData(value)).toEqual([])
})

test('C6 the sample plan is made of real commitments in both languages, with source and licence', () => {
  expect(new Set(samplePlan.commitments.map(({ locale }) => locale)).size).toBe(2)
  expect(new Set(samplePlan.commitments.map(({ template }) => template)).size).toBe(4)
  for (const { source, licence, fields } of samplePlan.commitments) {
    expect(source).not.toBe('')
    expect(licence).not.toBe('')
    expect(plain(fields.solution)).not.toBe('')
  }
})

const supportHeadings =
  /State actors involved|Other Actors Involved|CSOs, private sector, multilaterals, working groups/

function everything({ fields, rows, aside }: Imported): string {
  return [
    ...Object.values(fields).map(plain),
    ...rows.flatMap(({ cells, start, end }) => [...Object.values(cells).map(plain), start, end]),
    ...aside.map(({ text }) => text),
  ].join('')
}

function plain(blocks: readonly NewBlock[] = []): string {
  return blocks.flatMap(({ runs }) => runs.map(({ text }) => text)).join('\n')
}

function squeeze(text: string): string {
  return text.replace(/[\s●•\uf02d;；、]|\s[/–-]\s/g, '')
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}
