import { hardBreak } from '../../shared/text/body.ts'
import type { ExportCell, ExportCommitment } from './model.ts'
import { resolve } from './resolve.ts'

/**
 * The milestones as adopted, a row each, under the form's own column names; empty when the form has
 * none. RFC 4180 with a byte order mark, so that spreadsheets read Chinese; a cell that
 * a spreadsheet would take for a formula begins with an apostrophe: spreadsheets read full-width signs
 * as others, and some do not see what leaves no mark before them.
 */
export function writeCsv({ fields }: ExportCommitment): string {
  const lines = fields.flatMap(({ content }) => {
    if (content.is !== 'rows') return []
    return [
      content.columns.map(({ label }) => label),
      ...content.rows.map(({ cells }) => cells.map(textOf)),
    ]
  })
  return `\ufeff${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`
}

function textOf(cell: ExportCell): string {
  if ('date' in cell) return cell.date
  return resolve(cell.blocks, 'final')
    .map(({ runs }) => runs.map(({ text }) => text).join(''))
    .join('\n')
    .replaceAll(hardBreak, '\n')
}

/** Blanks of all kinds and characters that leave no mark, and then the sign; a tab or return is one itself. */
const formula =
  /^(?:[\t\r]|[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－﹢﹣﹦＠﹫−])/u

function quoted(text: string): string {
  const plain = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) || plain !== text ? `"${plain.replaceAll('"', '""')}"` : plain
}
