import {
  dismissal,
  done,
  sectionChange,
  stateChange,
  twoKeysChange,
} from '../../shared/apiRecord.ts'
import { sources } from '../../shared/commitment/checks/questions.ts'
import { cellOf, templateOf } from '../../shared/commitment/template.ts'
import type { CommitmentInfo } from '../access/access.ts'
import { acting } from './acting.ts'
import { addingAs, refusalOfDismissal } from './recordBounds.ts'
import { inCommitment, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment'

export const stateRoutes: readonly Route[] = [
  inCommitment('facilitate')({
    method: 'post',
    path: `${at}/state`,
    summary: 'Moves the commitment to another state; a final one is closed.',
    body: stateChange,
    answer: done,
    handle: ({ commitment, person, body }, parts) =>
      acting(parts, commitment.id, person.id, () => ({ events: [{ type: 'state-set', ...body }] })),
  }),
  inCommitment('facilitate')({
    method: 'post',
    path: `${at}/sections/:field/state`,
    summary: 'Opens a section, lets everybody only suggest in it, or closes it.',
    body: sectionChange,
    answer: done,
    async handle({ commitment, person, body, param }, parts) {
      const field = param('field')
      if (!isSection(commitment, field)) return refuse('bad-request')
      return acting(parts, commitment.id, person.id, () => ({
        events: [{ type: 'section-set', field, ...body }],
      }))
    },
  }),
  inCommitment('facilitate')({
    method: 'post',
    path: `${at}/two-keys`,
    summary: 'Asks for the agreement of government and civil society before anything is adopted.',
    body: twoKeysChange,
    answer: done,
    async handle({ commitment, person, body }, parts) {
      if (body.field !== null && !isSection(commitment, body.field)) return refuse('bad-request')
      return acting(parts, commitment.id, person.id, () => ({
        events: [{ type: 'two-keys-set', ...body }],
      }))
    },
  }),
  inCommitment('suggest')({
    method: 'post',
    path: `${at}/checks/dismissals`,
    summary: 'Sets a question of the commitment check aside, with a recorded reason.',
    body: dismissal,
    answer: done,
    status: 201,
    async handle({ commitment, body, ...place }, parts) {
      const { rule, field } = body
      const { person } = place
      const isPlace = isSection(commitment, field) || isCell(commitment, field)
      if (!isPlace || !Object.hasOwn(sources, rule)) return refuse('bad-request')
      const adding = await addingAs(parts, place, commitment.plan)
      const late = await parts.bounds.adding('dismissals', commitment.id, adding)
      if (late) return { ...refuse('too-many'), ...late }
      return acting(parts, commitment.id, person.id, ({ record }) => {
        const refused = refusalOfDismissal(record, adding)
        return refused ?? { events: [{ type: 'check-dismissed', ...body }] }
      })
    },
  }),
]

/** A name that the form does not know would be kept for ever, and mean nothing. */
function isSection({ template, templateVersion }: CommitmentInfo, field: string): boolean {
  const form = templateOf(template, templateVersion)
  return form?.fields.some(({ name }) => name === field) ?? false
}

/** A milestone's, its dates among them. */
function isCell({ template, templateVersion }: CommitmentInfo, field: string): boolean {
  const column = cellOf(field)?.column
  const form = templateOf(template, templateVersion)
  return form?.milestones?.some(({ name }) => name === column) ?? false
}
