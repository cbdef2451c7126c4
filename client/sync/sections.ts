import { templateOf } from '../../shared/commitment/template.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { bodyRoots } from '../../shared/text/body.ts'

/** As the room sees it: a final commitment is closed, and all cells have their table's state. */
export function sectionState(
  { state, sections, ...record }: CommitmentRecord,
  field: string,
): SectionState {
  if (state === 'final') return 'closed'
  if (field !== bodyRoots.rows && !field.startsWith('row.')) return sections[field] ?? 'open'
  const template = templateOf(record.template, record.templateVersion)
  const table = template?.fields.find(({ kind }) => kind === 'milestones')
  return sections[table?.name ?? field] ?? 'open'
}
