import type { CheckedRow, Paragraph } from './checks/commitment.ts'
import { openFields } from './checks/structure.ts'
import { fieldFor, type Template } from './template.ts'

/**
 * The names of the fields that still wait for words, in the form's order; `milestones` when the
 * table has no row. A list of what is left to do and no score: optional fields are not in it.
 */
export function completeness(
  template: Template,
  fields: Readonly<Record<string, readonly Paragraph[]>>,
  rows: readonly CheckedRow[],
): readonly string[] {
  const open = new Set(openFields({ template, fields }))
  const table = fieldFor(template, 'milestones')
  if (table && rows.length === 0) open.add(table.name)
  return template.fields.map(({ name }) => name).filter((name) => open.has(name))
}
