import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { home, isSuggesting, roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { clustersOf, type PendingUnder } from '../../shared/text/pending.ts'
import { blocksBefore, parseProposalKey } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Verdict } from './admission.ts'
import { beginningOf, emptyKept, isNothing, joined, type Kept, keptOf, put } from './kept.ts'
import { amongNeighbours, type Ground, type Own, type People, piecesOf } from './neighbourhood.ts'
import {
  type Author,
  eventsOf,
  hasProposals,
  numbersOf,
  type Owned,
  renumber,
} from './numbering.ts'
import { blocksIn, inOrder, locate, type Spot } from './places.ts'
import type { Touched } from './strikes.ts'

type Admitted = Extract<Verdict, { admitted: true }>

/**
 * As `renumber`, after one update: only what it has touched is read. One that is about no suggestion
 * costs nothing more, however many wait. `waiting` follows `record`.
 */
export function renumberAfter(
  ground: Ground,
  { inserted, deleted, fields }: Pick<Admitted, 'inserted' | 'deleted' | 'fields'>,
  by: Author,
): RecordEvent[] {
  const { doc, record, waiting } = ground
  const touched = ground.strikes.take()
  const comesBack = descentOf(record.origins).ancestors(inserted).length > inserted.length
  const isOfSuggestions = (range: IdRange) =>
    isSuggesting(range[0]) || range[0] === roomClient || waiting.concerns(range)
  const concerned =
    deleted.some(isOfSuggestions) ||
    inserted.some((range) => isPendingIn(range, waiting.pendingUnder)) ||
    (comesBack && doc.getArray(bodyRoots.deletions).length > 0) ||
    (holdsBlock(doc, [...inserted, ...deleted]) && hasProposals(doc))
  if (!concerned) return []
  return near(ground, touched, fields, by) ?? renumber(doc, record, fields, by, waiting)
}

function isPendingIn([client, clock, length]: IdRange, pendingUnder: PendingUnder): boolean {
  for (let here = clock; here < clock + length; ) {
    const { by, until } = pendingUnder(client, here)
    if (by !== null) return true
    here = until
  }
  return false
}

/** With a block, the kind that somebody proposes for it comes and goes. */
function holdsBlock(doc: Y.Doc, ranges: readonly IdRange[]): boolean {
  return blocksIn(doc, ranges).length > 0
}

/** True if somebody proposes a kind for one of the blocks, by whatever id it had. */
function holdsProposed(
  doc: Y.Doc,
  ranges: readonly IdRange[],
  { origins }: CommitmentRecord,
): boolean {
  if (!holdsBlock(doc, ranges) || !hasProposals(doc)) return false
  const proposed = new Set<string>()
  for (const [key, { deleted }] of doc.getMap(bodyRoots.kindProposals)._map) {
    const parsed = deleted ? null : parseProposalKey(key)
    if (parsed) proposed.add(parsed.block)
  }
  return blocksIn(doc, ranges).some((block) =>
    blocksBefore(block, origins).some((id) => proposed.has(id)),
  )
}

/**
 * As `renumber`, but only what an update has touched is read, and of the suggestions that it is about
 * what is known of them: all others say what they said before. Null: that is not enough to tell, and
 * the fields are to be read as a whole.
 */
function near(
  ground: Ground,
  touched: Touched,
  fields: ReadonlySet<string>,
  by: Author,
): RecordEvent[] | null {
  const { doc, record, waiting } = ground
  if (touched.kinds) return null
  const changed = new IdSet(touched.text)
  for (const range of descentOf(record.origins).descendants(touched.struck)) changed.add(range)
  const numbers = new Set<number>()
  const spots = new Map<string, Spot[]>()
  for (const range of changed.ranges()) {
    for (const number of waiting.numbersOf(range)) numbers.add(number)
    locate(doc, range, spots)
  }
  if (holdsProposed(doc, touched.text, record)) return null
  const owned = new Map<string, People>()
  const order = [...fields].filter((field) => spots.has(field))
  for (const field of spots.keys()) if (!fields.has(field)) order.push(field)
  for (const field of order) {
    const inText = inOrder(doc, field, spots.get(field) ?? [])
    spots.set(field, inText)
    const people = piecesOf(inText, ground)
    owned.set(field, people)
    for (const own of people.values()) {
      for (const { owner } of own) if (owner !== undefined) numbers.add(owner)
    }
  }
  const drafts = new Map<number, Kept>()
  for (const number of numbers) {
    drafts.set(number, keptOf(number, record, changed) ?? emptyKept())
  }
  const homes = homesOf(owned, drafts, record)
  const authors = new Map<number, Author>()
  let next = waiting.highest + 1
  const placed: { readonly piece: Own; readonly number: number; readonly field: string }[] = []
  for (const [field, people] of owned) {
    const isHere = (owner: number) => (homes.get(owner) ?? field) === field
    const isNumbered = ({ owner }: Owned) => owner !== undefined && isHere(owner)
    let opening: string | null = null
    for (const [person, own] of amongNeighbours(
      people,
      spots.get(field) ?? [],
      isNumbered,
      ground,
    )) {
      for (const cluster of clustersOf(own)) {
        if (!cluster.some(({ touched }) => touched)) continue
        const first = next
        const numbers = numbersOf(cluster, isHere, () => next++)
        cluster.forEach((piece, at) => {
          if (piece.touched) placed.push({ piece, number: numbers[at] as number, field })
        })
        if (next === first) continue
        // who of several comes first is told by the whole field
        if (opening !== null && opening !== person) return null
        opening = person
        const author = bindingOf(record.clients, home(cluster[0]?.by ?? 0))
        if (author) authors.set(first, author)
        homes.set(first, field)
      }
    }
  }
  for (const { piece, number, field } of placed) {
    const known = drafts.get(number) ?? keptOf(number, record, changed) ?? emptyKept()
    drafts.set(number, known)
    homes.set(number, homes.get(number) ?? field)
    put(piece, known)
  }
  const after = new Map<number, SuggestionContent>()
  for (const [number, { inserted, deleted, kinds }] of [...drafts].sort(([a], [b]) => a - b)) {
    if (isNothing({ inserted, deleted, kinds })) continue
    after.set(number, {
      field: homes.get(number) ?? record.suggestions[number]?.field ?? '',
      inserted: joined(inserted.ranges),
      deleted: joined(deleted.ranges),
      kinds,
      added: beginningOf(doc, inserted.ranges),
      removed: beginningOf(doc, deleted.ranges),
    })
  }
  const before = [...drafts.keys()]
    .sort((a, b) => a - b)
    .flatMap((number) => record.suggestions[number] ?? [])
  return eventsOf(before, after, record, (number) => {
    const { person, onBehalfOf } = authors.get(number) ?? by
    const same = person === by.person && onBehalfOf === by.onBehalfOf
    return same ? {} : { author: { person, onBehalfOf } }
  })
}

/** As in `renumber`: where it was, while some of it is still there. */
function homesOf(
  owned: ReadonlyMap<string, People>,
  drafts: ReadonlyMap<number, Kept>,
  { suggestions }: CommitmentRecord,
): Map<number, string> {
  const homes = new Map<number, string>()
  for (const [number, kept] of drafts) {
    const known = suggestions[number]
    if (known && !isNothing(kept)) homes.set(number, known.field)
  }
  for (const [field, people] of owned) {
    for (const own of people.values()) {
      for (const { owner } of own) {
        if (owner === undefined) continue
        if (!homes.has(owner) || suggestions[owner]?.field === field) homes.set(owner, field)
      }
    }
  }
  return homes
}
