import { type Likeness, likenessOf, skeletonOf } from '../text/likeness.ts'

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

/** Whether a text may name anybody; a Chinese keyboard writes a wide `＠`. */
export function hasMention(text: string): boolean {
  return /[@＠﹫]/.test(text)
}

/**
 * A comment as it is kept: each `@Name` becomes its person, also where it is written in other capitals,
 * widths or blanks, or with signs in it that nobody sees. Longer names first, so that `@Lin Mei` is not
 * taken for `@Lin`; of those who are called the same, the one who is meant as far as one says so.
 */
export function withoutNames(
  text: string,
  people: Iterable<Named>,
  meant: readonly string[] = [],
): string {
  if (!hasMention(text)) return text
  const alike = likenessOf(text)
  const named = namesOf(people, new Set(meant))
  let kept = ''
  let done = 0
  for (let at = alike.text.indexOf('@'); at >= 0; at = alike.text.indexOf('@', at + 1)) {
    const from = alike.from[at] ?? 0
    if (from < done) continue
    const found = named(text, alike, at + 1)
    if (!found) continue
    kept += `${text.slice(done, from)}@{${found.id}}`
    done = found.end
  }
  return kept + text.slice(done)
}

/**
 * Who is named at a place, by the longest name that stands there. A text may have as many `@` as
 * signs and a plan thousands of people: each length of a name is asked for once, not each person.
 */
function namesOf(people: Iterable<Named>, meant: ReadonlySet<string>) {
  const byName = new Map<string, Named[]>()
  for (const one of people) {
    const name = skeletonOf(one.name)
    // a sign that nobody sees may stand where the blank was
    for (const form of name === '' ? [] : new Set([name, name.replaceAll(' ', '')]))
      byName.set(form, [...(byName.get(form) ?? []), one])
  }
  const lengths = new Map<string, Set<number>>()
  for (const name of byName.keys()) {
    const first = name.charAt(0)
    lengths.set(first, (lengths.get(first) ?? new Set()).add(name.length))
  }
  const longestFirst = new Map(
    [...lengths].map(([first, of]) => [first, [...of].sort((a, b) => b - a)]),
  )
  return (text: string, alike: Likeness, at: number) => {
    for (const length of longestFirst.get(alike.text.charAt(at)) ?? []) {
      const end = alike.to[at + length - 1]
      // a sign that is two for the eye, as ﬁ is, is named as a whole or not at all
      if (end === undefined || end === alike.to[at + length]) continue
      const alikes = byName.get(alike.text.slice(at, at + length))
      if (!alikes) continue
      const written = text.slice(alike.from[at], end)
      const one =
        alikes.find(({ id }) => meant.has(id)) ??
        alikes.find(({ name }) => name === written) ??
        alikes[0]
      if (one) return { id: one.id, end }
    }
    return null
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
