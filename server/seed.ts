import { generateNKeysBetween } from 'fractional-indexing'
import type * as Y from 'yjs'
import type { Imported, ImportedRow, NewBlock } from '../shared/commitment/import.ts'
import { fieldFor, type Template } from '../shared/commitment/template.ts'
import { bodyRoots, cellField } from '../shared/text/body.ts'
import { importClient, templateClient } from '../shared/text/identity.ts'
import { seedField } from '../shared/text/seed.ts'
import { drawId } from './access/draw.ts'

/** What a commitment starts with. */
export type Beginning = Pick<Imported, 'fields' | 'rows'>

/** An empty form with its title. */
export function titled(template: Template, title: string): Beginning {
  const field = fieldFor(template, 'title')?.name
  return { fields: field ? { [field]: [{ kind: 'p', runs: [{ text: title }] }] } : {}, rows: [] }
}

/**
 * Writes it as the template's text, or as imported from somewhere else: nobody of the room has
 * written it.
 */
export function seedBody(
  doc: Y.Doc,
  { fields, rows }: Beginning,
  how: 'template' | 'imported',
): void {
  const client = how === 'template' ? templateClient : importClient
  for (const [field, blocks] of Object.entries(fields)) seed(doc, field, blocks, client)
  const orders = generateNKeysBetween(null, null, rows.length)
  rows.forEach((row, index) => {
    seedRow(doc, row, orders[index] ?? '', client)
  })
}

function seedRow(
  doc: Y.Doc,
  { cells, start, end }: ImportedRow,
  order: string,
  client: number,
): void {
  const id = drawId()
  const values = Object.entries({ order, start, end })
  doc.transact(() => {
    const before = doc.clientID
    doc.clientID = client
    const map = doc.getMap(bodyRoots.rows)
    for (const [key, value] of values) if (value) map.set(`${id}/${key}`, value)
    doc.clientID = before
  })
  for (const [column, blocks] of Object.entries(cells))
    seed(doc, cellField(id, column), blocks, client)
}

function seed(doc: Y.Doc, field: string, blocks: readonly NewBlock[], client: number): void {
  if (blocks.length > 0) seedField(doc, field, blocks, client)
}
