import type * as Y from 'yjs'
import type { Roots } from '../../shared/authorship/pending.ts'
import type { Origin } from '../../shared/record/origin.ts'
import { isSuggesting } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Answered } from './answered.ts'
import { Chains } from './chains.ts'
import { standsElsewhere } from './elsewhere.ts'
import {
  isUnread,
  itemAt,
  type Moved,
  passagesOf,
  saysTheSame,
  telling,
  textAt,
  weightOf,
} from './passages.ts'
import { type Memory, theRoom } from './removals.ts'

/** What the room knows when it has just applied an update. */
export type Past = Memory & {
  /** The room's document; deleted text is still in it (`gc: false`). */
  readonly doc: Y.Doc
  /** What the update put in. */
  readonly inserted: readonly IdRange[]
  /** What the update took out. */
  readonly deleted: readonly IdRange[]
  /** Who sent it. */
  readonly person: string
  /** Where suggested words were suggested. */
  readonly roots: Roots
  /** What it has believed so far. */
  readonly origins: Iterable<Origin>
  /** True for ids of the sender. */
  readonly isOwn: (client: number) => boolean
  /** Whose an id is. */
  readonly personOf: (client: number) => string | undefined
  /** What an answer says to be gone of words that left the text. */
  readonly answered: Answered
  /** What is agreed text of these identities under which words were suggested, as the sender must know. */
  readonly agreed: (roots: IdRange) => readonly IdRange[]
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
 * a suggesting id only as one's own, and not as agreed text: nobody can put forward again what its author
 * took back, or agreed words where nobody had agreed to them. What an answer took out is followed wherever
 * it comes from, for it goes there, too.
 */
export function findOrigins(past: Past, claims: readonly Origin[]): Origin[] {
  const inserted = new IdSet(past.inserted)
  const explained = new IdSet()
  const found: Origin[] = []
  const copies: Moved[] = []
  const chains = new Chains(past)
  let comparable = past.inserted.reduce((sum, range) => sum + range[2], 0) * comparedOften
  for (const claim of claims) {
    const [client, clock, length] = claim.to
    comparable -= Math.max(length, 1)
    if (comparable < 0) break
    if (length < 1 || length > longestClaim || explained.within(client, clock, clock + length)[0])
      continue
    if (inserted.missing(claim.to).length > 0) continue
    for (const part of chains.follow(claim).flatMap((each) => verify(each, past))) {
      if (part.from && part.how === 'copied') copies.push({ ...part, from: part.from })
      else {
        explained.add(part.to)
        found.push(part)
      }
    }
  }
  for (const passage of passagesOf(copies, past.doc)) {
    const text = passage.map(({ to }) => textAt(past.doc, to) ?? '').join('')
    if (weightOf(text) < telling.elsewhere) continue
    for (const { to } of passage) explained.add(to)
    found.push(...passage)
  }
  const sources = new Sources(past)
  for (const range of past.inserted) {
    for (const rest of explained.missing(range)) found.push(...matchDeleted(rest, past, sources))
  }
  return found
}

/** Of several that go on from each other, one: whoever takes words back letter by letter says it once. */
export function joined(origins: readonly Origin[]): Origin[] {
  const all: Origin[] = []
  for (const each of origins) {
    const last = all.at(-1)
    if (last && goesOn(last, each)) {
      const [client, clock, length] = last.to
      all[all.length - 1] = { ...last, to: [client, clock, length + each.to[2]] }
    } else all.push(each)
  }
  return all
}

function goesOn(last: Origin, { to, from, how }: Origin): boolean {
  const [client, clock, length] = last.to
  if (how !== last.how || to[0] !== client || to[1] !== clock + length) return false
  if (!from || !last.from) return !from && !last.from
  return from[0] === last.from[0] && from[1] === last.from[1] + length
}

/** What is true of a claim, in parts: words put back by whoever may are as they were, others copies. */
function verify(claim: Origin, past: Past): Origin[] {
  const { to, from, how } = claim
  if (!from) return how === 'pasted' || how === 'imported' ? [claim] : []
  const source: IdRange = [from[0], from[1], to[2]]
  if (!maySayTheSame(to, source, past)) return []
  if (how === 'copied') return [claim]
  if ((how !== 'undo' && how !== 'moved') || !allDeleted(past.doc, source)) return []
  const parts: Origin[] = []
  const gone = new IdSet(past.answered(source))
  const whole = [...gone.ranges(), ...gone.missing(source)].sort((a, b) => a[1] - b[1])
  const asked = whole.flatMap((range) =>
    gone.has(range[0], range[1])
      ? [{ range, theirs: true }]
      : [...whoMayPutBack(past, to[0], range)],
  )
  for (const { range, theirs } of asked) {
    parts.push({
      to: [to[0], to[1] + range[1] - from[1], range[2]],
      from: [range[0], range[1]],
      how: theirs ? how : 'copied',
    })
  }
  return parts
}

/**
 * What arrives deleted may have lost what it said; it is followed for what was made of it since. The
 * sender's own may have been anything: nobody else is said to be its author.
 */
function maySayTheSame(to: IdRange, source: IdRange, { doc, isOwn }: Past): boolean {
  if (saysTheSame(doc, to, doc, source) || isUnread(doc, to)) return true
  return isOwn(source[0]) && isUnread(doc, source)
}

/**
 * Not theirs to put back is what has to be told apart from words that had stayed. Two people who take
 * the same words out at once may both put them back, a suggestion as one, too: it waits in both places.
 * But what its author was quicker to take back, or the room to take out, is put forward only as long as
 * it stands in another place.
 */
function* whoMayPutBack(
  past: Past,
  to: number,
  [client, clock, length]: IdRange,
): Generator<{ range: IdRange; theirs: boolean }> {
  const notTaken = new IdSet(past.notTakenOut([client, clock, length]))
  const isTelling = weightOf(textAt(past.doc, [client, clock, length]) ?? '') >= telling.elsewhere
  for (let here = clock; here < clock + length; ) {
    const { root, until } = past.roots(client, here)
    const first = past.takenOutBy(client, here)
    let end = Math.min(clock + length, until, first.until)
    const [gap] = notTaken.within(client, here, end)
    if (gap) end = gap[0] > here ? gap[0] : gap[1]
    const isFirst = first.value === past.person
    // of what died before the room was opened nobody knows who took it out: a telling piece of it is
    // put back as it was, of single letters anybody could make what their author never said
    const isUnknown = first.value === undefined && isTelling
    const isTaken = !notTaken.has(client, here) || isUnknown
    let theirs = isFirst || isTaken
    if (root && theirs) {
      const isOthers = ![undefined, theRoom, past.personOf(root.client)].includes(first.value)
      if (!isFirst && !isOthers) {
        theirs = standsElsewhere(past, [client, here, end - here])
        if (theirs) end = here + 1
        theirs &&= standsElsewhere(past, [client, here, 1])
      }
      theirs &&= !isSuggesting(to) || past.isOwn(root.client)
    }
    if (root && theirs && isSuggesting(to)) {
      const [agreed] = past.agreed([root.client, root.clock, end - here])
      if (agreed) {
        theirs = agreed[1] > root.clock
        end = here + (theirs ? agreed[1] - root.clock : agreed[2])
      }
    }
    yield { range: [client, here, end - here], theirs }
    here = end
  }
}

/** A claim about more than this is not made by our client, and comparing it would hold up the room. */
const longestClaim = 100_000

/** Above this many characters a stock client's update is not searched for moved words. */
const longestSearch = 20_000

/** As often as each character may be claimed: the same words are told of again after a lost connection. */
const comparedOften = 4

/** Characters that are looked through for one update's moved words; what is left then is new. */
const mostLookedThrough = 8_000_000

/** What looking into a text costs beside its characters. */
const look = 8

/** Where words may have been moved from: what this update, then this person, took out. */
class Sources {
  readonly #past: Past
  #texts: { source: IdRange; old: string; enough: number }[] | null = null
  #left = mostLookedThrough

  constructor(past: Past) {
    this.#past = past
  }

  /** Those that say enough to be told by; read when they are first asked for. */
  *[Symbol.iterator](): Generator<{ source: IdRange; old: string; enough: number }> {
    this.#texts ??= this.#read()
    for (const text of this.#texts) {
      this.#left -= text.old.length + look
      if (this.#left < 0) return
      yield text
    }
  }

  #read() {
    const { doc, deleted, deletedBefore } = this.#past
    return [
      ...deleted.map((source) => ({ source, enough: telling.sameUpdate })),
      ...deletedBefore.toReversed().map((source) => ({ source, enough: telling.elsewhere })),
    ].flatMap(({ source, enough }) => {
      const old = textAt(doc, source)
      return old !== null && weightOf(old) >= enough ? [{ source, old, enough }] : []
    })
  }
}

function matchDeleted(range: IdRange, past: Past, sources: Sources): Origin[] {
  const text = textAt(past.doc, range)
  if (text === null || text.length > longestSearch) return []
  const found: Origin[] = []
  let at = 0
  while (at < text.length) {
    const match = longestMatch(text, at, sources)
    if (!match) {
      at++
      continue
    }
    const [client, clock] = match.from
    const source: IdRange = [client, clock, match.length]
    // whoever writes again what an answer took out says it anew
    const theirs =
      past.answered(source).length === 0 &&
      [...whoMayPutBack(past, range[0], source)].every((part) => part.theirs)
    found.push({
      to: [range[0], range[1] + at, match.length],
      from: [client, clock],
      how: theirs ? 'moved' : 'copied',
    })
    at += match.length
  }
  return found
}

function longestMatch(
  text: string,
  at: number,
  sources: Sources,
): { from: readonly [number, number]; length: number } | null {
  let best: { from: readonly [number, number]; length: number } | null = null
  for (const { source, old, enough } of sources) {
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

function allDeleted(doc: Y.Doc, [client, clock, length]: IdRange): boolean {
  for (let here = clock; here < clock + length; ) {
    const item = itemAt(doc, client, here)
    if (!item?.deleted) return false
    here = item.id.clock + item.length
  }
  return true
}
