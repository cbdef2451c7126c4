import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { rootRanges, rootsOf } from '../../shared/authorship/pending.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { RecordEvent, SuggestionContent } from '../../shared/record/events.ts'
import { agreedTo, missingKeys } from '../../shared/record/keys.ts'
import { asOnePerson, isSamePerson, personOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { adopts, type Outcome } from '../../shared/record/states.ts'
import type { Sector } from '../../shared/roles.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { anyLive, takeOut } from '../../shared/text/decide.ts'
import { type Emptied, emptiedBy } from '../../shared/text/emptied.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { Passages } from '../../shared/text/passage.ts'
import type { Piece } from '../../shared/text/pending.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { signOf } from '../../shared/text/sign.ts'
import { settles } from './answered.ts'
import { contentOf, wordsOf } from './content.ts'
import { handsIn, isPutInMouth } from './hands.ts'
import { besides } from './rejoining.ts'
import { withdraw } from './rewrite.ts'

/** Who answers. */
export type Decider = {
  readonly person: string
  /** The entry whose place they have, and so whose sector; their own where nothing is said. */
  readonly stands?: string
  /** Others who may be the same person, as far as anybody knows. */
  readonly alike: ReadonlySet<string>
  readonly sector: Sector
  readonly facilitates: boolean
}

export type Answer = {
  readonly outcome: Outcome
  readonly reason: string
  readonly override: boolean
  /** What its page showed of each suggestion, by number; absent: it does not say. */
  readonly signs?: Readonly<Record<number, string>>
  /** When it was given; absent: whoever gave it had seen all that is in the record. */
  readonly at?: number
}

export const decisionRefusals = [
  'no-such-suggestion',
  'not-open',
  'changed',
  'nothing-left',
  'own-suggestion',
  'same-device',
  'reason-needed',
  'key-missing',
  'not-settled',
  'not-allowed',
  'final',
] as const
export type DecisionRefusal = (typeof decisionRefusals)[number]

/** What an answer does: record events and the room's own writing, in one step. */
export type Deed = {
  readonly events: RecordEvent[]
  readonly write?: (transaction: Y.Transaction) => void
}
type Act = Deed | { readonly refused: DecisionRefusal }

/**
 * Answers a suggestion: record event and change of text in one step. Adopted words stay where they
 * are and stay their author's; only what they are called changes. `later` leaves them waiting.
 */
export function decide(
  doc: Y.Doc,
  record: CommitmentRecord,
  number: number,
  by: Decider,
  answer: Answer,
  { numbers, going, passages }: Together = togetherOf(doc, record, [number], answer),
): Act {
  const suggestion = record.suggestions[number]
  if (!suggestion) return { refused: 'no-such-suggestion' }
  const refused = refusalOf(record, asRead(record, suggestion), by, answer)
  if (refused) return { refused }
  const seen = answer.signs?.[number]
  const isKeyed = seen !== undefined || suggestion.keys.some((key) => key.sign !== undefined)
  const sign = isKeyed ? signOf(passages.of(suggestion)) : undefined
  if (seen !== undefined && seen !== sign) return { refused: 'changed' }
  if (standsAgainst(doc, record, suggestion, answer.outcome)) return { refused: 'not-open' }
  const live = passages.pieces(suggestion)
  const wasSeen = seen === undefined && isOnItsWay(suggestion, answer)
  const brings = live.some(({ what }) => what === 'inserted') || suggestion.inserted.length === 0
  if (answer.outcome === 'adopted' && !brings && !wasSeen) return { refused: 'nothing-left' }
  // a key is for what was agreed to, and for nothing that it has become since
  const turnedFor = agreedTo(suggestion.keys, sign)
  const isOwn = (person: string) => isSamePerson(record, person, by.person)
  if (adopts(answer.outcome) && turnedFor.some(({ person }) => by.alike.has(person)))
    return { refused: 'same-device' }
  const { field } = suggestion
  const missing = adopts(answer.outcome)
    ? missingKeys(record, { field, keys: turnedFor }, isOwn)
    : []
  const given = turnedFor.some((key) => isOwn(key.person) && key.sector === by.sector)
  const turned = !given && missing.some((key) => key === by.sector)
  // who is being parted from somebody, or said to be one with them, is one thing here and another in access
  if (turned && personOf(record, by.person) !== (by.stands ?? by.person))
    return { refused: 'not-settled' }
  const events: RecordEvent[] = turned
    ? [{ type: 'suggestion-agreed', suggestion: number, sector: by.sector, ...as(sign) }]
    : []
  const passedOver = missing.some((key) => key !== by.sector)
  if (passedOver && !answer.override)
    return events.length > 0 ? { events } : { refused: 'key-missing' }

  // one answer to several is seen as a whole: what they leave empty goes with the field's last
  const last = numbers.findLast((each) => record.suggestions[each]?.field === field)
  const emptied =
    adopts(answer.outcome) && last === number
      ? emptiedBy(doc, [field], record, going.ranges(), kindsOf(record, numbers))
      : []
  const { inserted, deleted } = wasSeen ? wordsOf(suggestion) : contentOf(suggestion, live)
  const content = wasSeen ? wordsOf(suggestion) : contentOf(suggestion, withBreaks(live, emptied))
  events.push({
    type: 'suggestion-decided',
    suggestion: number,
    outcome: answer.outcome,
    reason: answer.reason,
    accepted: adopts(answer.outcome) ? rootsIn(record, content.inserted) : [],
    // where others have taken its words out of the text already, the record's are all there is
    content: suggestion.status === 'emptied' ? wordsOf(suggestion) : content,
    ...(adopts(answer.outcome) && replacedKinds(doc, content, emptied)),
    ...(answer.outcome !== 'later' &&
      settles(doc, record, adopts(answer.outcome) ? deleted : inserted, going)),
    ...(answer.outcome !== 'later' &&
      besides(record, adopts(answer.outcome) ? content.deleted : inserted, [number])),
    ...(emptied.length > 0 && { breaks: emptied.map(({ range }) => range) }),
    ...(passedOver && { override: true }),
    ...as(sign),
  })
  if (answer.outcome === 'later') return { events }
  return {
    events,
    write: rewriting(record, suggestion, content, adopts(answer.outcome), emptied, numbers),
  }
}

/** For the record: what was seen, or agreed to. */
function as(sign: string | undefined): { sign?: string } {
  return sign === undefined ? {} : { sign }
}

/** One answer to several suggestions that belong together: all of them in one step, or none. */
export function decideTogether(
  doc: Y.Doc,
  record: CommitmentRecord,
  numbers: readonly number[],
  by: Decider,
  answer: Answer,
): Deed | { readonly refused: DecisionRefusal; readonly suggestion: number } {
  const deeds: Deed[] = []
  const together = togetherOf(doc, record, [...new Set(numbers)], answer)
  for (const suggestion of together.numbers) {
    const act = decide(doc, record, suggestion, by, answer, together)
    if ('refused' in act) return { ...act, suggestion }
    deeds.push(act)
  }
  return {
    events: deeds.flatMap(({ events }) => events),
    write(transaction) {
      for (const { write } of deeds) write?.(transaction)
    },
  }
}

/** A suggestion as it is read where people are told apart: who came in twice is one. */
export function asRead(record: CommitmentRecord, suggestion: Suggestion): Suggestion {
  return asOnePerson(record).suggestions[suggestion.number] ?? suggestion
}

/** Why this person may not give this answer to a suggestion that was read so; null: they may. */
export function refusalOf(
  record: CommitmentRecord,
  suggestion: Suggestion,
  { person, alike, facilitates }: Decider,
  { outcome, reason, override }: Answer,
): DecisionRefusal | null {
  if (record.state === 'final') return 'final'
  if (!awaitsAnswer(suggestion)) return 'not-open'
  // nobody has to let stand what another has written in their name
  if (!(outcome === 'declined' && isPutInMouth(record, suggestion, person))) {
    const hands = [...handsIn(record, suggestion)]
    if (hands.some((hand) => isSamePerson(record, hand, person))) return 'own-suggestion'
    if (hands.some((hand) => alike.has(hand))) return 'same-device'
  }
  if (override && !facilitates) return 'not-allowed'
  const unexplained = !saysSomething(reason) && (outcome !== 'adopted' || override)
  return unexplained ? 'reason-needed' : null
}

/** Suggestions that one answer is for, and what they take out when it adopts them. */
type Together = {
  readonly numbers: readonly number[]
  readonly going: IdSet
  readonly passages: Passages
}

function togetherOf(
  doc: Y.Doc,
  record: CommitmentRecord,
  numbers: readonly number[],
  { outcome }: Answer,
): Together {
  const passages = new Passages(doc, record)
  const pieces = numbers.flatMap((number) => {
    const each = record.suggestions[number]
    return each && adopts(outcome) ? passages.pieces(each) : []
  })
  const going = pieces.filter(({ what }) => what === 'deleted').map(({ range }) => range)
  return { numbers, going: new IdSet(going), passages }
}

/** What these suggest blocks to be. */
function kindsOf(
  { suggestions }: CommitmentRecord,
  numbers: readonly number[],
): ReadonlyMap<string, string> {
  return new Map(numbers.flatMap((number) => Object.entries(suggestions[number]?.kinds ?? {})))
}

/** For so long, in ms, nobody can have seen on their screen that the words had just gone. */
const unseen = 1000

/**
 * Its words were taken out in the moment of the answer, most likely to stand elsewhere in the next: then
 * it was given to them, and holds where they come in.
 */
export function isOnItsWay({ status, changedAt }: Suggestion, { at }: Answer): boolean {
  return status === 'emptied' && at !== undefined && at - changedAt <= unseen
}

type Stands = Pick<Piece, 'what' | 'range' | 'text' | 'index'>

/** The pieces with the breaks of the paragraphs that go with their last word, in text order. */
function withBreaks(pieces: readonly Stands[], emptied: readonly Emptied[]): Stands[] {
  const breaks = emptied.map(
    ({ range, index }): Stands => ({ what: 'deleted', range, text: '\n', index }),
  )
  return [...pieces, ...breaks].sort((a, b) => a.index - b.index)
}

/** What an answer that settles the suggestion makes of the text. */
function rewriting(
  record: CommitmentRecord,
  suggestion: Suggestion,
  { inserted, deleted, kinds }: SuggestionContent,
  adopted: boolean,
  emptied: readonly Emptied[],
  numbers: readonly number[],
): (transaction: Y.Transaction) => void {
  return (transaction) => {
    if (adopted) {
      takeOut(transaction, deleted)
      const now = transaction.doc.getMap<string>(bodyRoots.kinds)
      for (const [block, kind] of Object.entries(kinds)) now.set(block, kind)
      for (const { first } of emptied) if (first) now.set(first.block, first.kind)
    } else takeOut(transaction, inserted)
    // adopted is only what stood there: what others have taken out may come back, and waits again then
    withdraw(transaction, record, suggestion, adopted ? deleted : suggestion.deleted, numbers)
  }
}

/** The kinds that the suggestion's own take the place of, so that reopening can bring them back. */
function replacedKinds(
  doc: Y.Doc,
  { kinds }: SuggestionContent,
  emptied: readonly Emptied[],
): { replaced?: Record<string, string | null> } {
  const blocks = [
    ...Object.keys(kinds),
    ...emptied.flatMap(({ first }) => (first ? [first.block] : [])),
  ]
  if (blocks.length === 0) return {}
  const now = doc.getMap<string>(bodyRoots.kinds)
  return { replaced: Object.fromEntries(blocks.map((block) => [block, now.get(block) ?? null])) }
}

/** Acceptance is kept for the identities that the words were suggested with, whatever undo made of them. */
function rootsIn(record: CommitmentRecord, ranges: readonly IdRange[]): IdRange[] {
  const roots = rootsOf(record.origins)
  return ranges.flatMap((range) => [...rootRanges(range, roots)])
}

/**
 * True if nothing of it waits, and yet what the answer says to be gone is in the text, whatever it is
 * called by now: what others have taken out, its author has taken back and the others have put back is
 * not adopted, and what another answer has made agreed text, as it does in every place where the words
 * stand, is not declined.
 */
export function standsAgainst(
  doc: Y.Doc,
  { origins }: CommitmentRecord,
  { status, inserted, deleted }: Suggestion,
  outcome: Outcome,
): boolean {
  if (status !== 'emptied' || outcome === 'later') return false
  return anyLive(doc, descentOf(origins).descendants(adopts(outcome) ? deleted : inserted))
}
