import * as Y from 'yjs'
import type { Roots } from '../../shared/authorship/pending.ts'
import type { Found } from '../../shared/authorship/rangeMap.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { isSuggesting } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** What the room knows when it has just applied an update. */
export type Past = {
  /** The room's document; deleted text is still in it (`gc: false`). */
  readonly doc: Y.Doc
  /** What the update put in. */
  readonly inserted: readonly IdRange[]
  /** What the update took out. */
  readonly deleted: readonly IdRange[]
  /** What the same person took out before, newest last, as far as the room remembers. */
  readonly deletedBefore: readonly IdRange[]
  /** Who sent it. */
  readonly person: string
  /** Who took an identity out before this update; undefined: the room does not remember. */
  readonly takenOutBy: (client: number, clock: number) => Found<string>
  /** Where suggested words were suggested. */
  readonly roots: Roots
  /** True for ids of the sender. */
  readonly isOwn: (client: number) => boolean
}

/**
 * Whose text was created anew? Undo, cut and paste and drag make new identities for old words. The
 * client names the old ones; each claim is believed only if the room's own history holds the very
 * same characters there. Words that nobody claims are compared with what this update, then this
 * person, took out: stock clients move words, too.
 *
 * A claim about words that somebody else deleted becomes a copy: they keep their author, and the
 * person who put them back is named. Short copies are nobody's but their typist's, or "no" could be
 * put into another's mouth. A suggestion comes back as one only by whoever took it out, and under
 * a suggesting id only as one's own: nobody can put forward again what its author took back.
 */
export function findOrigins(past: Past, claims: readonly Origin[]): Origin[] {
  const inserted = new IdSet(past.inserted)
  const explained = new IdSet()
  const found: Origin[] = []
  for (const claim of claims) {
    const verified = verify(claim, past, inserted, explained)
    if (!verified) continue
    explained.add(verified.to)
    found.push(verified)
  }
  for (const range of past.inserted) {
    for (const rest of explained.missing(range)) found.push(...matchDeleted(rest, past))
  }
  return found
}

/**
 * How telling a text is: a Chinese character says as much as four Latin letters. Moves within one
 * update need two characters' worth, anything else five (measured in the provenance study: shorter
 * matches are more often somebody's own short word than a move).
 */
const telling = { sameUpdate: 8, elsewhere: 20 } as const

function weightOf(text: string): number {
  let weight = 0
  for (const character of text) weight += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 4 : 1
  return weight
}

function verify(claim: Origin, past: Past, inserted: IdSet, explained: IdSet): Origin | null {
  const [client, clock, length] = claim.to
  if (length < 1 || length > longestClaim) return null
  for (let offset = 0; offset < length; offset++) {
    if (!inserted.has(client, clock + offset) || explained.has(client, clock + offset)) return null
  }
  if (!claim.from) return claim.how === 'pasted' || claim.how === 'imported' ? claim : null
  const from: IdRange = [claim.from[0], claim.from[1], length]
  const text = textAt(past.doc, claim.to)
  if (text === null || text !== textAt(past.doc, from)) return null
  if (claim.how === 'copied') return weightOf(text) >= telling.elsewhere ? claim : null
  if (claim.how !== 'undo' && claim.how !== 'moved') return null
  if (!allDeleted(past.doc, from)) return null
  if (isTheirsToPutBack(past, client, from)) return claim
  return weightOf(text) >= telling.elsewhere ? { ...claim, how: 'copied' } : null
}

/** False where putting words back has to be told apart from their having stayed. */
function isTheirsToPutBack(past: Past, to: number, [client, clock, length]: IdRange): boolean {
  const taken = new IdSet(past.deleted)
  for (let here = clock; here < clock + length; ) {
    const { root, until } = past.roots(client, here)
    const known = past.takenOutBy(client, here)
    const end = Math.min(clock + length, until, known.until)
    const own =
      known.value === past.person || taken.missing([client, here, end - here]).length === 0
    if (!own && (root || known.value !== undefined)) return false
    if (root && isSuggesting(to) && !past.isOwn(root.client)) return false
    here = end
  }
  return true
}

/** A claim about more than this is not made by our client, and comparing it would hold up the room. */
const longestClaim = 100_000

/** Above this many characters a stock client's update is not searched for moved words. */
const longestSearch = 20_000

function matchDeleted(range: IdRange, past: Past): Origin[] {
  const text = textAt(past.doc, range)
  if (text === null || text.length > longestSearch) return []
  const sources = [
    ...past.deleted.map((source) => ({ source, enough: telling.sameUpdate })),
    ...past.deletedBefore.toReversed().map((source) => ({ source, enough: telling.elsewhere })),
  ]
  const found: Origin[] = []
  let at = 0
  while (at < text.length) {
    const match = longestMatch(text, at, sources, past.doc)
    if (!match) {
      at++
      continue
    }
    const [client, clock] = match.from
    const mayMove = isTheirsToPutBack(past, range[0], [client, clock, match.length])
    found.push({
      to: [range[0], range[1] + at, match.length],
      from: [client, clock],
      how: mayMove ? 'moved' : 'copied',
    })
    at += match.length
  }
  return found
}

function longestMatch(
  text: string,
  at: number,
  sources: readonly { readonly source: IdRange; readonly enough: number }[],
  doc: Y.Doc,
): { from: readonly [number, number]; length: number } | null {
  let best: { from: readonly [number, number]; length: number } | null = null
  for (const { source, enough } of sources) {
    const old = textAt(doc, source)
    if (old === null) continue
    const seed = seedLength(text, at, enough)
    if (seed === null) continue
    const place = old.indexOf(text.slice(at, at + seed))
    if (place < 0) continue
    let length = seed
    while (at + length < text.length && text[at + length] === old[place + length]) length++
    if (!best || length > best.length) best = { from: [source[0], source[1] + place], length }
  }
  return best
}

/** The shortest piece from `at` on that is telling enough to look for; null at the text's end. */
function seedLength(text: string, at: number, enough: number): number | null {
  for (let length = 1; at + length <= text.length; length++) {
    if (weightOf(text.slice(at, at + length)) >= enough) return length
  }
  return null
}

/** The characters of a range, `\n` for separators; null if any of it is neither. */
function textAt(doc: Y.Doc, [client, clock, length]: IdRange): string | null {
  let text = ''
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    if (!item) return null
    const characters = separatorOf(item) ? '\n' : charactersOf(item)
    if (characters === null) return null
    const from = here - item.id.clock
    const to = Math.min(item.length, clock + length - item.id.clock)
    text += characters.slice(from, to)
    here = item.id.clock + to
  }
  return text
}

function allDeleted(doc: Y.Doc, [client, clock, length]: IdRange): boolean {
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    if (!item?.deleted) return false
    here = item.id.clock + item.length
  }
  return true
}

function itemAt(doc: Y.Doc, client: number, clock: number): Y.Item | null {
  if (clock >= Y.getState(doc.store, client)) return null
  const item = Y.getItem(doc.store, Y.createID(client, clock))
  return item instanceof Y.Item ? item : null
}
