import type * as Y from 'yjs'
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
  deletions: DeletionsByTarget = deletionsByTarget(doc),
): Piece[] {
  const pieces: Piece[] = []
  let index = 0
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const text = separatorOf(item) ? '\n' : (charactersOf(item) ?? '')
    const aimed = deletions.get(client) ?? []
    for (let offset = 0; offset < item.length; ) {
      const here = clock + offset
      const { by, until } = pendingUnder(client, here)
      const end = Math.min(item.length, until - clock, nextEdge(aimed, here) - clock)
      const piece = (what: Piece['what'], who: number) =>
        pieces.push({
          what,
          by: who,
          range: [client, here, end - offset],
          text: text.slice(offset, end),
          index: index + offset,
        })
      if (by !== null) piece('inserted', by)
      for (const who of whoTakesOut(aimed, here)) piece('deleted', who)
      offset = end
    }
    index += item.length
  }
  return pieces
}

/** Runs of one person's pieces with no other text in between; `pieces` in text order. */
export function clustersOf<P extends Piece>(pieces: readonly P[]): P[][] {
  const clusters: P[][] = []
  let end = -1
  for (const piece of pieces) {
    if (piece.index > end) clusters.push([])
    clusters.at(-1)?.push(piece)
    end = Math.max(end, piece.index + piece.range[2])
  }
  return clusters
}

/** Gives those of a cluster without a number that of their nearest neighbour, the left one first. */
export function spread(numbers: (number | undefined)[]): void {
  for (let at = 1; at < numbers.length; at++) numbers[at] ??= numbers[at - 1]
  for (let at = numbers.length - 2; at >= 0; at--) numbers[at] ??= numbers[at + 1]
}

/** Open suggested deletions by the client whose identities they name. */
export type DeletionsByTarget = ReadonlyMap<number, readonly SuggestedDeletion[]>

export function deletionsByTarget(doc: Y.Doc): DeletionsByTarget {
  const byTarget = new Map<number, SuggestedDeletion[]>()
  for (const deletion of suggestedDeletions(doc)) {
    const [client] = deletion.range
    const known = byTarget.get(client)
    if (known) known.push(deletion)
    else byTarget.set(client, [deletion])
  }
  return byTarget
}

/** The next clock after `clock` where one of these begins or ends. */
function nextEdge(deletions: readonly SuggestedDeletion[], clock: number): number {
  let edge = Number.POSITIVE_INFINITY
  for (const { range } of deletions) {
    if (range[1] > clock) edge = Math.min(edge, range[1])
    else if (range[1] + range[2] > clock) edge = Math.min(edge, range[1] + range[2])
  }
  return edge
}

function whoTakesOut(deletions: readonly SuggestedDeletion[], clock: number): Set<number> {
  const who = new Set<number>()
  for (const { by, range } of deletions) {
    if (range[1] <= clock && clock < range[1] + range[2]) who.add(by)
  }
  return who
}
