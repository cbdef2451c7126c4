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

/** Calls back whenever the page comes before somebody's eyes again; returns how to stop. */
export function whenSeenAgain(act: () => void): () => void {
  const turned = () => {
    if (document.visibilityState === 'visible') act()
  }
  document.addEventListener('visibilitychange', turned)
  return () => document.removeEventListener('visibilitychange', turned)
}
