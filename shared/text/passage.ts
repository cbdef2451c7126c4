import type * as Y from 'yjs'
import { pendingOf } from '../authorship/pending.ts'
import { voiceOf } from '../record/answering.ts'
import { bindingOf } from '../record/bindings.ts'
import { personOf } from '../record/onePerson.ts'
import type { CommitmentRecord, Suggestion } from '../record/record.ts'
import { bodyRoots, firstBlock, type Kind } from './body.ts'
import { fieldText } from './guard.ts'
import { home } from './identity.ts'
import { IdSet } from './idSet.ts'
import { charactersOf, type MarkValue, runMarks, separatorOf } from './items.ts'
import {
  type DeletionsByTarget,
  deletionsByTarget,
  eachOnce,
  type PendingUnder,
  type Piece,
  partOf,
  pendingPieces,
} from './pending.ts'
import type { IdRange } from './ranges.ts'

/** A stretch of a suggestion's place: words that come, words that go, and what stands between them. */
export type Part = {
  readonly what: 'added' | 'removed' | 'between'
  /** With `\n` for breaks; of much that stands between only the beginning and the end. */
  readonly text: string
  /** The kind of block in which words come in, and how they are formatted. */
  readonly looks?: string
}

/**
 * All that adopting a suggestion does, as it is shown to whoever answers it. Page and room read it in
 * the same way: an answer names what it was given to (`sign.ts`).
 */
export type Passage = {
  readonly parts: readonly Part[]
  /** The kinds that it proposes, by block. */
  readonly kinds: Readonly<Record<string, string>>
}

type Asked = Pick<Suggestion, 'field' | 'person' | 'onBehalfOf' | 'inserted' | 'deleted' | 'kinds'>

/** Words and where they stand. */
type Standing = Pick<Piece, 'what' | 'range' | 'text' | 'index'>

type Read = Pick<CommitmentRecord, 'origins' | 'accepted' | 'clients' | 'merged'>

/** A field's live text, how it looks from which place on, and what waits there, by whose it is. */
type Field = {
  readonly text: string
  readonly looks: readonly { readonly from: number; readonly looks: string }[]
  readonly pieces: ReadonlyMap<string, readonly Piece[]>
}

/** Stands where words of one suggestion are apart. */
export const gap = ' … '

/** As much as is shown of each end of what stands between two parts, in characters. */
const shownBetween = 40

/**
 * The passages of a document at one moment: each field is read once, and each suggestion then costs
 * what it consists of.
 */
export class Passages {
  readonly #doc: Y.Doc
  readonly #record: Read
  readonly #fields = new Map<string, Field>()
  #waiting: { readonly under: PendingUnder; readonly deletions: DeletionsByTarget } | null = null

  constructor(doc: Y.Doc, record: Read) {
    this.#doc = doc
    this.#record = record
  }

  /** The suggestion's pieces that are in the text, in its order. */
  pieces(suggestion: Asked): Piece[] {
    const { pieces } = this.#field(suggestion.field)
    const person = voiceIn(this.#record, suggestion)
    const found: Piece[] = []
    for (const what of ['inserted', 'deleted'] as const) {
      for (const [client, clock, length] of new IdSet(suggestion[what]).ranges()) {
        const known = pieces.get(`${what} ${person} ${client}`) ?? []
        for (let at = firstBehind(known, clock); at < known.length; at++) {
          const piece = known[at] as Piece
          const [, start, own] = piece.range
          if (start >= clock + length) break
          const from = Math.max(0, clock - start)
          found.push(partOf(piece, from, Math.min(own, clock + length - start)))
        }
      }
    }
    return eachOnce(found.sort((a, b) => a.index - b.index))
  }

  /** What it says at its place. */
  of(suggestion: Asked): Passage {
    const { text, looks } = this.#field(suggestion.field)
    const parts: Part[] = []
    const put = (part: Part) => {
      const last = parts.at(-1)
      if (last?.what === part.what && last.looks === part.looks)
        parts[parts.length - 1] = { ...last, text: last.text + part.text }
      else parts.push(part)
    }
    let end = -1
    for (const { what, index, range, text: words } of this.pieces(suggestion)) {
      if (end >= 0 && index > end) put({ what: 'between', text: between(text.slice(end, index)) })
      const [, , length] = range
      end = Math.max(end, index + length)
      if (what === 'deleted') put({ what: 'removed', text: words })
      for (let at = index, nth = lastUpTo(looks, index); what === 'inserted' && at < end; nth++) {
        const to = Math.min(index + length, looks[nth + 1]?.from ?? Number.POSITIVE_INFINITY)
        put({
          what: 'added',
          text: words.slice(at - index, to - index),
          looks: looks[nth]?.looks ?? '',
        })
        if (to >= index + length) break
        at = to
      }
    }
    return { parts, kinds: suggestion.kinds }
  }

  #field(name: string): Field {
    const known = this.#fields.get(name)
    if (known) return known
    const field = { ...reading(this.#doc, name), pieces: this.#pieces(name) }
    this.#fields.set(name, field)
    return field
  }

  #pieces(field: string): Map<string, Piece[]> {
    const { clients, origins } = this.#record
    this.#waiting ??= {
      under: pendingOf(this.#record),
      deletions: deletionsByTarget(this.#doc, origins),
    }
    const found = new Map<string, Piece[]>()
    const { under, deletions } = this.#waiting
    for (const piece of pendingPieces(this.#doc, field, under, deletions)) {
      const binding = bindingOf(clients, home(piece.by))
      if (!binding) continue
      const person = voiceIn(this.#record, binding)
      const key = `${piece.what} ${person} ${piece.range[0]}`
      const own = found.get(key)
      if (own) own.push(piece)
      else found.set(key, [piece])
    }
    for (const own of found.values()) own.sort((a, b) => a.range[1] - b.range[1])
    return found
  }
}

/** Words of one suggestion, in text order, in one line: where others' stand between them, that is seen. */
export function joinedWords(pieces: readonly Standing[], what: Piece['what']): string {
  const clusters: string[] = []
  let end = -1
  for (const piece of pieces) {
    if (piece.index > end) clusters.push('')
    if (piece.what === what) clusters[clusters.length - 1] += piece.text
    end = Math.max(end, piece.index + piece.range[2])
  }
  return withGaps(clusters)
}

/** The same of a passage. */
export function wordsOf({ parts }: Passage, what: 'added' | 'removed'): string {
  const clusters = ['']
  for (const part of parts) {
    if (part.what === 'between') clusters.push('')
    else if (part.what === what) clusters[clusters.length - 1] += part.text
  }
  return withGaps(clusters)
}

/** Words of which only the beginning may be kept, and that it is one: what they are called tells how many there were. */
export function toldOf(text: string, ranges: readonly IdRange[]): string {
  const length = ranges.reduce((sum, [, , each]) => sum + each, 0)
  return text.length < length ? `${text}… (${length})` : text
}

/** Breaks that are apart need no sign: none of them is read on into the next. */
function withGaps(clusters: readonly string[]): string {
  return clusters.reduce((all, words) => {
    const says = [all, words].every((each) => /[^\n]/.test(each))
    return says ? all + gap + words : all + words
  }, '')
}

/** In whose name and by whose hand, as people are told apart: of who came in twice either entry's. */
function voiceIn(
  record: Read,
  { person, onBehalfOf }: { readonly person: string; readonly onBehalfOf: string | null },
): string {
  const speaker = onBehalfOf === null ? null : personOf(record, onBehalfOf)
  return voiceOf({ person: personOf(record, person), onBehalfOf: speaker })
}

function between(text: string): string {
  if (text.length <= 2 * shownBetween) return text
  const start = text.slice(0, shownBetween).replace(/[\ud800-\udbff]$/, '')
  const end = text.slice(-shownBetween).replace(/^[\udc00-\udfff]/, '')
  return `${start}…${end}`
}

function reading(doc: Y.Doc, name: string): Pick<Field, 'text' | 'looks'> {
  const kinds = doc.getMap<Kind>(bodyRoots.kinds)
  const looks: { from: number; looks: string }[] = []
  const marks = new Map<string, MarkValue>()
  let kind = kinds.get(firstBlock(name)) ?? 'p'
  let text = ''
  for (let item = fieldText(doc, name)._start; item; item = item.right) {
    if (item.deleted) continue
    runMarks(marks, item)
    if (!item.countable) continue
    const separator = separatorOf(item)
    if (separator) kind = kinds.get(separator.b) ?? separator.k ?? 'p'
    const now = JSON.stringify([kind, ...[...marks].sort(([a], [b]) => (a < b ? -1 : 1))])
    if (looks.at(-1)?.looks !== now) looks.push({ from: text.length, looks: now })
    text += separator ? '\n' : (charactersOf(item) ?? '\ufffc'.repeat(item.length))
  }
  return { text, looks }
}

/** The first piece that ends behind a clock. */
function firstBehind(pieces: readonly Piece[], clock: number): number {
  let [low, high] = [0, pieces.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const [, start, length] = (pieces[middle] as Piece).range
    if (start + length <= clock) low = middle + 1
    else high = middle
  }
  return low
}

/** The last stretch that begins at a place or before. */
function lastUpTo(looks: Field['looks'], place: number): number {
  let [low, high] = [0, looks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((looks[middle]?.from ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}
