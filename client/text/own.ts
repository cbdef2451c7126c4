import { pendingOf } from '../../shared/authorship/pending.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { home } from '../../shared/text/identity.ts'
import type { PendingUnder } from '../../shared/text/pending.ts'

/** One answer serves all characters of a keystroke. */
const answers = new WeakMap<CommitmentRecord, PendingUnder>()

/** True while the character of this identity is a suggestion that nobody has accepted. */
export function isPending(record: CommitmentRecord, client: number, clock: number): boolean {
  return suggestedUnder(record, client, clock) !== null
}

/** True while it is this person's, wherever others have put it. */
export function isOwnPending(
  record: CommitmentRecord,
  me: string,
  client: number,
  clock: number,
): boolean {
  const by = suggestedUnder(record, client, clock)
  return by !== null && isOwnSuggestion(record, me, by)
}

function suggestedUnder(record: CommitmentRecord, client: number, clock: number): number | null {
  const pendingUnder = answers.get(record) ?? pendingOf(record)
  answers.set(record, pendingUnder)
  return pendingUnder(client, clock).by
}

/** True for ids under which this person has ever suggested, or somebody else in their name. */
export function isOwnSuggestion(record: CommitmentRecord, me: string, client: number): boolean {
  const binding = bindingOf(record.clients, home(client))
  const isTheirs = binding?.person === me || binding?.onBehalfOf === me
  return isTheirs && binding.mode === 'suggesting'
}
