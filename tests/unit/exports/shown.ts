import { type Layout, layoutOf, type Table, walk } from '../../../server/exports/layout.ts'
import type { ExportBlock, ExportCommitment } from '../../../server/exports/model.ts'
import { resolve } from '../../../server/exports/resolve.ts'
import { hardBreak } from '../../../shared/text/body.ts'

/** The model as it reads with everything declined, or adopted; its record stays. */
export function settledModel(
  model: ExportCommitment,
  view: 'original' | 'final',
): ExportCommitment {
  const settle = (blocks: readonly ExportBlock[]) => resolve(blocks, view)
  return {
    ...model,
    fields: model.fields.map((field) => ({
      ...field,
      content:
        field.content.is === 'text'
          ? { is: 'text', blocks: settle(field.content.blocks) }
          : {
              ...field.content,
              rows: field.content.rows.map((row) => ({
                ...row,
                cells: row.cells.map((cell) =>
                  'blocks' in cell ? { blocks: settle(cell.blocks) } : cell,
                ),
              })),
            },
    })),
  }
}

export type Line = { readonly text: string; readonly kind: string | null }

/** Every paragraph that a reader of the document sees, in order; `kind` of the people's own text. */
export function linesOf(model: ExportCommitment): Line[] {
  return walk(layoutOf(model), lines).flat()
}

/** The same as plain words, for a search in what a program extracted. */
export function wordsOf(layout: Layout): string[] {
  return walk(layout, lines)
    .flat()
    .map(({ text }) => text)
}

function said(text: string): Line {
  return { text, kind: null }
}

function textOf({ runs }: ExportBlock): string {
  return runs
    .map(({ text }) => text)
    .join('')
    .replaceAll(hardBreak, '\n')
}

const lines: Table<Line[]> = {
  page: () => [],
  title: ({ text }) => [said(text)],
  facts: ({ rows }) => rows.map(([label, value]) => said(`${label}  ${value}`)),
  heading: ({ text }) => [said(text)],
  contents: ({ entries }) => entries.map(({ number, text }) => said(`${number}\t${text}`)),
  paragraph: ({ text }) => [said(text)],
  text: ({ blocks, below }) =>
    blocks.map((block) => ({ text: textOf(block), kind: `${block.kind}:${below}` })),
  table: ({ columns, rows }) => [
    ...columns.map(({ label }) => said(label)),
    ...rows.flat(2).map((block) => said(textOf(block))),
  ],
}
