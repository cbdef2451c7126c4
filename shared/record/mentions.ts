/**
 * How a comment names people. What is kept says `@{id}`, never a name: a name can be erased, and
 * each reader is told the one that the person is called by there. People write and read `@Name`.
 */

/** Words, or somebody who is named. */
export type Part = {
  /** Where it begins in the kept comment. */
  readonly at: number
  readonly text: string
  /** An id. */
  readonly person: string | null
}

type Named = { readonly id: string; readonly name: string }

const token = /@\{([\w-]{1,64})\}/g

/** A kept comment cut into words and people. */
export function partsOf(kept: string): Part[] {
  const parts: Part[] = []
  let end = 0
  const words = (to: number) => {
    if (to > end) parts.push({ at: end, text: kept.slice(end, to), person: null })
  }
  for (const { 0: text, 1: person = '', index } of kept.matchAll(token)) {
    words(index)
    parts.push({ at: index, text, person })
    end = index + text.length
  }
  words(kept.length)
  return parts
}

/** A kept comment with `@` and a name for everybody in it; whom `nameOf` does not know stays an id. */
export function withNames(kept: string, nameOf: (person: string) => string | undefined): string {
  return kept.replace(token, (id, person: string) => {
    const name = nameOf(person)
    return name ? `@${name}` : id
  })
}

/**
 * A comment as it is kept: each `@Name` becomes its person. Longer names first, so that `@Lin Mei` is
 * not taken for `@Lin`; of those who are called the same, the one who is meant as far as one says so.
 */
export function withoutNames(
  text: string,
  people: Iterable<Named>,
  meant: readonly string[] = [],
): string {
  const isMeant = ({ id }: Named) => Number(meant.includes(id))
  const known = [...people]
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length || isMeant(b) - isMeant(a))
  let kept = ''
  for (let at = 0; at < text.length; ) {
    const named =
      text[at] === '@' ? known.find(({ name }) => text.startsWith(name, at + 1)) : undefined
    kept += named ? `@{${named.id}}` : text[at]
    at += named ? named.name.length + 1 : 1
  }
  return kept
}

/** Ids of those whom a comment names as people write it, each once. */
export function mentionsIn(text: string, people: Iterable<Named>): string[] {
  const ids = partsOf(withoutNames(text, people)).flatMap(({ person }) => person ?? [])
  return [...new Set(ids)]
}
