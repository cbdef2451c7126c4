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

/** A kept comment to be written on: as `withNames` says it, and who is meant by which name. */
export function toWrite(
  kept: string,
  nameOf: (person: string) => string | undefined,
): { readonly text: string; readonly meant: readonly Meant[] } {
  const meant: Meant[] = []
  let text = ''
  for (const part of partsOf(kept)) {
    if (part.person !== null) meant.push({ at: text.length, id: part.person })
    text += withNames(part.text, nameOf)
  }
  return { text, meant }
}

/** Whether a text may name anybody; a Chinese keyboard writes a wide `＠`. */
export function hasMention(text: string): boolean {
  return /[@＠﹫]/.test(text)
}

/** Who was picked for the name that begins at `at`, the place of its `@`. */
export type Meant = { readonly at: number; readonly id: string }

/** Where the picked names stand after `before` has become `after`; those that were written into are gone. */
export function meantIn(before: string, after: string, meant: readonly Meant[]): readonly Meant[] {
  if (meant.length === 0 || before === after) return meant
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let same = 0
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same++
  const behind = before.length - same
  return meant.flatMap(({ at, id }) => {
    if (at < from) return [{ at, id }]
    return at >= behind ? [{ at: at + after.length - before.length, id }] : []
  })
}

/** Ids of those whom a kept comment names, in its words or beside them, each once. */
export function namedBy({ text, mentions }: Said): string[] {
  return [...new Set([...partsOf(text).flatMap(({ person }) => person ?? []), ...mentions])]
}
