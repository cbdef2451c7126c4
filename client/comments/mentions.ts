import type { PersonView } from '../../shared/protocol.ts'

/** What is being typed behind an `@` before the caret, and where that began; null: nothing. */
export function mentionAt(
  text: string,
  caret: number,
): { readonly from: number; readonly typed: string } | null {
  const from = text.lastIndexOf('@', caret - 1)
  if (from < 0) return null
  const typed = text.slice(from + 1, caret)
  return /[\s@，。、；：]/.test(typed) || typed.length > 30 ? null : { from, typed }
}

/** People whose name begins with, or holds, what was typed; at most `most`. */
export function suggestedPeople(
  typed: string,
  people: Iterable<PersonView>,
  most: number,
): PersonView[] {
  const wanted = typed.toLowerCase()
  return [...people]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a, wanted) - rank(b, wanted) || a.name.localeCompare(b.name))
    .slice(0, most)
}

function rank({ name }: PersonView, wanted: string): number {
  return name.toLowerCase().startsWith(wanted) ? 0 : 1
}
