import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import type { Origin } from '../../shared/record/origin.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { adopts } from '../../shared/record/states.ts'
import { anyLive, deleteRanges, withAncestors } from '../../shared/text/decide.ts'
import { emptiedBy } from '../../shared/text/emptied.ts'
import { home, roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/*
 * An answer holds for words, not for a place. Somebody without a network moves words, or deletes them
 * and undoes it, while the room adopts that they go, or declines that they come: when they arrive under
 * new identities they go there, too. What only the room itself puts back, by a reopening or by `restore`,
 * stands.
 */

/** What an answer settles that takes these out of the text; `besides` leaves it in the same step. */
export function settles(
  doc: Y.Doc,
  record: Pick<CommitmentRecord, 'origins'>,
  gone: readonly IdRange[],
  besides: IdSet,
): { settled: IdRange[] } {
  return { settled: withAncestors(doc, gone, record.origins, besides).ranges() }
}

/** The parts of words that left the text of which an answer says that they are gone. */
export type Answered = (source: IdRange) => readonly IdRange[]

const none: Answered = () => []

/**
 * Which answers count: all, also those of before answers kept what they settle; or those that say it,
 * as rooms of that time followed no others.
 */
type Which = 'all' | 'told'

/** What the answered suggestions of a record settle. */
type Known = { readonly answered: readonly Suggestion[]; readonly settled: IdSet }

/** By the first of them: with a key in one that waits for an answer nothing of this changes. */
const settledBy = {
  all: new WeakMap<Suggestion, Known>(),
  told: new WeakMap<Suggestion, Known>(),
}

/**
 * Answers from the record. `arriving`: identities that have come in just now; words that stand in
 * another place besides those have been put back, or doubled, and are no answer's any more.
 */
export function answeredIn(
  doc: Y.Doc,
  { suggestions, origins }: Pick<CommitmentRecord, 'suggestions' | 'origins'>,
  arriving: readonly IdRange[],
  which: Which = 'all',
): Answered {
  const settled = settledOf(suggestions, which)
  if (!settled) return none
  const descent = descentOf(origins)
  const fresh = new IdSet(arriving)
  const touches = ([client, clock, length]: IdRange) =>
    settled.within(client, clock, clock + length).length > 0
  const stands = (range: IdRange) =>
    anyLive(
      doc,
      descent.descendants([range]).flatMap((each) => fresh.missing(each)),
    )
  const isGone = (unit: IdRange) => {
    const named = untilPutBack(descent.ancestors([unit])).find(touches)
    return named !== undefined && !stands(named)
  }
  return (source) => {
    if (!descent.ancestors([source]).some(touches)) return []
    const gone = new IdSet()
    const [client, clock, length] = source
    for (let at = clock; at < clock + length; at++)
      if (isGone([client, at, 1])) gone.add([client, at, 1])
    return gone.ranges()
  }
}

function settledOf(suggestions: CommitmentRecord['suggestions'], which: Which): IdSet | null {
  const answered = Object.values(suggestions).filter(({ decisions }) => decisions.length > 0)
  const [first] = answered
  if (!first) return null
  const known = settledBy[which].get(first)
  const isSame =
    known?.answered.length === answered.length &&
    answered.every((each, nth) => each === known.answered[nth])
  if (isSame) return known.settled
  const settled = settledIn(answered, which)
  settledBy[which].set(first, { answered, settled })
  return settled
}

/** Where words stand now that came in with these origins and are gone by an answer. */
export function landed(origins: readonly Origin[], answered: Answered): IdRange[] {
  return origins.flatMap(({ to, from, how }) => {
    if (!from || (how !== 'undo' && how !== 'moved') || isRooms(to)) return []
    return answered([from[0], from[1], to[2]]).map(
      ([, clock, length]): IdRange => [to[0], to[1] + clock - from[1], length],
    )
  })
}

/** Takes such words out, and the paragraphs that came in with them of which nothing else is left. */
export function leaving(
  doc: Y.Doc,
  record: CommitmentRecord,
  gone: readonly IdRange[],
  {
    fields,
    inserted,
  }: { readonly fields: Iterable<string>; readonly inserted: readonly IdRange[] },
): (transaction: Y.Transaction) => void {
  const fresh = new IdSet(inserted)
  const breaks = emptiedBy(doc, fields, record, gone).flatMap(({ range, first }) =>
    first === null && fresh.has(range[0], range[1]) ? [range] : [],
  )
  return (transaction) => deleteRanges(transaction, [...gone, ...breaks])
}

/** What the answers to all others than this suggestion say to be gone. */
export function settledByOthers({ suggestions }: CommitmentRecord, number: number): IdSet {
  return settledIn(
    Object.values(suggestions).filter((each) => each.number !== number),
    'all',
  )
}

/** Of answers that hold: one that is open again says nothing. */
function settledIn(suggestions: readonly Suggestion[], which: Which): IdSet {
  const settled = new IdSet()
  for (const suggestion of suggestions) {
    const last = suggestion.decisions.at(-1)
    if (last?.outcome !== suggestion.status) continue
    const told = last.settled ?? (which === 'all' ? untold(suggestion) : [])
    for (const range of told) settled.add(range)
  }
  return settled
}

/**
 * What an answer took out that does not say so: its words as they were called then. Under which names
 * they stood before, it cannot be told to mean: they may have stood in another place, too. Nor do breaks
 * belong to it: that of a paragraph which became empty goes only if nobody has written into it.
 */
function untold({ status, inserted, deleted }: Suggestion): readonly IdRange[] {
  if (status === 'later') return []
  return (adopts(status) ? deleted : inserted).filter(([client]) => home(client) === client)
}

/** As far back as to what the room itself has put back. */
function untilPutBack(ancestors: readonly IdRange[]): readonly IdRange[] {
  const putBack = ancestors.findIndex((range, at) => isRooms(range) && at < ancestors.length - 1)
  return putBack < 0 ? ancestors : ancestors.slice(0, putBack + 1)
}

function isRooms([client]: IdRange): boolean {
  return home(client) === roomClient
}
