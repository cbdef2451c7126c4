import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import type { Sector } from '../../shared/roles.ts'

/** What of the list is shown. Null: no matter. */
export type Filters = {
  readonly show: 'all' | 'waiting' | 'mine'
  readonly section: string | null
  readonly sector: Sector | null
  readonly status: Suggestion['status'] | null
}

export const noFilters: Filters = { show: 'all', section: null, sector: null, status: null }

type Known = {
  readonly me: string
  readonly sectorOf: (person: string) => Sector | undefined
  /** Fields in the form's order; those of milestone rows count as their table's. */
  readonly sectionOf: (field: string) => string
}

/** What passes all filters, by number. */
export function filtered(
  suggestions: readonly Suggestion[],
  filters: Filters,
  known: Known,
): Suggestion[] {
  return suggestions
    .filter((each) => passes(each, filters, known))
    .sort((a, b) => a.number - b.number)
}

function passes(
  suggestion: Suggestion,
  { show, section, sector, status }: Filters,
  { me, sectorOf, sectionOf }: Known,
): boolean {
  const speaker = suggestion.onBehalfOf ?? suggestion.person
  if (show === 'waiting' && !awaitsAnswer(suggestion)) return false
  if (show === 'mine' && speaker !== me && suggestion.person !== me) return false
  if (section !== null && sectionOf(suggestion.field) !== section) return false
  if (sector !== null && sectorOf(speaker) !== sector) return false
  return status === null || suggestion.status === status
}

/** How many there are under each answer to a question, for the filters' own counts. */
export function countBy<Key extends string>(
  suggestions: readonly Suggestion[],
  keyOf: (suggestion: Suggestion) => Key | undefined,
): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>()
  for (const suggestion of suggestions) {
    const key = keyOf(suggestion)
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}
