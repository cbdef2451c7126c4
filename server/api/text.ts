import type { Doc } from 'yjs'
import { z } from 'zod'
import { textBody, textViews } from '../../shared/api.ts'
import {
  fieldNames,
  rowFields,
  type Template,
  templateOf,
} from '../../shared/commitment/template.ts'
import { readRows } from '../../shared/text/rows.ts'
import { textOf } from '../../shared/text/views.ts'
import { inCommitment, type Route, refuse } from './route.ts'

export const textRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: '/api/commitments/:commitment/text',
    summary:
      'The text by field, block and run. original rejects and final accepts all open suggestions.',
    query: z.object({ view: z.enum(textViews).default('current') }),
    answer: textBody,
    async handle({ commitment, query }, { rooms }) {
      const room = await rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      const { doc, record, seq } = room.read()
      const template = templateOf(commitment.template, commitment.templateVersion)
      const fields = template ? fieldsIn(template, doc) : []
      return { seq, fields: textOf(doc, query.view, record, fields) }
    },
  }),
]

/** The form's fields in its order, milestone rows cell by cell at their place. */
function fieldsIn(template: Template, doc: Doc): string[] {
  const cells = readRows(doc).flatMap(({ id }) => rowFields(template, id))
  return [...fieldNames(template), ...cells]
}
