import type * as Y from 'yjs'
import { pendingOf, type Roots, rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import { speakerOf } from '../../shared/record/answering.ts'
import type { RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { firstBlock } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home } from '../../shared/text/identity.ts'
import { separatorOf } from '../../shared/text/items.ts'
import {
  clustersOf,
  deletionsByTarget,
  type Piece,
  pendingPieces,
  spread,
} from '../../shared/text/pending.ts'
import { type SuggestedKind, suggestedKinds } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** Words kept with an open suggestion, for its title; a decision keeps all of them. */
const excerpt = 200

/**
 * What has become of the suggestions in `fields`, as record events: opened, changed, emptied. A
 * number belongs to identities, not to a place, so it holds through every edit around it. What is
 * new joins the neighbour of the same person that it touches, and else opens the next number; two
 * numbers never become one.
 */
export function renumber(
  doc: Y.Doc,
  record: CommitmentRecord,
  fields: ReadonlySet<string>,
): RecordEvent[] {
  const before = Object.values(record.suggestions).filter(({ field }) => fields.has(field))
  const owners = ownersOf(record, rootsOf(record.origins))
  const after = new Map<number, SuggestionContent>()
  let next = Math.max(0, ...Object.keys(record.suggestions).map(Number)) + 1
  const pendingUnder = pendingOf(record)
  const deletions = deletionsByTarget(doc)
  const kinds = suggestedKinds(doc)
  for (const field of fields) {
    const pieces = pendingPieces(doc, field, pendingUnder, deletions)
    for (const [person, own] of byPerson(pieces, record)) {
      for (const cluster of clustersOf(own)) {
        const numbers = cluster.map((piece) => owners.of(piece, person))
        spread(numbers)
        cluster.forEach((piece, at) => {
          let number = numbers[at]
          if (number === undefined) {
            number = next
            numbers.fill(next++)
          }
          after.set(number, withPiece(after.get(number) ?? emptyContent(field), piece))
        })
      }
    }
    for (const [suggested, person] of kindsIn(doc, field, kinds, record)) {
      const number = owners.ofKind(suggested, person, after) ?? next++
      const content = after.get(number) ?? emptyContent(field)
      after.set(number, {
        ...content,
        kinds: { ...content.kinds, [suggested.block]: suggested.kind },
      })
    }
  }
  return eventsOf(before, after, record)
}

/** As `renumber`, wherever there ever was a suggestion: after the room itself has written. */
export function renumberAll(doc: Y.Doc, record: CommitmentRecord): RecordEvent[] {
  const fields = new Set(Object.values(record.suggestions).map(({ field }) => field))
  return fields.size > 0 ? renumber(doc, record, fields) : []
}

/** The events from what the record says to what the text says. */
function eventsOf(
  before: readonly Suggestion[],
  after: ReadonlyMap<number, SuggestionContent>,
  record: CommitmentRecord,
): RecordEvent[] {
  const events: RecordEvent[] = []
  for (const [suggestion, content] of after) {
    const known = record.suggestions[suggestion]
    if (!known) events.push({ type: 'suggestion-opened', suggestion, content })
    else if (known.status === 'emptied' || !sameContent(known, content))
      events.push({ type: 'suggestion-changed', suggestion, content })
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

type Owners = {
  of(piece: Piece, person: string): number | undefined
  ofKind(
    kind: SuggestedKind,
    person: string,
    after: ReadonlyMap<number, SuggestionContent>,
  ): number | undefined
}

/** Which number an identity has had; also an emptied one, for the words may come back by undo. */
function ownersOf(record: CommitmentRecord, roots: Roots): Owners {
  const inserted = new RangeMap<number>()
  const deleted = new Map<string, RangeMap<number>>()
  const kinds = new Map<string, number>()
  for (const suggestion of Object.values(record.suggestions)) {
    const { number, status } = suggestion
    const person = speakerOf(suggestion)
    if (!isLive(status) && status !== 'emptied') continue
    for (const range of suggestion.inserted)
      for (const root of rootRanges(range, roots)) inserted.set(root, number)
    const map = deleted.get(person) ?? new RangeMap<number>()
    deleted.set(person, map)
    for (const range of suggestion.deleted) map.set(range, number)
    for (const block of Object.keys(suggestion.kinds)) kinds.set(`${person} ${block}`, number)
  }
  return {
    of({ what, range: [client, clock] }, person) {
      if (what === 'deleted') return deleted.get(person)?.at(client, clock).value
      const { root } = roots(client, clock)
      return root ? inserted.at(root.client, root.clock).value : undefined
    },
    ofKind({ block }, person, after) {
      const known = kinds.get(`${person} ${block}`)
      if (known !== undefined) return known
      for (const [number, { inserted: ranges }] of after) {
        const suggestion = record.suggestions[number]
        if (suggestion && speakerOf(suggestion) !== person) continue
        if (ranges.some((range) => bears(range, block))) return number
      }
      return undefined
    },
  }
}

/** True if the block was born with a separator of this range. */
function bears([client, clock, length]: IdRange, block: string): boolean {
  const [birth, born] = block.split('.').map((part) => Number.parseInt(part, 36))
  return birth === client && born !== undefined && born >= clock && born < clock + length
}

function byPerson(pieces: readonly Piece[], record: CommitmentRecord): Map<string, Piece[]> {
  const people = new Map<string, Piece[]>()
  for (const piece of pieces) {
    const binding = record.clients[home(piece.by)]
    if (!binding) continue
    const speaker = speakerOf(binding)
    const own = people.get(speaker)
    if (own) own.push(piece)
    else people.set(speaker, [piece])
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
    const binding = record.clients[home(kind.by)]
    return binding && inField.has(kind.block) ? [[kind, speakerOf(binding)]] : []
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

function emptyContent(field: string): SuggestionContent {
  return { field, inserted: [], deleted: [], kinds: {}, added: '', removed: '' }
}

function withPiece(content: SuggestionContent, { what, range, text }: Piece): SuggestionContent {
  return what === 'inserted'
    ? {
        ...content,
        inserted: joined(content.inserted, range),
        added: (content.added + text).slice(0, excerpt),
      }
    : {
        ...content,
        deleted: joined(content.deleted, range),
        removed: (content.removed + text).slice(0, excerpt),
      }
}

function joined(ranges: readonly IdRange[], range: IdRange): IdRange[] {
  const last = ranges.at(-1)
  return last && last[0] === range[0] && last[1] + last[2] === range[1]
    ? [...ranges.slice(0, -1), [last[0], last[1], last[2] + range[2]]]
    : [...ranges, range]
}

function sameContent(known: SuggestionContent, content: SuggestionContent): boolean {
  const shape = ({ field, inserted, deleted, kinds, added, removed }: SuggestionContent) =>
    JSON.stringify([field, inserted, deleted, Object.entries(kinds).sort(), added, removed])
  return shape(known) === shape(content)
}
