import { hardBreak } from '../../shared/text/body.ts'
import type { ExportCell, ExportCommitment } from './model.ts'
import { resolve } from './resolve.ts'

/**
 * The milestones as adopted, a row each, under the form's own column names; empty when the form has
 * none. RFC 4180 with a byte order mark, so that spreadsheets read Chinese; a cell that
 * a spreadsheet would take for a formula begins with an apostrophe.
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

function quoted(text: string): string {
  const plain = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) || plain !== text ? `"${plain.replaceAll('"', '""')}"` : plain
}
