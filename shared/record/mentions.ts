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
type Said = { readonly text: string; readonly mentions: readonly string[] }

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
  const known = namesOf(people, new Set(meant))
  let kept = ''
  for (let at = 0; at < text.length; ) {
    const named = text[at] === '@' ? known(text, at + 1) : undefined
    kept += named ? `@{${named.id}}` : text[at]
    at += named ? named.name.length + 1 : 1
  }
  return kept
}

/**
 * Who is named at a place, by the longest name that stands there. A text may have as many `@` as
 * signs and a plan thousands of people: each length of a name is asked for once, not each person.
 */
function namesOf(
  people: Iterable<Named>,
  meant: ReadonlySet<string>,
): (text: string, at: number) => Named | undefined {
  const byName = new Map<string, Named>()
  const lengths = new Map<string | undefined, Set<number>>()
  for (const one of people) {
    const { id, name } = one
    if (name === '' || (byName.has(name) && !meant.has(id))) continue
    if (!meant.has(byName.get(name)?.id ?? '')) byName.set(name, one)
    const [first] = name
    lengths.set(first, (lengths.get(first) ?? new Set()).add(name.length))
  }
  const longestFirst = new Map(
    [...lengths].map(([first, of]) => [first, [...of].sort((a, b) => b - a)]),
  )
  return (text, at) => {
    const first = String.fromCodePoint(text.codePointAt(at) ?? 0)
    for (const length of longestFirst.get(first) ?? []) {
      const named = byName.get(text.slice(at, at + length))
      if (named) return named
    }
    return undefined
  }
}

/** Ids of those whom a comment names as people write it, each once; `meant` as for `withoutNames`. */
export function mentionsIn(
  text: string,
  people: Iterable<Named>,
  meant: readonly string[] = [],
): string[] {
  return namedBy({ text: withoutNames(text, people, meant), mentions: [] })
}

/** Ids of those whom a kept comment names, in its words or beside them, each once. */
export function namedBy({ text, mentions }: Said): string[] {
  return [...new Set([...partsOf(text).flatMap(({ person }) => person ?? []), ...mentions])]
}
