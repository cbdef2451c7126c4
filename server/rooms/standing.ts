import * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** Words that once left the text: where they stand by now, and which of them stand nowhere. */
export type Standing = { readonly stands: IdRange[]; readonly nowhere: IdRange[] }

/**
 * Follows words to wherever they have come back since. `settled`: what an answer took out with them, by
 * all names that stood nowhere else then; what has come back by any of these is the same word. Words that
 * stand beside each other because two people moved them at once are two: what has come of `apart` is the
 * other one.
 */
export function standingOf(
  doc: Y.Doc,
  origins: Iterable<Origin>,
  words: readonly IdRange[],
  settled: readonly IdRange[] = [],
  apart = new IdSet(),
): Standing {
  const stands = new IdSet()
  const nowhere = new IdSet()
  const found: Standing = { stands: [], nowhere: [] }
  const names = namesIn(origins, new IdSet(settled))
  const { descendants } = descentOf(origins)
  let others: IdSet | null = null
  const comeOf = (word: IdRange, name: IdRange): IdRange[] => {
    if (name === word) return descendants([word])
    others ??= new IdSet(descendants(apart.ranges()))
    const known = others
    return descendants([name]).flatMap((each) => known.missing(each))
  }
  const follow = (word: IdRange): void => {
    const places = placesOf(doc, word, names(word), comeOf)
    if (places === null) {
      const [client, clock, length] = word
      const half = length >> 1
      follow([client, clock, half])
      follow([client, clock + half, length - half])
    } else if (places.length > 0) {
      for (const place of places) add(found.stands, stands, place)
    } else add(found.nowhere, nowhere, word)
  }
  for (const word of words) follow(word)
  return found
}

/** Keeps the order in which the words were named, and each of them once. */
function add(list: IdRange[], known: IdSet, range: IdRange): void {
  list.push(...known.missing(range))
  known.add(range)
}

/** Under which names words are looked for, the newest first; null: not all of them by the same. */
function namesIn(origins: Iterable<Origin>, settled: IdSet) {
  const { ancestors } = descentOf(origins)
  return (word: IdRange): IdRange[] | null => {
    const names = [word]
    for (const before of ancestors([word]).slice(1)) {
      const others = settled.missing(before)
      if (before[2] !== word[2] || (others.length > 0 && others[0]?.[2] !== word[2])) return null
      if (others.length === 0) names.push(before)
    }
    return names
  }
}

/** Where words of one length stand; null: not all of them in the same way. */
function placesOf(
  doc: Y.Doc,
  word: IdRange,
  names: readonly IdRange[] | null,
  comeOf: (word: IdRange, name: IdRange) => IdRange[],
): IdRange[] | null {
  if (names === null) return null
  const length = word[2]
  for (const name of names) {
    const places: IdRange[] = []
    for (const place of comeOf(word, name)) {
      const live = liveIn(doc, place)
      if (live === 0) continue
      if (place[2] !== length || live !== length) return null
      places.push(place)
    }
    if (places.length > 0) return places
  }
  return []
}

/** How many of these are in the text. */
function liveIn(doc: Y.Doc, [client, clock, length]: IdRange): number {
  const end = Math.min(clock + length, Y.getState(doc.store, client))
  let live = 0
  for (let at = clock; at < end; ) {
    const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, at))
    const stop = Math.min(end, struct.id.clock + struct.length)
    if (struct instanceof Y.Item && !struct.deleted) live += stop - at
    at = stop
  }
  return live
}
