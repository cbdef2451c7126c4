import { type Likeness, likenessOf, skeletonOf } from '../text/likeness.ts'
import { hasMention, type Meant, namedBy } from './mentions.ts'

type Named = { readonly id: string; readonly name: string }

/** A name that several people have, with nothing to say which of them is meant. */
export type Unclear<Of extends Named = Named> = {
  readonly at: number
  /** As it is written, without the `@`. */
  readonly name: string
  readonly people: readonly Of[]
}

/**
 * A comment as it is kept: each `@Name` becomes its person, also where it is written in other capitals,
 * widths or blanks, or with signs in it that nobody sees. Longer names first, so that `@Lin Mei` is not
 * taken for `@Lin`. Of those who are called the same, the one who is meant as far as one says so, at
 * this place or anywhere; else nobody: whoever came first is not who was asked.
 */
export function withoutNames(
  text: string,
  people: Iterable<Named>,
  meant: readonly (string | Meant)[] = [],
): string {
  const places = new Map(
    meant.flatMap((one) => (typeof one === 'string' ? [] : [[one.at, one.id]])),
  )
  const anywhere = new Set(meant.filter((one) => typeof one === 'string'))
  let kept = ''
  let done = 0
  for (const { at, end, people: called } of namesIn(text, people)) {
    const one =
      called.find(({ id }) => id === places.get(at)) ??
      called.find(({ id }) => anywhere.has(id)) ??
      only(called)
    if (!one) continue
    kept += `${text.slice(done, at)}@{${one.id}}`
    done = end
  }
  return kept + text.slice(done)
}

/** The names in a comment that several people have, where nobody was picked. */
export function unclearIn<Of extends Named>(
  text: string,
  people: Iterable<Of>,
  meant: readonly Meant[],
): Unclear<Of>[] {
  return namesIn(text, people).flatMap(({ at, end, people: called }) => {
    const isPicked = meant.some((one) => one.at === at && called.some(({ id }) => id === one.id))
    return isPicked || only(called) !== null
      ? []
      : [{ at, name: text.slice(at + 1, end), people: called }]
  })
}

/**
 * What is sent of a comment: ids stand only where a name alone would not say who was picked, for
 * whoever reads it on the way; and those whom it names, each once.
 */
export function saidWith(
  text: string,
  people: Iterable<Named>,
  meant: readonly Meant[],
): { readonly text: string; readonly mentions: readonly string[] } {
  const all = [...people]
  let sent = ''
  let done = 0
  for (const { at, end, people: called } of namesIn(text, all)) {
    const id = meant.find((one) => one.at === at)?.id
    if (only(called) !== null || !called.some((one) => one.id === id)) continue
    sent += `${text.slice(done, at)}@{${id}}`
    done = end
  }
  sent += text.slice(done)
  return { text: sent, mentions: mentionsIn(sent, all) }
}

function only<Of>(people: readonly Of[]): Of | null {
  return people.length === 1 ? (people[0] ?? null) : null
}

/** Each name behind an `@`, where it stands, and who is called so. */
function namesIn<Of extends Named>(
  text: string,
  people: Iterable<Of>,
): { readonly at: number; readonly end: number; readonly people: readonly Of[] }[] {
  if (!hasMention(text)) return []
  const alike = likenessOf(text)
  const named = namesOf(people)
  const names: { at: number; end: number; people: readonly Of[] }[] = []
  let done = 0
  for (let at = alike.text.indexOf('@'); at >= 0; at = alike.text.indexOf('@', at + 1)) {
    const from = alike.from[at] ?? 0
    if (from < done) continue
    const found = named(text, alike, at + 1)
    if (!found) continue
    names.push({ at: from, ...found })
    done = found.end
  }
  return names
}

/**
 * Who is named at a place, by the longest name that stands there. A text may have as many `@` as
 * signs and a plan thousands of people: each length of a name is asked for once, not each person.
 */
function namesOf<Of extends Named>(people: Iterable<Of>) {
  const byName = new Map<string, Of[]>()
  for (const one of people) {
    const name = skeletonOf(one.name)
    // a sign that nobody sees may stand where the blank was
    for (const form of name === '' ? [] : new Set([name, name.replaceAll(' ', '')])) {
      const called = byName.get(form)
      if (called) called.push(one)
      else byName.set(form, [one])
    }
  }
  const lengths = new Map<string, Set<number>>()
  for (const name of byName.keys()) {
    const first = name.charAt(0)
    lengths.set(first, (lengths.get(first) ?? new Set()).add(name.length))
  }
  const longestFirst = new Map(
    [...lengths].map(([first, of]) => [first, [...of].sort((a, b) => b - a)]),
  )
  /** As many as are called so, for each way in which it is written: a text may name them at every place. */
  const asWritten = new Map<string, readonly Of[]>()
  return (text: string, alike: Likeness, at: number) => {
    for (const length of longestFirst.get(alike.text.charAt(at)) ?? []) {
      const end = alike.to[at + length - 1]
      // a sign that is two for the eye, as ﬁ is, is named as a whole or not at all
      if (end === undefined || end === alike.to[at + length]) continue
      const form = alike.text.slice(at, at + length)
      const called = byName.get(form)
      if (!called) continue
      const written = text.slice(alike.from[at], end)
      const known = asWritten.get(written)
      const exactly = known ?? called.filter(({ name }) => name === written)
      if (!known) asWritten.set(written, exactly)
      return { end, people: exactly.length > 0 ? exactly : called }
    }
    return null
  }
}

/** Ids of those whom a comment names as people write it, each once; `meant` as for `withoutNames`. */
export function mentionsIn(
  text: string,
  people: Iterable<Named>,
  meant: readonly (string | Meant)[] = [],
): string[] {
  return namedBy({ text: withoutNames(text, people, meant), mentions: [] })
}
