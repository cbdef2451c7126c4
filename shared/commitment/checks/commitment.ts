import { cellField, type FieldText, type Kind } from '../../text/body.ts'
import type { DateRange } from '../dates.ts'
import { cellColumns, type Part, type Template } from '../template.ts'

/** A block as the checks see it. */
export type Paragraph = { readonly kind: Kind; readonly text: string }

export type CheckedRow = {
  readonly id: string
  readonly cells: Readonly<Record<string, readonly Paragraph[]>>
  /** As typed. */
  readonly start?: string
  readonly end?: string
}

export type Checked = {
  readonly template: Template
  readonly fields: Readonly<Record<string, readonly Paragraph[]>>
  readonly rows: readonly CheckedRow[]
  /** The plan's period, when the form has no field for one. */
  readonly period?: DateRange
}

/** A commitment that this one is compared with. */
export type Other = Pick<Checked, 'template' | 'fields'> & { readonly title: string }

/**
 * A commitment as it stands in a document: `texts` of its fields and cells, whichever view of the
 * suggestions they show, and `rows` as `readRows` gives them.
 */
export function checkedOf(
  template: Template,
  texts: readonly FieldText[],
  rows: readonly Required<Omit<CheckedRow, 'cells'>>[],
): Checked {
  const named = new Map(texts.map(({ name, blocks }) => [name, paragraphsOf(blocks)]))
  return {
    template,
    fields: Object.fromEntries(named),
    rows: rows.map(({ id, start, end }) => ({
      id,
      start,
      end,
      cells: Object.fromEntries(
        cellColumns(template).map(({ name }) => [name, named.get(cellField(id, name)) ?? []]),
      ),
    })),
  }
}

/** The plain text that a finding's offsets are counted in. */
export function plainText(paragraphs: readonly Paragraph[] | undefined): string {
  return (paragraphs ?? []).map(({ text }) => text).join('\n')
}

/** Blocks as paragraphs. */
export function paragraphsOf(
  blocks: readonly { readonly kind: Kind; readonly runs: readonly { readonly text: string }[] }[],
): Paragraph[] {
  return blocks.map(({ kind, runs }) => ({ kind, text: runs.map(({ text }) => text).join('') }))
}

/** The text of the form's field of that meaning; empty when the form has none. */
export function textOfPart({ template, fields }: Pick<Checked, 'template' | 'fields'>, part: Part) {
  const field = template.fields.find((one) => one.part === part)
  return field ? plainText(fields[field.name]) : ''
}

/** Whether a text is written mostly in Chinese. A foreign name does not change it. */
export function isChinese(text: string): boolean {
  const han = text.match(/[\u3400-\u9fff]/gu)?.length ?? 0
  const latin = text.match(/[A-Za-z]/g)?.length ?? 0
  return han * 4 > latin
}
