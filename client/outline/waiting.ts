import { isWaiting } from '../../shared/record/answering.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { sectionOf } from '../text/place.ts'

/** How many suggestions wait for an answer, by section of the form; all milestones are one. */
export function waitingBySection(
  suggestions: Readonly<Record<number, Suggestion>>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const suggestion of Object.values(suggestions)) {
    if (!isWaiting(suggestion)) continue
    const section = sectionOf(suggestion.field)
    counts.set(section, (counts.get(section) ?? 0) + 1)
  }
  return counts
}
