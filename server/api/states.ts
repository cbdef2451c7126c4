import {
  dismissal,
  done,
  sectionChange,
  stateChange,
  twoKeysChange,
} from '../../shared/apiRecord.ts'
import { acting } from './acting.ts'
import { inCommitment, type Route } from './route.ts'

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
    handle: ({ commitment, person, body, param }, parts) =>
      acting(parts, commitment.id, person.id, () => ({
        events: [{ type: 'section-set', field: param('field'), ...body }],
      })),
  }),
  inCommitment('facilitate')({
    method: 'post',
    path: `${at}/two-keys`,
    summary: 'Asks for the agreement of government and civil society before anything is adopted.',
    body: twoKeysChange,
    answer: done,
    handle: ({ commitment, person, body }, parts) =>
      acting(parts, commitment.id, person.id, () => ({
        events: [{ type: 'two-keys-set', ...body }],
      })),
  }),
  inCommitment('suggest')({
    method: 'post',
    path: `${at}/checks/dismissals`,
    summary: 'Sets a question of the commitment check aside, with a recorded reason.',
    body: dismissal,
    answer: done,
    status: 201,
    handle: ({ commitment, person, body }, parts) =>
      acting(parts, commitment.id, person.id, () => ({
        events: [{ type: 'check-dismissed', ...body }],
      })),
  }),
]
