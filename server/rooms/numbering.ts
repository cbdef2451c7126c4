import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { voiceOf } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import type { Origin } from '../../shared/record/origin.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { bodyRoots, firstBlock } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home } from '../../shared/text/identity.ts'
import { separatorOf } from '../../shared/text/items.ts'
import {
  clustersOf,
  deletionsByTarget,
  eachOnce,
  type Piece,
  partOf,
  pendingPieces,
  spread,
} from '../../shared/text/pending.ts'
import { blocksBefore, type SuggestedKind, suggestedKinds } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { fieldNames } from '../../shared/text/read.ts'
import { Waiting } from './waiting.ts'

export type Author = { readonly person: string; readonly onBehalfOf: string | null }

/** Words kept with an open suggestion, for its title; a decision keeps all of them. */
export const excerpt = 200

/**
 * What has become of the suggestions in `fields`, as record events: opened, changed, emptied. A
 * number belongs to identities, not to a place, so it holds through every edit around it. What is
 * new joins the neighbour of the same person that it touches, and else opens the next number; two
 * numbers never become one. `by`: in whose name the change was made.
 */
export function renumber(
  doc: Y.Doc,
  record: CommitmentRecord,
  fields: ReadonlySet<string>,
  by: Author,
  waiting = Waiting.of(record),
): RecordEvent[] {
  const after = new Map<number, Draft>()
  const authors = new Map<number, Author>()
  let next = Math.max(0, ...Object.keys(record.suggestions).map(Number)) + 1
  const found = pendingIn(doc, record, fields, waiting)
  const before = Object.values(record.suggestions).filter(({ field }) => found.has(field))
  const homes = homesOf(found, record)
  const draftOf = (number: number, field: string, client: number) => {
    const draft = after.get(number) ?? emptyContent(field)
    after.set(number, draft)
    const author = bindingOf(record.clients, home(client))
    if (author && !authors.has(number)) authors.set(number, author)
    return draft
  }
  for (const [field, { people, kinds }] of found) {
    for (const own of people.values()) {
      for (const cluster of clustersOf(own)) {
        const isHere = (owner: number) => homes.get(owner) === field
        const numbers = numbersOf(cluster, isHere, () => next++)
        cluster.forEach((piece, at) => {
          addPiece(draftOf(numbers[at] as number, field, piece.by), piece)
        })
      }
    }
    for (const { suggested, person, owner } of kinds) {
      const known = owner ?? ofBlock(suggested, person, after, record)
      const isHere = known !== undefined && (homes.get(known) ?? field) === field
      const number = isHere ? known : next++
      draftOf(number, field, suggested.by).kinds[suggested.block] = suggested.kind
    }
  }
  return eventsOf(before, after, record, (number) => {
    const { person, onBehalfOf } = authors.get(number) ?? by
    const same = person === by.person && onBehalfOf === by.onBehalfOf
    return same ? {} : { author: { person, onBehalfOf } }
  })
}

/** A piece, and the number that it has had. */
export type Owned = Piece & { readonly owner: number | undefined }

/**
 * The numbers of one person's pieces in one place: each keeps its own, what has none takes that of its
 * nearest neighbour, the left one first, and where none has one they open a number together.
 */
export function numbersOf(
  cluster: readonly Owned[],
  isHere: (owner: number) => boolean,
  open: () => number,
): number[] {
  const numbers = cluster.map(({ owner }) =>
    owner !== undefined && isHere(owner) ? owner : undefined,
  )
  spread(numbers)
  return numbers[0] === undefined ? new Array(numbers.length).fill(open()) : (numbers as number[])
}

/** What is pending in a field, with the numbers that it has had. */
type Pending = {
  readonly numbers: ReadonlySet<number>
  readonly people: ReadonlyMap<string, readonly Owned[]>
  readonly kinds: readonly {
    readonly suggested: SuggestedKind
    readonly person: string
    readonly owner: number | undefined
  }[]
}

/**
 * What is pending in these fields, and in those from which some of it was moved here: what has stayed
 * there must not be lost sight of.
 */
function pendingIn(
  doc: Y.Doc,
  record: CommitmentRecord,
  fields: ReadonlySet<string>,
  waiting: Waiting,
): Map<string, Pending> {
  const deletions = deletionsByTarget(doc, record.origins)
  const suggestedHere = suggestedKinds(doc, record.origins)
  const found = new Map<string, Pending>()
  const asked = new Set(fields)
  for (const field of asked) {
    const pieces = pendingPieces(doc, field, waiting.pendingUnder, deletions)
    const people = new Map<string, Owned[]>()
    for (const [person, own] of byPerson(pieces, record)) {
      const owned: Owned[] = []
      for (const piece of eachOnce(own)) byOwner(piece, person, record, waiting, owned)
      people.set(person, owned)
    }
    const kinds = kindsIn(doc, field, suggestedHere, record).map(([suggested, person]) => ({
      suggested,
      person,
      owner: blocksBefore(suggested.block, record.origins)
        .map((block) => waiting.ofKind(person, block))
        .find((number) => number !== undefined),
    }))
    const numbers = numbersIn(people, kinds)
    found.set(field, { people, kinds, numbers })
    for (const number of numbers) {
      const suggestion = record.suggestions[number]
      if (suggestion) asked.add(suggestion.field)
    }
  }
  return found
}

/**
 * A piece by the numbers that its parts have had, under whatever identities they stood, put behind
 * `owned`. With each key of a suggestion all that is pending in its field comes by here.
 */
export function byOwner(
  piece: Piece,
  person: string,
  { origins }: CommitmentRecord,
  waiting: Waiting,
  owned: Owned[],
): void {
  const [client, clock, length] = piece.range
  for (let at = 0; at < length; ) {
    const here: IdRange = [client, clock + at, length - at]
    const { number, until } =
      piece.what === 'inserted'
        ? waiting.ofInserted(client, here[1])
        : ofDeleted(here, person, origins, waiting)
    const end = Math.min(length, until - clock)
    owned.push({ ...(end - at === length ? piece : partOf(piece, at, end)), owner: number })
    at = end
  }
}

/** The number under which this person suggests to take out what begins here, and how far that holds. */
function ofDeleted(
  [client, clock, length]: IdRange,
  person: string,
  origins: Iterable<Origin>,
  waiting: Waiting,
): { readonly number: number | undefined; readonly until: number } {
  const { ancestors } = descentOf(origins)
  let span = length
  let family = ancestors([[client, clock, span]])
  // as far as all of it has come the same way
  while (span > 1 && family.some((range) => range[2] !== span)) {
    span >>= 1
    family = ancestors([[client, clock, span]])
  }
  for (const [was, at] of family) {
    const { number, until } = waiting.ofDeleted(person, was, at)
    span = Math.min(span, until - at)
    if (number !== undefined) return { number, until: clock + span }
  }
  return { number: undefined, until: clock + span }
}

/**
 * In which field each number is: where it was, while some of it is still there. What was moved away from
 * the rest is another suggestion, for an answer is about one place.
 */
function homesOf(
  found: ReadonlyMap<string, Pending>,
  { suggestions }: CommitmentRecord,
): Map<number, string> {
  const homes = new Map<number, string>()
  for (const [field, pending] of found) {
    for (const number of pending.numbers) {
      if (!homes.has(number) || suggestions[number]?.field === field) homes.set(number, field)
    }
  }
  return homes
}

function numbersIn(people: Pending['people'], kinds: Pending['kinds']): Set<number> {
  const numbers = new Set<number>()
  for (const own of [...people.values(), kinds]) {
    for (const { owner } of own) if (owner !== undefined) numbers.add(owner)
  }
  return numbers
}

/** Whether somebody proposes a kind for any block. */
export function hasProposals(doc: Y.Doc): boolean {
  for (const item of doc.getMap(bodyRoots.kindProposals)._map.values()) {
    if (!item.deleted) return true
  }
  return false
}

/** As `renumber`, everywhere: after the room itself has written, which may bring words back to any field. */
export function renumberAll(doc: Y.Doc, record: CommitmentRecord, by: Author): RecordEvent[] {
  const suggestions = Object.values(record.suggestions)
  if (suggestions.length === 0) return []
  const fields = new Set([...fieldNames(doc), ...suggestions.map(({ field }) => field)])
  return renumber(doc, record, fields, by)
}

/** The events from what the record says to what the text says. */
export function eventsOf(
  before: readonly Suggestion[],
  after: ReadonlyMap<number, SuggestionContent>,
  record: CommitmentRecord,
  authorOf: (suggestion: number) => { readonly author?: Author },
): RecordEvent[] {
  const events: RecordEvent[] = []
  for (const [suggestion, content] of after) {
    const known = record.suggestions[suggestion]
    if (!known)
      events.push({ type: 'suggestion-opened', suggestion, content, ...authorOf(suggestion) })
    else if (known.status === 'emptied' || !sameContent(known, content))
      events.push({ type: 'suggestion-changed', suggestion, content, keeps: true })
  }
  for (const { number, status } of before) {
    if (isLive(status) && !after.has(number))
      events.push({ type: 'suggestion-emptied', suggestion: number })
  }
  return events
}

/** Its words stand in the text. `later` is an answer, but they wait where they are. */
export function isLive(status: Suggestion['status']): boolean {
  return status === 'open' || status === 'later'
}

/** The number of a kind that has had none: that of the separator which the block was born with. */
function ofBlock(
  { block }: SuggestedKind,
  person: string,
  after: ReadonlyMap<number, Draft>,
  record: CommitmentRecord,
): number | undefined {
  for (const [number, { inserted: ranges }] of after) {
    const suggestion = record.suggestions[number]
    if (suggestion && voiceOf(suggestion) !== person) continue
    if (ranges.some((range) => bears(range, block))) return number
  }
  return undefined
}

/** True if the block was born with a separator of this range. */
function bears([client, clock, length]: IdRange, block: string): boolean {
  const [birth, born] = block.split('.').map((part) => Number.parseInt(part, 36))
  return birth === client && born !== undefined && born >= clock && born < clock + length
}

function byPerson(pieces: readonly Piece[], record: CommitmentRecord): Map<string, Piece[]> {
  const people = new Map<string, Piece[]>()
  for (const piece of pieces) {
    const binding = bindingOf(record.clients, home(piece.by))
    if (!binding) continue
    const voice = voiceOf(binding)
    const own = people.get(voice)
    if (own) own.push(piece)
    else people.set(voice, [piece])
  }
  return people
}

function kindsIn(
  doc: Y.Doc,
  field: string,
  kinds: readonly SuggestedKind[],
  record: CommitmentRecord,
): [SuggestedKind, string][] {
  const inField = kinds.length > 0 ? blocksOf(doc, field) : new Set<string>()
  return kinds.flatMap((kind): [SuggestedKind, string][] => {
    const binding = bindingOf(record.clients, home(kind.by))
    return binding && inField.has(kind.block) ? [[kind, voiceOf(binding)]] : []
  })
}

function blocksOf(doc: Y.Doc, field: string): Set<string> {
  const blocks = new Set([firstBlock(field)])
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    const separator = item.deleted ? null : separatorOf(item)
    if (separator) blocks.add(separator.b)
  }
  return blocks
}

/** A suggestion's content while it is put together. */
type Draft = SuggestionContent & { readonly inserted: IdRange[]; readonly deleted: IdRange[] }

function emptyContent(field: string): Draft {
  return { field, inserted: [], deleted: [], kinds: {}, added: '', removed: '' }
}

function addPiece(draft: Draft, { what, range, text }: Piece): void {
  if (what === 'inserted') {
    join(draft.inserted, range)
    if (draft.added.length < excerpt) draft.added = (draft.added + text).slice(0, excerpt)
  } else {
    join(draft.deleted, range)
    if (draft.removed.length < excerpt) draft.removed = (draft.removed + text).slice(0, excerpt)
  }
}

export function join(ranges: IdRange[], range: IdRange): void {
  const last = ranges.at(-1)
  if (last && last[0] === range[0] && last[1] + last[2] === range[1]) {
    ranges[ranges.length - 1] = [last[0], last[1], last[2] + range[2]]
  } else ranges.push(range)
}

function sameContent(known: SuggestionContent, content: SuggestionContent): boolean {
  const kinds = Object.entries(content.kinds)
  return (
    known.field === content.field &&
    known.added === content.added &&
    known.removed === content.removed &&
    sameRanges(known.inserted, content.inserted) &&
    sameRanges(known.deleted, content.deleted) &&
    kinds.length === Object.keys(known.kinds).length &&
    kinds.every(([block, kind]) => known.kinds[block] === kind)
  )
}

function sameRanges(known: readonly IdRange[], ranges: readonly IdRange[]): boolean {
  return (
    known.length === ranges.length &&
    known.every((range, at) => range.every((part, nth) => part === ranges[at]?.[nth]))
  )
}
