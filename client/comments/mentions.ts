import type { PersonView } from '../../shared/protocol.ts'

/** What is being typed behind an `@` before the caret, and where that began; null: nothing. */
export function mentionAt(
  text: string,
  caret: number,
): { readonly from: number; readonly typed: string } | null {
  // a Chinese keyboard writes a wide one; before the first sign there is nothing to look at
  const from =
    caret > 0 ? Math.max(text.lastIndexOf('@', caret - 1), text.lastIndexOf('＠', caret - 1)) : -1
  if (from < 0) return null
  const typed = text.slice(from + 1, caret)
  return /[\s@，。、；：]/.test(typed) || typed.length > 30 ? null : { from, typed }
}

/** In the order of the alphabet; made once, for thousands of names are compared with each key. */
const collator = new Intl.Collator()

/** People whose name begins with, or holds, what was typed; at most `most`, and how many there are. */
export function suggestedPeople(
  typed: string,
  people: Iterable<PersonView>,
  most: number,
): { readonly offers: readonly PersonView[]; readonly of: number } {
  const wanted = typed.toLowerCase()
  const begins: PersonView[] = []
  const holds: PersonView[] = []
  for (const person of people) {
    const at = person.name.toLowerCase().indexOf(wanted)
    if (at >= 0) (at === 0 ? begins : holds).push(person)
  }
  const ordered = [begins, holds].flatMap((some) =>
    some.sort((a, b) => collator.compare(a.name, b.name)),
  )
  return { offers: ordered.slice(0, most), of: ordered.length }
}
