import type { Doc } from 'yjs'
import { z } from 'zod'
import { textBody, textViews } from '../../shared/api.ts'
import { fieldNames, rowFields, templateOf } from '../../shared/commitment/template.ts'
import { readRows } from '../../shared/text/rows.ts'
import { textOf } from '../../shared/text/views.ts'
import type { CommitmentInfo } from '../access/access.ts'
import { newestIn } from '../filing/standing.ts'
import { breathe } from '../reading.ts'
import { inCommitment, type Route, refuse } from './route.ts'

export const textRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: '/api/commitments/:commitment/text',
    summary:
      'The text by field, block and run. original rejects and final accepts all open suggestions.',
    query: z.object({ view: z.enum(textViews).default('current') }),
    answer: textBody,
    handle: ({ commitment, query }, parts) =>
      parts.sharing.ask(`text ${commitment.id} ${query.view}`, async () => {
        await breathe()
        const now = await newestIn(parts, commitment.id)
        if (!now) return refuse('going-away')
        const { doc, record, seq } = now
        const fields = fieldsOf(commitment, doc)
        return { seq, fields: textOf(doc, query.view, record, fields) }
      }),
  }),
]

/** The form's fields in its order, then milestone rows cell by cell. */
export function fieldsOf(
  { template, templateVersion }: Pick<CommitmentInfo, 'template' | 'templateVersion'>,
  doc: Doc,
): string[] {
  const form = templateOf(template, templateVersion)
  if (!form) return []
  return [...fieldNames(form), ...readRows(doc).flatMap(({ id }) => rowFields(form, id))]
}
