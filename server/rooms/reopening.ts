import type * as Y from 'yjs'
import { rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import type { CommitmentRecord, Decision, Suggestion } from '../../shared/record/record.ts'
import { adopts } from '../../shared/record/states.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { settledByOthers } from './answered.ts'
import { wordsOf } from './content.ts'
import { asRead, type DecisionRefusal, type Deed } from './decisions.ts'
import { beginningOf } from './kept.ts'
import { isLive } from './numbering.ts'
import { lostIn, partsIn, rejoin, unknownOf } from './rejoining.ts'
import { bringBack, propose } from './rewrite.ts'
import { standingOf } from './standing.ts'

/**
 * Puts an answered suggestion before the room again, words and all. What was adopted becomes pending
 * where it stands; what left the text comes back beside where it was, still its first author's. What
 * another act has put back already is taken up where it stands: no word comes back twice. `answers`: how
 * many of them whoever asks has seen.
 */
export function reopen(
  doc: Y.Doc,
  record: CommitmentRecord,
  number: number,
  reason: string,
  answers?: number,
): Deed | { readonly refused: DecisionRefusal } {
  const suggestion = record.suggestions[number]
  if (!suggestion) return { refused: 'no-such-suggestion' }
  if (record.state === 'final') return { refused: 'final' }
  const decided = suggestion.decisions.at(-1)
  if (answers !== undefined && answers !== suggestion.decisions.length)
    return { refused: 'changed' }
  if (!decided || awaitsAnswer(asRead(record, suggestion)) || suggestion.status === 'emptied')
    return { refused: 'not-open' }
  if (!saysSomething(reason)) return { refused: 'reason-needed' }
  const { inserted, deleted, back, words } = comingBack(doc, record, suggestion, decided)
  const content = { ...wordsOf(suggestion), inserted, deleted }
  if (back.ranges.length === 0 && isAgreed(record, content, decided)) return { refused: 'not-open' }
  const others = rejoin(doc, record, words, number)
  return {
    events: [
      { type: 'origins-found', origins: back.origins },
      { type: 'suggestion-reopened', suggestion: number, reason, content },
      ...takenUp(doc, record, suggestion, inserted),
      ...others.events,
    ],
    write: (transaction) => {
      back.write(transaction)
      others.write(transaction)
      const kinds = transaction.doc.getMap<string>(bodyRoots.kinds)
      for (const [block, kind] of Object.entries(decided.replaced)) {
        if (kind === null) kinds.delete(block)
        else kinds.set(block, kind)
      }
      propose(transaction, record, suggestion, content, record.origins.and(back.origins))
    },
  }
}

/**
 * Words in two places are agreed, and wait again, in both at once: when an answer about one place is
 * taken back, the other place waits under a new number, until the answer about it is taken back, too.
 */
function takenUp(
  doc: Y.Doc,
  { suggestions }: CommitmentRecord,
  { number }: Suggestion,
  inserted: readonly IdRange[],
): RecordEvent[] {
  const own = new IdSet(inserted)
  return Object.values(suggestions).flatMap((each): RecordEvent[] => {
    const holds = each.inserted.some((range) => partsIn(own, range).length > 0)
    if (each.number === number || !isLive(each.status) || !holds) return []
    const left = each.inserted.flatMap((range) => own.missing(range))
    const content = { ...wordsOf(each), inserted: left, added: beginningOf(doc, left) }
    return [{ type: 'suggestion-changed', suggestion: each.number, content, keeps: true }]
  })
}

/** What a suggestion is about when it is open again, and what of that is written anew. */
function comingBack(
  doc: Y.Doc,
  record: CommitmentRecord,
  { number, inserted, deleted }: Suggestion,
  decided: Decision,
) {
  const { outcome, accepted, settled, breaks = [] } = decided
  const apart = settledBefore(record, number, decided)
  // nor is one of its words another
  for (const range of [...inserted, ...deleted]) apart.add(range)
  const standing = (words: readonly IdRange[]) =>
    standingOf(doc, record.origins, words, settled, apart)
  // adopted although others had taken its words out already: then those are what is missing
  const struck = adopts(outcome) && (accepted.length > 0 || inserted.length === 0)
  // nobody struck these: they come back as they were
  const isBreak = new IdSet(breaks)
  const strikes = deleted.flatMap((range) => isBreak.missing(range))
  const lost = lostIn(record, decided.at)(number)
  const lostInserted = unknownOf(inserted, lost.inserted)
  const lostDeleted = unknownOf(strikes, lost.deleted)
  const said = standing(inserted)
  const gone = struck ? standing(strikes) : { stands: [...strikes], nowhere: [] }
  const isHeld = heldBack(record, number, settled ?? [])
  // of adopted words that others have changed since, those count that are left
  const saidAgain = struck && said.stands.length > 0 ? [] : said.nowhere.flatMap(isHeld.missing)
  const words = unknownOf(
    [],
    [saidAgain, gone.nowhere.flatMap(isHeld.missing), standing(breaks).nowhere].flat(),
  )
  const back = bringBack(doc, words)
  const written = (of: readonly IdRange[]) => {
    const those = new IdSet(of)
    return back.origins.flatMap(({ to, from }) =>
      from ? partsIn(those, [from[0], from[1], to[2]]).map((part) => moved(part, from, to)) : [],
    )
  }
  return {
    ...{ back, words },
    inserted: [
      ...said.stands,
      ...said.nowhere.flatMap(isHeld.parts),
      ...written(said.nowhere),
      ...lostInserted,
    ],
    deleted: [
      ...gone.stands,
      ...gone.nowhere.flatMap(isHeld.parts),
      ...written(gone.nowhere),
      ...lostDeleted,
    ],
  }
}

/** What answers to others had taken out before this one, or with it, and this one did not: other copies. */
function settledBefore(
  { suggestions }: CommitmentRecord,
  number: number,
  decided: Decision,
): IdSet {
  const own = new IdSet(decided.settled)
  const apart = new IdSet()
  for (const { number: other, decisions } of Object.values(suggestions)) {
    for (const { seq, settled = [] } of other === number ? [] : decisions) {
      if (seq > decided.seq) continue
      for (const range of settled) for (const part of own.missing(range)) apart.add(part)
    }
  }
  return apart
}

/** Where a part of a range stands that has come from there. */
function moved(
  [, clock, length]: IdRange,
  from: readonly [number, number],
  [client, first]: IdRange,
): IdRange {
  return [client, first + clock - from[1], length]
}

/**
 * All of it is agreed text since, and not by this answer: an earlier text was gone back to. There is
 * nothing left to put before the room.
 */
function isAgreed(
  { accepted, origins }: CommitmentRecord,
  { inserted, deleted, kinds }: SuggestionContent,
  decided: Decision,
): boolean {
  if (deleted.length > 0 || inserted.length === 0 || Object.keys(kinds).length > 0) return false
  const own = new IdSet(decided.accepted)
  const agreed = new IdSet(accepted.flatMap((range) => own.missing(range)))
  const roots = rootsOf(origins)
  return inserted.every((range) =>
    [...rootRanges(range, roots)].every((root) => agreed.missing(root).length === 0),
  )
}

/**
 * What others' answers have taken out, and this one found gone already: it comes back when those are
 * taken back.
 */
function heldBack(record: CommitmentRecord, number: number, own: readonly IdRange[]) {
  const took = new IdSet(own)
  const others = settledByOthers(record, number)
  const held = new IdSet(others.ranges().flatMap((range) => took.missing(range)))
  return {
    missing: (range: IdRange) => held.missing(range),
    parts: (range: IdRange) => partsIn(held, range),
  }
}
