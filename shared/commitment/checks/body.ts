import type * as Y from 'yjs'
import type { CommitmentRecord } from '../../record/record.ts'
import { readRows } from '../../text/rows.ts'
import { textOf } from '../../text/views.ts'
import { fieldNames, rowFields, type Template } from '../template.ts'
import { type Checked, checkedOf } from './commitment.ts'

/**
 * A commitment as it would read if every open suggestion were adopted. Words that are only proposed
 * deserve a question while they can still be changed, and words on their way out need none.
 */
export function checkedIn(
  doc: Y.Doc,
  template: Template,
  record: Pick<CommitmentRecord, 'accepted' | 'origins'>,
): Checked {
  const rows = readRows(doc)
  const names = [...fieldNames(template), ...rows.flatMap(({ id }) => rowFields(template, id))]
  return checkedOf(template, textOf(doc, 'final', record, names), rows)
}
