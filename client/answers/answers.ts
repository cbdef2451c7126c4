import type * as bodies from '../../shared/apiAnswers.ts'
import { call } from '../api.ts'

/** Calls about what became of one's own suggestions. */
export const answersApi = {
  all: (plan: string) => call<typeof bodies.answers>('GET', `/plans/${plan}/answers`),
  readUpTo: (commitment: string) =>
    call<typeof bodies.answersRead>('GET', `/commitments/${commitment}/answers`),
  read: (commitment: string, seq: number) =>
    call('POST', `/commitments/${commitment}/answers`, { seq }),
}
