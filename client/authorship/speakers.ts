import type { PersonView } from '../../shared/protocol.ts'

/** So many speakers are at hand; a table has no more voices at a time. */
const kept = 5

/** The recent speakers with `speaker` first. */
export function withSpeaker(recent: readonly PersonView[], speaker: PersonView): PersonView[] {
  return [speaker, ...recent.filter(({ id }) => id !== speaker.id)].slice(0, kept)
}

/**
 * Who comes next when one key goes round: oneself, then the recent speakers in an order that does
 * not change while going round. Null: oneself.
 */
export function nextSpeaker(
  recent: readonly PersonView[],
  present: string | null,
): PersonView | null {
  const round = [...recent].sort((a, b) => (a.id < b.id ? -1 : 1))
  const at = round.findIndex(({ id }) => id === present)
  return present !== null && at < 0 ? null : (round[at + 1] ?? null)
}
