import type { CommitmentRecord } from '../../shared/record/record.ts'
import { home } from '../../shared/text/identity.ts'

/** True while nobody has accepted the character of this identity. */
export function isPending({ accepted }: CommitmentRecord, client: number, clock: number): boolean {
  return !accepted.some(
    ([owner, start, length]) => owner === client && clock >= start && clock < start + length,
  )
}

/** True for ids under which this person has ever suggested. */
export function isOwnSuggestion(record: CommitmentRecord, me: string, client: number): boolean {
  const binding = record.clients[home(client)]
  return binding?.person === me && binding.mode === 'suggesting'
}
