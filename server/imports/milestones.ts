import { askedDateWords, askedRowWords, exportWords } from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { cellField } from '../../shared/text/body.ts'
import { cellBlocks } from '../exports/layout.ts'
import type { ExportBlock, ExportField } from '../exports/model.ts'
import type { ImportDraft, ImportedBlock, ImportedChange } from './draft.ts'
import type { ProposedThread } from './proposal.ts'
import { rowsAlike } from './rowsAlike.ts'
import { baseUnits } from './units.ts'

/** A field that a text and a file both have. */
export type Pair = {
  readonly name: string
  readonly old: readonly ExportBlock[]
  readonly now: readonly ImportedBlock[]
}

export type ComparedRows = {
  readonly pairs: readonly Pair[]
  /** What was asked of rows and dates, as comments of those who asked. */
  readonly asked: readonly ProposedThread[]
  /** Rows that stay without their words, as they were. */
  readonly emptied: readonly string[]
}

type Rows = Extract<ExportField['content'], { is: 'rows' }>
type Row = Rows['rows'][number]
type Line = ImportDraft['tables'][string][number]

const nobody: ImportedChange = { author: '', at: null }

/**
 * What a file does to a table of milestones. The words of its cells are text, so a change of them is a
 * suggestion, and a row that was taken out suggests that its words go. Rows and dates themselves are no
 * text: nobody can suggest them here either, so a new row and another date are said in a comment of
 * whoever wrote them. Null: another table.
 */
export function compareRows(
  section: string,
  { columns, rows }: Rows,
  lines: readonly Line[],
  locale: Locale,
): ComparedRows | null {
  if (lines.some((cells) => cells.length !== columns.length)) return null
  const pairs: Pair[] = []
  const asked: ProposedThread[] = []
  const emptied: string[] = []
  const pair = (row: Row, cells: Line) => {
    row.cells.forEach((cell, column) => {
      const name = cellField(row.id, columns[column]?.name ?? '')
      if ('blocks' in cell) pairs.push({ name, old: cell.blocks, now: cells[column] ?? [] })
    })
  }
  const left = new Set(rows)
  const found = rowsAlike(lines.map(lineOf), rows.map(lineOfRow))
  lines.forEach((cells, index) => {
    const row = rows[found[index] ?? -1]
    if (!row) {
      const said = columns.flatMap(({ label }, column) => {
        const words = wordsOf(final(cells[column] ?? []))
        return words === '' ? [] : [`${label}: ${words}`]
      })
      const place = { field: section, quote: '', text: [], added: [] }
      if (said.length > 0) {
        const text = askedRowWords(said)[locale]
        asked.push(comment(place, signerOf(cells.flat(), ['inserted']), text))
      }
      return
    }
    left.delete(row)
    pair(row, cells)
    if (cells.every((cell) => wordsOf(final(cell)) === '')) {
      emptied.push(lineOfRow(row))
      return
    }
    row.cells.forEach((cell, column) => {
      if ('blocks' in cell) return
      const now = wordsOf(final(cells[column] ?? []))
      if (now === cell.date.trim()) return
      const from = cell.date.trim() || exportWords.empty[locale]
      const to = now || exportWords.empty[locale]
      const text = askedDateWords(columns[column]?.label ?? '', from, to)[locale]
      asked.push(comment(placeOf(row, columns), signerOf(cells[column] ?? [], fates), text))
    })
  })
  for (const row of left) {
    pair(row, [])
    emptied.push(lineOfRow(row))
  }
  return { pairs, asked, emptied }
}

function comment(place: ProposedThread['place'], by: ImportedChange, text: string): ProposedThread {
  return { known: null, place, resolved: false, comments: [{ ...by, text }] }
}

/** A row is known by its first words. */
function placeOf({ id, cells }: Row, columns: Rows['columns']): ProposedThread['place'] {
  const column = cells.findIndex((cell) => 'blocks' in cell && wordsOf(cell.blocks) !== '')
  const cell = cells[column]
  const blocks = cell && 'blocks' in cell ? cell.blocks : []
  const last = baseUnits(blocks).at(-1)
  return {
    field: cellField(id, columns[Math.max(column, 0)]?.name ?? ''),
    quote: wordsOf(blocks),
    text: last ? [[0, last.at + last.text.length]] : [],
    added: [],
  }
}

const fates = ['inserted', 'deleted'] as const

/** The one person who signed all that was changed here so; nobody, when it was several or none. */
function signerOf(
  blocks: readonly ImportedBlock[],
  how: readonly (typeof fates)[number][],
): ImportedChange {
  const changed = blocks.flatMap(({ runs }) =>
    runs
      .filter(({ text }) => text.trim() !== '')
      .map((run) => how.flatMap((fate) => run[fate] ?? [])),
  )
  const signed = changed.flat()
  const [first] = signed
  const unsigned = how.length === 1 && changed.some((each) => each.length === 0)
  if (!first || unsigned || signed.some(({ author }) => author !== first.author)) return nobody
  const times = signed.flatMap(({ at }) => at ?? [])
  return { author: first.author, at: times.length > 0 ? Math.min(...times) : null }
}

/** Without what the file strikes. */
function final(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  return blocks.map((block) => ({ ...block, runs: block.runs.filter(({ deleted }) => !deleted) }))
}

function lineOfRow({ cells }: Row): string {
  return lineOf(cells.map(cellBlocks))
}

/** What a row says, its cells one after the other. */
function lineOf(cells: readonly Parameters<typeof wordsOf>[0][]): string {
  return cells.map(wordsOf).join(' · ')
}

function wordsOf(
  blocks: readonly { readonly runs: readonly { readonly text: string }[] }[],
): string {
  return blocks
    .map(({ runs }) => runs.map(({ text }) => text).join(''))
    .join(' ')
    .trim()
}
