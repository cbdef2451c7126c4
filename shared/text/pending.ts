import type * as Y from 'yjs'
import type { Origin } from '../record/origin.ts'
import { fieldText } from './guard.ts'
import { charactersOf, separatorOf } from './items.ts'
import { type SuggestedDeletion, suggestedDeletions } from './proposals.ts'
import type { IdRange } from './ranges.ts'

/** A stretch of one field's live text that somebody suggests to bring in or to take out. */
export type Piece = {
  readonly what: 'inserted' | 'deleted'
  /** The suggesting clientID under which it was suggested. */
  readonly by: number
  readonly range: IdRange
  /** `\n` for a block separator. */
  readonly text: string
  /** Live characters and separators of the field before it. */
  readonly index: number
  /** Those before it that part one person's pieces: what is agreed, and the ends of blocks. */
  readonly base: number
  /** It parts nothing itself: words that are only suggested. */
  readonly waits: boolean
}

/** Under which id an identity is pending, and the first clock for which that may differ. */
export type PendingUnder = (
  client: number,
  clock: number,
) => { readonly by: number | null; readonly until: number }

/**
 * All pending pieces of a field in text order. Where several people suggest something about the same
 * words there is a piece for each. Costs one walk over the field's items.
 */
export function pendingPieces(
  doc: Y.Doc,
  field: string,
  pendingUnder: PendingUnder,
  deletions: DeletionsByTarget,
): Piece[] {
  const pieces: Piece[] = []
  let index = 0
  let base = 0
  // everybody's next key waits for this walk: what does not wait for an answer is only stepped over
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const { length } = item
    const aimed = deletions.get(client) ?? none
    let text: string | null = null
    for (let offset = 0; offset < length; ) {
      const here = clock + offset
      const { by, until } = pendingUnder(client, here)
      const stretch = aimed.length > 0 ? aimed[firstEndingAfter(aimed, here)] : undefined
      const covered = stretch !== undefined && stretch.start <= here
      const edge = covered ? stretch.end : (stretch?.start ?? Number.POSITIVE_INFINITY)
      const end = Math.min(length, until - clock, edge - clock)
      let waits = false
      if (by !== null || covered) {
        text ??= separatorOf(item) ? '\n' : (charactersOf(item) ?? '')
        waits = by !== null && !separatorOf(item)
        const range: IdRange = [client, here, end - offset]
        const words = text.slice(offset, end)
        const stands = { range, text: words, index: index + offset, base, waits }
        if (by !== null) pieces.push({ what: 'inserted', by, ...stands })
        if (covered)
          for (const who of stretch.by) pieces.push({ what: 'deleted', by: who, ...stands })
      }
      if (!waits) base += end - offset
      offset = end
    }
    index += length
  }
  return pieces
}

/** One person's pieces without what they said twice, under two of their ids; in text order. */
export function eachOnce<P extends Piece>(pieces: readonly P[]): P[] {
  const last = { inserted: -1, deleted: -1 }
  return pieces.filter(({ what, index }) => {
    const again = last[what] === index
    last[what] = index
    return !again
  })
}

/** The part of a piece from one offset to another. */
export function partOf<P extends Piece>(piece: P, from: number, to: number): P {
  const [client, clock] = piece.range
  const range: IdRange = [client, clock + from, to - from]
  const base = piece.base + (piece.waits ? 0 : from)
  return { ...piece, range, text: piece.text.slice(from, to), index: piece.index + from, base }
}

/**
 * Runs of one person's pieces with no agreed text and no end of a block in between; `pieces` in text
 * order. What others suggest there is in nobody's text yet: it may have come between a replacement's
 * two halves before its author saw it.
 */
export function clustersOf<P extends Piece>(pieces: readonly P[]): P[][] {
  const clusters: P[][] = []
  let end = -1
  for (const piece of pieces) {
    if (piece.base > end) clusters.push([])
    clusters.at(-1)?.push(piece)
    end = Math.max(end, piece.base + (piece.waits ? 0 : piece.range[2]))
  }
  return clusters
}

/** Gives those of a cluster without a number that of their nearest neighbour, the left one first. */
export function spread(numbers: (number | undefined)[]): void {
  for (let at = 1; at < numbers.length; at++) numbers[at] ??= numbers[at - 1]
  for (let at = numbers.length - 2; at >= 0; at--) numbers[at] ??= numbers[at + 1]
}

/** A stretch of one client's identities that the same people suggest to take out. */
type Stretch = { readonly start: number; readonly end: number; readonly by: readonly number[] }

/**
 * Open suggested deletions by the client under whose id the words stand, in order; wherever one of them
 * begins or ends, a stretch does.
 */
export type DeletionsByTarget = ReadonlyMap<number, readonly Stretch[]>

const none: readonly Stretch[] = []

export function deletionsByTarget(doc: Y.Doc, origins: Iterable<Origin>): DeletionsByTarget {
  const byTarget = new Map<number, SuggestedDeletion[]>()
  for (const deletion of suggestedDeletions(doc, origins)) {
    const [client] = deletion.range
    const known = byTarget.get(client)
    if (known) known.push(deletion)
    else byTarget.set(client, [deletion])
  }
  return new Map([...byTarget].map(([client, deletions]) => [client, stretchesOf(deletions)]))
}

/** Costs no more than sorting: thousands may name the same words. */
function stretchesOf(deletions: readonly SuggestedDeletion[]): Stretch[] {
  const order = new Map<number, number>()
  for (const { by } of deletions) if (!order.has(by)) order.set(by, order.size)
  const edges = deletions
    .flatMap(({ by, range: [, clock, length] }) => [
      { at: clock, by, turn: 1 },
      { at: clock + length, by, turn: -1 },
    ])
    .sort((a, b) => a.at - b.at)
  const stretches: Stretch[] = []
  const naming = new Map<number, number>()
  let start = 0
  for (const { at, by, turn } of edges) {
    if (at > start && naming.size > 0) {
      const inOrder = [...naming.keys()].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
      stretches.push({ start, end: at, by: inOrder })
    }
    start = at
    const count = (naming.get(by) ?? 0) + turn
    if (count > 0) naming.set(by, count)
    else naming.delete(by)
  }
  return stretches
}

/** Who of them suggests to take an identity out. */
export function whoTakesOut(stretches: readonly Stretch[], clock: number): readonly number[] {
  const stretch = stretches[firstEndingAfter(stretches, clock)]
  return stretch && stretch.start <= clock ? stretch.by : []
}

function firstEndingAfter(stretches: readonly Stretch[], clock: number): number {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle] as Stretch).end <= clock) low = middle + 1
    else high = middle
  }
  return low
}
