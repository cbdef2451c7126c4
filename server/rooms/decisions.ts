import type * as Y from 'yjs'
import { pendingOf, rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import type { Outcome, RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import { missingKeys } from '../../shared/record/keys.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import type { Sector } from '../../shared/roles.ts'
import { bodyRoots, type Kind } from '../../shared/text/body.ts'
import { deleteRanges, sweepDeletions } from '../../shared/text/decide.ts'
import { home } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { deletionsByTarget, type Piece, pendingPieces } from '../../shared/text/pending.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { isLive, speakerOf } from './numbering.ts'
import { bringBack, propose, withdraw } from './rewrite.ts'

/** Who answers. */
export type Decider = {
  readonly person: string
  readonly sector: Sector
  readonly facilitates: boolean
}

export type Answer = {
  readonly outcome: Outcome
  readonly reason: string
  readonly override: boolean
}

export const decisionRefusals = [
  'no-such-suggestion',
  'not-open',
  'own-suggestion',
  'reason-needed',
  'key-missing',
  'not-allowed',
] as const
export type DecisionRefusal = (typeof decisionRefusals)[number]

type Act =
  | { readonly events: RecordEvent[]; readonly write?: (transaction: Y.Transaction) => void }
  | { readonly refused: DecisionRefusal }

/**
 * Answers a suggestion: record event and change of text in one step. Adopted words stay where they
 * are and stay their author's; only what they are called changes. `later` leaves them waiting.
 */
export function decide(
  doc: Y.Doc,
  record: CommitmentRecord,
  number: number,
  by: Decider,
  { outcome, reason, override }: Answer,
): Act {
  const suggestion = record.suggestions[number]
  if (!suggestion) return { refused: 'no-such-suggestion' }
  if (!isLive(suggestion.status)) return { refused: 'not-open' }
  if (speakerOf(suggestion) === by.person || suggestion.person === by.person)
    return { refused: 'own-suggestion' }
  if (outcome !== 'adopted' && reason.trim() === '') return { refused: 'reason-needed' }
  const adopts = outcome === 'adopted' || outcome === 'adopted-in-part'
  const events: RecordEvent[] = []
  const keysLacking = adopts && missingKeys(record, suggestion).some((key) => key !== by.sector)
  if (keysLacking && override && !by.facilitates) return { refused: 'not-allowed' }
  if (keysLacking && override && reason.trim() === '') return { refused: 'reason-needed' }
  if (adopts && missingKeys(record, suggestion).some((key) => key === by.sector))
    events.push({ type: 'suggestion-agreed', suggestion: number, sector: by.sector })
  if (keysLacking && !override) return events.length > 0 ? { events } : { refused: 'key-missing' }

  const live = piecesOf(doc, record, suggestion)
  const content = contentOf(suggestion, live)
  events.push({
    type: 'suggestion-decided',
    suggestion: number,
    outcome,
    reason,
    accepted: adopts ? rootsIn(record, content.inserted) : [],
    content,
    ...(keysLacking && { override: true }),
  })
  if (outcome === 'later') return { events }
  const write = adopts
    ? (transaction: Y.Transaction) => {
        deleteRanges(transaction, content.deleted)
        sweepDeletions(transaction)
        for (const [block, kind] of Object.entries(content.kinds))
          doc.getMap<Kind>(bodyRoots.kinds).set(block, kind)
        withdraw(transaction, record, suggestion)
      }
    : (transaction: Y.Transaction) => {
        deleteRanges(transaction, content.inserted)
        withdraw(transaction, record, suggestion)
      }
  return { events, write }
}

/**
 * Puts an answered suggestion before the room again, words and all. What was adopted becomes pending
 * where it stands; what left the text comes back beside where it was, still its first author's.
 */
export function reopen(doc: Y.Doc, record: CommitmentRecord, number: number, reason: string): Act {
  const suggestion = record.suggestions[number]
  if (!suggestion) return { refused: 'no-such-suggestion' }
  const decided = suggestion.decisions.at(-1)
  if (!decided || isLive(suggestion.status) || suggestion.status === 'emptied')
    return { refused: 'not-open' }
  if (reason.trim() === '') return { refused: 'reason-needed' }
  const gone = decided.accepted.length > 0 ? suggestion.deleted : suggestion.inserted
  const back = bringBack(doc, gone)
  const content = {
    ...contentOf(suggestion, []),
    inserted: decided.accepted.length > 0 ? [...suggestion.inserted] : back.ranges,
    deleted: decided.accepted.length > 0 ? back.ranges : [...suggestion.deleted],
    added: suggestion.added,
    removed: suggestion.removed,
  }
  return {
    events: [
      { type: 'origins-found', origins: back.origins },
      { type: 'suggestion-reopened', suggestion: number, reason, content },
    ],
    write: (transaction) => {
      back.write(transaction)
      propose(transaction, record, suggestion, content)
    },
  }
}

/** Acceptance is kept for the identities that the words were suggested with, whatever undo made of them. */
function rootsIn(record: CommitmentRecord, ranges: readonly IdRange[]): IdRange[] {
  const roots = rootsOf(record.origins)
  return ranges.flatMap((range) => [...rootRanges(range, roots)])
}

/** The suggestion's pieces that are still in the text. */
function piecesOf(doc: Y.Doc, record: CommitmentRecord, suggestion: Suggestion): Piece[] {
  const inserted = new IdSet(suggestion.inserted)
  const deleted = new IdSet(suggestion.deleted)
  const speaker = speakerOf(suggestion)
  return pendingPieces(doc, suggestion.field, pendingOf(record), deletionsByTarget(doc)).filter(
    ({ what, by, range: [client, clock] }) => {
      const binding = record.clients[home(by)]
      if (!binding || speakerOf(binding) !== speaker) return false
      return (what === 'inserted' ? inserted : deleted).has(client, clock)
    },
  )
}

function contentOf(suggestion: Suggestion, pieces: readonly Piece[]): SuggestionContent {
  const of = (what: Piece['what']) => pieces.filter((piece) => piece.what === what)
  const words = (what: Piece['what']) =>
    of(what)
      .map(({ text }) => text)
      .join('')
  return {
    field: suggestion.field,
    inserted: of('inserted').map(({ range }) => range),
    deleted: of('deleted').map(({ range }) => range),
    kinds: suggestion.kinds,
    added: words('inserted'),
    removed: words('deleted'),
  }
}
