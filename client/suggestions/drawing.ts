import type * as Y from 'yjs'
import { pendingOf, rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import { isWaiting } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import type { Sector } from '../../shared/roles.ts'
import { firstBlock, type Kind } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { home } from '../../shared/text/identity.ts'
import { separatorOf } from '../../shared/text/items.ts'
import {
  clustersOf,
  type DeletionsByTarget,
  type Piece,
  partOf,
  pendingPieces,
  spread,
} from '../../shared/text/pending.ts'
import { type SuggestedKind, suggestedKinds } from '../../shared/text/proposals.ts'

/** Who suggests something, and under which number; null while the room has not numbered it. */
export type Suggester = {
  readonly person: string
  readonly name: string
  readonly sector: Sector
  readonly own: boolean
}

/** One pending thing as it is drawn: words, a block's end, or a block's kind. */
export type Drawn = {
  readonly what: 'inserted' | 'deleted' | 'kind'
  readonly by: Suggester
  readonly number: number | null
  /** `[from, to)` of the field's text; for a block the index of its separator, -1 for the first. */
  readonly from: number
  readonly to: number
  readonly block: boolean
  readonly kind: Kind | null
}

export type WhoSuggests = (client: number) => Suggester

/** All that is pending in a field, in text order; what touches and is alike is one. */
export function drawnIn(
  doc: Y.Doc,
  field: string,
  record: CommitmentRecord,
  who: WhoSuggests,
  numbers: Numbers,
  deletions: DeletionsByTarget,
): Drawn[] {
  const found: Drawn[] = []
  const pending = pendingPieces(doc, field, numbers.pendingUnder(record), deletions)
  const pieces = pending.flatMap((piece) => [...numbers.apart(record, piece, who(piece.by).person)])
  const given = numbersOf(pieces, record, who, numbers)
  for (const [at, piece] of pieces.entries()) {
    const by = who(piece.by)
    const number = given[at] ?? null
    const block = piece.text === '\n'
    const { index: from, what } = piece
    const to = from + piece.range[2]
    const last = found.at(-1)
    const joins =
      last &&
      !block &&
      !last.block &&
      last.to === from &&
      last.what === what &&
      last.number === number &&
      last.by.person === by.person
    if (joins) found[found.length - 1] = { ...last, to }
    else found.push({ what, by, number, from, to, block, kind: null })
  }
  const kinds = suggestedKinds(doc, record.origins)
  if (kinds.length > 0) found.push(...kindsIn(doc, field, record, kinds, who))
  return found
}

/**
 * The number of each piece. What the room has not numbered yet is drawn under the number that the room
 * will give it, by its own rule: a letter would otherwise be drawn twice, with its key and with the
 * room's answer.
 */
function numbersOf(
  pieces: readonly Piece[],
  record: CommitmentRecord,
  who: WhoSuggests,
  numbers: Numbers,
): readonly (number | undefined)[] {
  const given = pieces.map((piece) => numbers.of(record, piece, who(piece.by).person) ?? undefined)
  if (!given.includes(undefined)) return given
  const byPerson = new Map<string, (Piece & { readonly at: number })[]>()
  for (const [at, piece] of pieces.entries()) {
    const { person } = who(piece.by)
    const own = byPerson.get(person) ?? []
    byPerson.set(person, own)
    own.push({ ...piece, at })
  }
  for (const cluster of [...byPerson.values()].flatMap(clustersOf)) {
    const together = cluster.map(({ at }) => given[at])
    spread(together)
    for (const [nth, { at }] of cluster.entries()) given[at] = together[nth]
  }
  return given
}

/** Looks numbers up; keeps what it has built for as long as the record's parts are the same. */
export class Numbers {
  #record: Partial<CommitmentRecord> = {}
  #pendingUnder: ReturnType<typeof pendingOf> | null = null
  #inserted = new RangeMap<number>()
  /** The same by the identities under which the words stand: moved by two at once, they have a number in each place. */
  #standing = new RangeMap<number>()
  #deleted = new Map<string, RangeMap<number>>()
  #roots = rootsOf([])

  pendingUnder(record: CommitmentRecord): ReturnType<typeof pendingOf> {
    this.#follow(record)
    this.#pendingUnder ??= pendingOf(record)
    return this.#pendingUnder
  }

  of(record: CommitmentRecord, piece: Piece, person: string): number | null {
    this.#follow(record)
    return this.#at(piece.what, person, piece.range[0], piece.range[1]).number
  }

  /** The parts of a piece that have numbers of their own. */
  *apart(record: CommitmentRecord, piece: Piece, person: string): Generator<Piece> {
    this.#follow(record)
    const [client, clock, length] = piece.range
    for (let at = 0; at < length; ) {
      const { until } = this.#at(piece.what, person, client, clock + at)
      const end = Math.min(length, until - clock)
      yield partOf(piece, at, end)
      at = end
    }
  }

  #at(
    what: Piece['what'],
    person: string,
    client: number,
    clock: number,
  ): { readonly number: number | null; readonly until: number } {
    if (what === 'deleted') {
      const found = this.#deleted.get(person)?.at(client, clock)
      return { number: found?.value ?? null, until: found?.until ?? Number.POSITIVE_INFINITY }
    }
    const here = this.#standing.at(client, clock)
    if (here.value !== undefined) return { number: here.value, until: here.until }
    const { root, until: reach } = this.#roots(client, clock)
    const until = Math.min(reach, here.until)
    if (!root) return { number: null, until }
    const found = this.#inserted.at(root.client, root.clock)
    return {
      number: found.value ?? null,
      until: Math.min(until, found.until - root.clock + clock),
    }
  }

  #follow(record: CommitmentRecord): void {
    const { origins, accepted, suggestions } = record
    const last = this.#record
    this.#record = record
    if (origins !== last.origins) this.#roots = rootsOf(origins)
    if (origins !== last.origins || accepted !== last.accepted) this.#pendingUnder = null
    if (origins === last.origins && suggestions === last.suggestions) return
    this.#inserted = new RangeMap()
    this.#standing = new RangeMap()
    this.#deleted = new Map()
    for (const suggestion of Object.values(suggestions)) {
      if (isWaiting(suggestion)) this.#enter(suggestion)
    }
  }

  #enter({ number, inserted, deleted, onBehalfOf, person }: Suggestion): void {
    const speaker = onBehalfOf ?? person
    for (const range of inserted) {
      this.#standing.set(range, number)
      for (const root of rootRanges(range, this.#roots)) this.#inserted.set(root, number)
    }
    const own = this.#deleted.get(speaker) ?? new RangeMap<number>()
    this.#deleted.set(speaker, own)
    for (const range of deleted) own.set(range, number)
  }
}

function kindsIn(
  doc: Y.Doc,
  field: string,
  record: CommitmentRecord,
  kinds: readonly SuggestedKind[],
  who: WhoSuggests,
): Drawn[] {
  const blocks = new Map([[firstBlock(field), -1]])
  let index = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const separator = separatorOf(item)
    if (separator) blocks.set(separator.b, index)
    index += item.length
  }
  return kinds.flatMap(({ by: client, block, kind }): Drawn[] => {
    const from = blocks.get(block)
    if (from === undefined) return []
    const by = who(client)
    const number = numberOfKind(record, block, by.person)
    return [{ what: 'kind', by, number, from, to: from + 1, block: true, kind }]
  })
}

function numberOfKind(record: CommitmentRecord, block: string, person: string): number | null {
  const suggestion = Object.values(record.suggestions).find(
    (each) =>
      isWaiting(each) &&
      (each.onBehalfOf ?? each.person) === person &&
      Object.hasOwn(each.kinds, block),
  )
  return suggestion?.number ?? null
}

/** To whom a suggesting id belongs; the page's own before the room has said so. */
export function whoSuggestsOf(
  record: CommitmentRecord,
  people: ReadonlyMap<string, { readonly name: string; readonly sector: Sector }>,
  me: string,
  speaksFor: string | null,
): WhoSuggests {
  const known = new Map<number, Suggester>()
  return (client) => {
    const id = home(client)
    let who = known.get(id)
    if (!who) {
      const binding = bindingOf(record.clients, id)
      const person = binding ? (binding.onBehalfOf ?? binding.person) : (speaksFor ?? me)
      const { name = '', sector = 'public' } = people.get(person) ?? {}
      who = { person, name, sector, own: person === me || binding?.person === me }
      known.set(id, who)
    }
    return who
  }
}
