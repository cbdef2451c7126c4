import { readFileSync } from 'node:fs'
import {
  type Checked,
  type CheckedRow,
  type Paragraph,
  paragraphsOf,
} from '../../../shared/commitment/checks/commitment.ts'
import { fromData, type Imported } from '../../../shared/commitment/import.ts'
import { type Template, templateOf } from '../../../shared/commitment/template.ts'

const folder = `${import.meta.dirname}/../../fixtures/commitments`

/** A file of the sample data, by its name without `.json`. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))
}

/** The first commitment of a file, as the checks take it. */
export function commitment(name: string): Checked {
  const [first] = fromData(fixture(name))
  if (!first) throw new Error(`no commitment in ${name}`)
  return checked(first)
}

export function checked({ template, version, fields, rows }: Imported): Checked {
  return {
    template: form(template, version),
    fields: mapped(fields, paragraphsOf),
    rows: rows.map(({ cells, ...dates }, index) => ({
      id: `r${index}`,
      cells: mapped(cells, paragraphsOf),
      ...dates,
    })),
  }
}

/** A commitment of the texts given; fields and cells are their paragraphs, parted by "\n". */
export function written(
  template: string,
  fields: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, string>>[] = [],
): Checked {
  return {
    template: form(template),
    fields: mapped(fields, paragraphs),
    rows: rows.map((row, index) => writtenRow(row, index)),
  }
}

export function form(id: string, version?: number): Template {
  const template = templateOf(id, version)
  if (!template) throw new Error(`no template ${id}`)
  return template
}

function writtenRow(row: Readonly<Record<string, string>>, index: number): CheckedRow {
  const { start, end, ...cells } = row
  return {
    id: `r${index}`,
    cells: mapped(cells, paragraphs),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  }
}

function paragraphs(text: string): Paragraph[] {
  return text.split('\n').map((line) => ({ kind: 'p', text: line }))
}

function mapped<In, Out>(
  values: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
}
