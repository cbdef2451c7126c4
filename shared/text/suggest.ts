import type * as Y from 'yjs'
import type { Origin } from '../record/origin.ts'
import { bodyRoots, type Kind, type Marks } from './body.ts'
import { IdSet } from './idSet.ts'
import { proposalKey, suggestedDeletions } from './proposals.ts'
import type { IdRange } from './ranges.ts'
import { insertSeparator, insertText, remove } from './write.ts'

/** A piece of new text: characters, or the start of a block. */
export type Token = { readonly text: string; readonly marks?: Marks } | { readonly separator: Kind }

/** Who suggests. */
export type Suggester = {
  /** True for the person's own suggesting ids and their twins, earlier ones included. */
  isOwn(client: number): boolean
  /** True for identities that are not accepted. */
  isPending(client: number, clock: number): boolean
  /**
   * True for identities that are not accepted and the person's own, also where somebody else has put
   * them. Default: those that wait under the person's own ids.
   */
  ownsPending?(client: number, clock: number): boolean
  /** Where words that were put back come from, as far as the room has said. */
  origins(): Iterable<Origin>
}

type Stretch = { index: number; length: number; own: boolean; ids: IdRange[] }

/**
 * Replaces the live units `[from, to)` by `tokens`, as a suggestion. What is the suggester's own
 * and pending really goes; everything else stays and is named in `deletions`, unless an own entry
 * names it already; the new text stands behind what stays. Answers the index behind the new text.
 */
export function suggestReplace(
  transaction: Y.Transaction,
  text: Y.Text,
  from: number,
  to: number,
  tokens: readonly Token[],
  suggester: Suggester,
): number {
  const stretches = stretchesOf(text, from, to, suggester)
  let index = to
  for (const { index: at, length, own } of stretches.toReversed()) {
    if (!own) continue
    remove(transaction, text, at, length)
    index -= length
  }
  propose(
    transaction.doc,
    stretches.flatMap(({ ids }) => ids),
    suggester,
  )
  for (const token of tokens) {
    if ('separator' in token) {
      insertSeparator(transaction, text, index, token.separator)
      index++
    } else index += insertText(transaction, text, index, token.text, token.marks ?? null)
  }
  return index
}

/** Suggests a kind for a block; the one that it has anyway takes the own suggestion back. */
export function suggestKind(doc: Y.Doc, block: string, kind: Kind, has?: Kind): void {
  const proposals = doc.getMap<Kind>(bodyRoots.kindProposals)
  const key = proposalKey(block, doc.clientID)
  if (kind === has && proposals.has(key)) proposals.delete(key)
  else proposals.set(key, kind)
}

/** True for what the person suggests, and takes back by taking it out. */
export function isOwnPending(suggester: Suggester, client: number, clock: number): boolean {
  return (
    suggester.ownsPending?.(client, clock) ??
    (suggester.isOwn(client) && suggester.isPending(client, clock))
  )
}

/** The range cut into stretches that are the suggester's own pending text, and others. */
function stretchesOf(text: Y.Text, from: number, to: number, suggester: Suggester): Stretch[] {
  const stretches: Stretch[] = []
  let index = 0
  for (let item = text._start; item && index < to; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const end = Math.min(to - index, item.length)
    for (let offset = Math.max(from - index, 0); offset < end; offset++) {
      const own = isOwnPending(suggester, client, clock + offset)
      let stretch = stretches.at(-1)
      if (stretch?.own !== own) {
        stretch = { index: index + offset, length: 0, own, ids: [] }
        stretches.push(stretch)
      }
      stretch.length++
      if (!own) extend(stretch.ids, client, clock + offset)
    }
    index += item.length
  }
  return stretches
}

function propose(doc: Y.Doc, ids: readonly IdRange[], suggester: Suggester): void {
  if (ids.length === 0) return
  const named = new IdSet()
  for (const { by, range } of suggestedDeletions(doc, suggester.origins()))
    if (suggester.isOwn(by)) named.add(range)
  const fresh: IdRange[] = []
  for (const [client, clock, length] of ids) {
    for (let at = clock; at < clock + length; at++) {
      if (!named.has(client, at)) extend(fresh, client, at)
    }
  }
  if (fresh.length > 0) doc.getArray<IdRange>(bodyRoots.deletions).push(fresh)
}

function extend(ranges: IdRange[], client: number, clock: number): void {
  const last = ranges.at(-1)
  if (last && last[0] === client && last[1] + last[2] === clock) {
    ranges[ranges.length - 1] = [client, last[1], last[2] + 1]
  } else ranges.push([client, clock, 1])
}
