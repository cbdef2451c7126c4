import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { speakerOf } from '../../shared/record/answering.ts'
import type { RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { home, isSuggesting, roomClient } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import { type PendingUnder, type Piece, spread } from '../../shared/text/pending.ts'
import { blocksBefore, parseProposalKey } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Verdict } from './admission.ts'
import { beginningOf, emptyKept, isNothing, joined, type Kept, keptOf, put } from './kept.ts'
import { type Author, byOwner, eventsOf, hasProposals, type Owned, renumber } from './numbering.ts'
import { before, behind, blocksIn, inOrder, locate, nextOf, type Spot } from './places.ts'
import type { Strikes, Touched } from './strikes.ts'
import type { Waiting } from './waiting.ts'

/** What a person has in a field among what was touched, in text order. */
type Own = Owned & { readonly spot: Spot; number: number | undefined }

type Admitted = Extract<Verdict, { admitted: true }>

type Ground = {
  readonly doc: Y.Doc
  readonly record: CommitmentRecord
  readonly waiting: Waiting
  readonly strikes: Strikes
}

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
  const owned = new Map<string, Map<string, Own[]>>()
  const order = [...fields].filter((field) => spots.has(field))
  for (const field of spots.keys()) if (!fields.has(field)) order.push(field)
  for (const field of order) {
    const people = piecesOf(inOrder(doc, field, spots.get(field) ?? []), ground)
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
  for (const [field, people] of owned) {
    let opening: string | null = null
    for (const [person, own] of people) {
      for (const run of runsOf(own)) {
        for (const each of run) {
          const { owner } = each
          each.number = owner !== undefined && homes.get(owner) === field ? owner : undefined
        }
        numberRun(run, person, ground)
        if (run.every(({ number }) => number !== undefined)) continue
        // who of several comes first is told by the whole field
        if (opening !== null && opening !== person) return null
        opening = person
        for (const each of run) each.number = next
        const author = record.clients[home(run[0]?.by ?? 0)]
        if (author) authors.set(next, author)
        homes.set(next++, field)
      }
    }
  }
  for (const [field, people] of owned) {
    for (const own of people.values()) {
      for (const each of own) {
        const number = each.number as number
        const known = drafts.get(number) ?? keptOf(number, record, changed) ?? emptyKept()
        drafts.set(number, known)
        homes.set(number, homes.get(number) ?? field)
        put(each, known)
      }
    }
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

/** What each person has in these places, by the numbers that it has had. */
function piecesOf(spots: readonly Spot[], ground: Ground): Map<string, Own[]> {
  const people = new Map<string, Own[]>()
  for (const spot of spots) {
    for (const [person, pieces] of piecesAt(spot, ground)) {
      const own = people.get(person) ?? []
      people.set(person, own)
      for (const piece of pieces) own.push(piece)
    }
  }
  return people
}

/** In one place; of what a person says twice the first. */
function piecesAt({ item, from, to }: Spot, ground: Ground): Map<string, Own[]> {
  const { record, waiting, strikes } = ground
  const { client, clock } = item.id
  const people = new Map<string, Own[]>()
  const saidTo = new Map<string, number>()
  const struck = strikes.within([client, clock + from, to - from], record.origins)
  const text = separatorOf(item) ? '\n' : (charactersOf(item) ?? '')
  const add = (what: Piece['what'], who: number, start: number, end: number) => {
    const binding = record.clients[home(who)]
    if (!binding) return
    const person = speakerOf(binding)
    const own = people.get(person) ?? []
    people.set(person, own)
    const said = `${what} ${person}`
    if (start < (saidTo.get(said) ?? 0)) return
    saidTo.set(said, end)
    const range: IdRange = [client, clock + start, end - start]
    const piece = { what, by: who, range, text: text.slice(start, end), index: start }
    const parts: Owned[] = []
    byOwner(piece, person, record, waiting, parts)
    for (const part of parts) {
      const at = part.range[1] - clock
      own.push({ ...part, spot: { item, from: at, to: at + part.range[2] }, number: undefined })
    }
  }
  let nth = 0
  for (let at = from; at < to; ) {
    const here = clock + at
    const { by, until } = waiting.pendingUnder(client, here)
    while (
      (struck[nth]?.range[1] ?? 0) + (struck[nth]?.range[2] ?? 0) <= here &&
      nth < struck.length
    )
      nth++
    const named = struck[nth]
    const covered = named !== undefined && named.range[1] <= here
    const edge = covered ? named.range[1] + named.range[2] : (named?.range[1] ?? clock + to)
    const end = Math.min(to, until - clock, edge - clock)
    if (by !== null) add('inserted', by, at, end)
    if (covered) for (const who of named.by) add('deleted', who, at, end)
    at = end
  }
  return people
}

/** Runs of a person's pieces without other live text in between. */
function* runsOf(own: readonly Own[]): Generator<Own[]> {
  let run: Own[] = []
  for (const piece of own) {
    const last = run.at(-1)
    if (last && !goesOn(last.spot, piece.spot)) {
      yield run
      run = []
    }
    run.push(piece)
  }
  if (run.length > 0) yield run
}

function goesOn(last: Spot, next: Spot): boolean {
  if (last.item === next.item) return next.from <= last.to
  return last.to === last.item.length && next.from === 0 && nextOf(last.item) === next.item
}

/** Gives what has no number that of its neighbour, the left one first. */
function numberRun(run: readonly Own[], person: string, ground: Ground): void {
  if (run.every(({ number }) => number !== undefined)) return
  const [first, last] = [run[0] as Own, run.at(-1) as Own]
  const numbers = [
    beside(before(first.spot), person, ground)?.at(-1),
    ...run.map(({ number }) => number),
    beside(behind(last.spot), person, ground)?.[0],
  ]
  spread(numbers)
  run.forEach((each, at) => {
    each.number = numbers[at + 1]
  })
}

/** The numbers of what a person has in a place. */
function beside(spot: Spot | null, person: string, ground: Ground): number[] | undefined {
  const own = spot && piecesAt(spot, ground).get(person)
  return own?.flatMap(({ owner }) => owner ?? [])
}

/** As in `renumber`: where it was, while some of it is still there. */
function homesOf(
  owned: ReadonlyMap<string, ReadonlyMap<string, readonly Own[]>>,
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
