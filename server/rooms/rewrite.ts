import * as Y from 'yjs'
import { voiceOf } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { SuggestionContent } from '../../shared/record/events.ts'
import type { Origin } from '../../shared/record/origin.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { bodyRoots, type Kind } from '../../shared/text/body.ts'
import { withdrawDeletions } from '../../shared/text/decide.ts'
import { home, roomClient, twin } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { separatorOf } from '../../shared/text/items.ts'
import { kindEntries, proposalKey, suggestedDeletions } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { isLive } from './numbering.ts'

/** What the room itself does to the text when a suggestion is answered or put forward again. */

/**
 * Takes the suggestion's kinds out of `kindProposals`, and out of `deletions` what names `deleted`. A kind
 * that has followed a block to two places goes on waiting in the one that others are about; `answered`: by
 * the same answer.
 */
export function withdraw(
  transaction: Y.Transaction,
  record: CommitmentRecord,
  suggestion: Suggestion,
  deleted: readonly IdRange[],
  answered: readonly number[],
): void {
  const isTheirs = idsOf(record, suggestion)
  withdrawDeletions(transaction, deleted, isTheirs, record.origins)
  const { doc } = transaction
  const proposals = doc.getMap<Kind>(bodyRoots.kindProposals)
  const entries = kindEntries(doc, record.origins).filter(({ by }) => isTheirs(by))
  const own = entries.filter(({ block }) => block in suggestion.kinds)
  const keys = new Set(own.map(({ key }) => key))
  const others = Object.values(record.suggestions).filter(
    ({ number, status }) => !answered.includes(number) && isLive(status),
  )
  const left = entries.filter(
    ({ key, block }) =>
      keys.has(key) && !(block in suggestion.kinds) && others.some((each) => block in each.kinds),
  )
  for (const key of keys) proposals.delete(key)
  for (const { block, by, kind } of left) {
    const key = proposalKey(block, by)
    if (!proposals.has(key)) proposals.set(key, kind)
  }
}

/** Writes the suggestion's deletions and kinds again, for its author, where none says so already. */
export function propose(
  { doc }: Y.Transaction,
  record: CommitmentRecord,
  suggestion: Suggestion,
  { deleted, kinds }: SuggestionContent,
  origins: Iterable<Origin>,
): void {
  const by = suggestingIdOf(record, suggestion)
  if (by === null) return
  const isTheirs = idsOf(record, suggestion)
  const named = new IdSet()
  for (const { by: whose, range } of suggestedDeletions(doc, origins))
    if (isTheirs(whose)) named.add(range)
  const entries = deleted.flatMap((range) => named.missing(range)).map((range) => [...range, by])
  if (entries.length > 0) doc.getArray<number[]>(bodyRoots.deletions).push(entries)
  const proposals = doc.getMap<Kind>(bodyRoots.kindProposals)
  for (const [block, kind] of Object.entries(kinds)) proposals.set(proposalKey(block, by), kind)
}

/** New identities for deleted words, each beside the one it stands for. */
export type Return = {
  readonly ranges: IdRange[]
  readonly origins: Origin[]
  readonly write: (transaction: Y.Transaction) => void
}

/**
 * Plans the return of deleted characters and separators under the room's id. The identities are
 * known before the words are written, so that they can be named in the same journal entry.
 */
export function bringBack(doc: Y.Doc, gone: readonly IdRange[]): Return {
  const next = new Map<number, number>()
  const ranges: IdRange[] = []
  const origins: Origin[] = []
  const pieces: { readonly range: IdRange; readonly to: IdRange }[] = []
  for (const range of deletedPieces(doc, gone)) {
    const item = Y.getItem(doc.store, Y.createID(range[0], range[1]))
    const client = separatorOf(item) ? twin(roomClient) : roomClient
    const clock = next.get(client) ?? Y.getState(doc.store, client)
    next.set(client, clock + range[2])
    const to: IdRange = [client, clock, range[2]]
    ranges.push(to)
    origins.push({ to: [...to], from: [range[0], range[1]], how: 'undo' })
    pieces.push({ range, to })
  }
  return {
    ranges,
    origins,
    write(transaction) {
      for (const { range, to } of pieces) {
        for (const item of itemsOf(transaction, [range])) {
          const fresh = new Y.Item(
            Y.createID(to[0], to[1] + item.id.clock - range[1]),
            item,
            item.lastId,
            item.right,
            item.right?.id ?? null,
            item.parent,
            item.parentSub,
            item.content.copy(),
          )
          fresh.integrate(transaction, 0)
        }
      }
    },
  }
}

function deletedPieces(doc: Y.Doc, ranges: readonly IdRange[]): IdRange[] {
  const pieces: IdRange[] = []
  for (const [client, clock, length] of ranges) {
    const end = Math.min(clock + length, Y.getState(doc.store, client))
    for (let here = clock; here < end; ) {
      const item = Y.getItem(doc.store, Y.createID(client, here))
      const to = Math.min(end, item.id.clock + item.length)
      if (item.deleted && item.countable) pieces.push([client, here, to - here])
      here = to
    }
  }
  return pieces
}

/** The items of exactly these identities; items that reach beyond are cut first. */
function itemsOf(transaction: Y.Transaction, ranges: readonly IdRange[]): Y.Item[] {
  const { store } = transaction.doc
  const items: Y.Item[] = []
  for (const [client, clock, length] of ranges) {
    const end = Math.min(clock + length, Y.getState(store, client))
    for (let here = clock; here < end; ) {
      const item = Y.getItemCleanStart(transaction, Y.createID(client, here))
      if (item.id.clock + item.length > end)
        Y.getItemCleanStart(transaction, Y.createID(client, end))
      items.push(item)
      here = item.id.clock + item.length
    }
  }
  return items
}

/** Recognises the suggesting ids of the suggestion's speaker. */
function idsOf(record: CommitmentRecord, suggestion: Suggestion): (client: number) => boolean {
  const voice = voiceOf(suggestion)
  return (client) => {
    const binding = bindingOf(record.clients, home(client))
    return binding !== undefined && voiceOf(binding) === voice
  }
}

function suggestingIdOf(record: CommitmentRecord, suggestion: Suggestion): number | null {
  const isTheirs = idsOf(record, suggestion)
  for (const { client, mode } of record.clients)
    if (mode === 'suggesting' && isTheirs(client)) return client
  return null
}
