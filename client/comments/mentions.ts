import type { PersonView } from '../../shared/protocol.ts'

/** A comment cut into words and names: `@Name` of somebody who is here. */
export type Part = {
  /** Where it begins in the comment. */
  readonly at: number
  readonly text: string
  readonly person: PersonView | null
}

/** Longer names first, so that `@Lin Mei` is not taken for `@Lin`. */
export function partsOf(text: string, people: Iterable<PersonView>): Part[] {
  const byLength = [...people]
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length)
  const parts: Part[] = []
  let plain = ''
  const flush = (end: number) => {
    if (plain) parts.push({ at: end - plain.length, text: plain, person: null })
    plain = ''
  }
  for (let at = 0; at < text.length; ) {
    const person =
      text[at] === '@' ? byLength.find(({ name }) => text.startsWith(name, at + 1)) : undefined
    if (person) {
      flush(at)
      parts.push({ at, text: `@${person.name}`, person })
      at += person.name.length + 1
    } else plain += text[at++]
  }
  flush(text.length)
  return parts
}

/** Ids of those who are named, each once. */
export function mentionsIn(text: string, people: Iterable<PersonView>): string[] {
  const ids = partsOf(text, people).flatMap(({ person }) => person?.id ?? [])
  return [...new Set(ids)]
}

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
