import type * as Y from 'yjs'
import { descentOf } from '../../shared/authorship/descent.ts'
import { voiceOf } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import type { Beside, RecordEvent } from '../../shared/record/events.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { withdrawDeletions } from '../../shared/text/decide.ts'
import { home } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { wordsOf } from './content.ts'
import { propose } from './rewrite.ts'

/*
 * Several suggestions can be about the same words. An answer to one of them takes these from the others,
 * which go on waiting with what is left; when the room puts the words back, they are theirs again, under
 * their numbers. What was answered meanwhile does not wait again by that.
 */

/** What other suggestions lose of their words when these leave the text, answered or not. */
export function besides(
  { suggestions }: CommitmentRecord,
  gone: readonly IdRange[],
  answered: readonly number[],
): { beside?: Beside[] } {
  const going = new IdSet(gone)
  const parts = (ranges: readonly IdRange[]) => ranges.flatMap((range) => partsIn(going, range))
  const beside = Object.values(suggestions).flatMap((each): Beside[] => {
    // of an emptied one nothing is left to lose: its author may have taken it back
    if (answered.includes(each.number) || each.status === 'emptied') return []
    const [inserted, deleted] = [parts(each.inserted), parts(each.deleted)]
    const loses = inserted.length + deleted.length > 0
    return loses ? [{ suggestion: each.number, inserted, deleted }] : []
  })
  return beside.length > 0 ? { beside } : {}
}

/** Words that a suggestion lost, as they were called then. */
type Lost = { readonly inserted: IdRange[]; readonly deleted: IdRange[] }

/**
 * What answers to others have taken from suggestions, by number; of those that were taken back before
 * `since`, or at all, nothing is missing any more.
 */
export function lostIn(
  { suggestions }: CommitmentRecord,
  since = Number.POSITIVE_INFINITY,
): (number: number) => Lost {
  const lost = new Map<number, Lost>()
  for (const { decisions, reopenings } of Object.values(suggestions)) {
    // each answer that settles is taken back before the next
    const held = decisions
      .filter(({ outcome }) => outcome !== 'later')
      .filter((_, at) => (reopenings[at]?.at ?? Number.POSITIVE_INFINITY) >= since)
    for (const { suggestion, inserted, deleted } of held.flatMap((each) => each.beside ?? [])) {
      const known = lost.get(suggestion) ?? { inserted: [], deleted: [] }
      lost.set(suggestion, known)
      known.inserted.push(...inserted)
      known.deleted.push(...deleted)
    }
  }
  return (number) => lost.get(number) ?? { inserted: [], deleted: [] }
}

/**
 * What else becomes of suggestions when the room puts these words back, but for the one that it puts
 * them back for. `write` goes behind the writing of the words, which has the identities that were planned.
 */
export function rejoin(
  doc: Y.Doc,
  record: CommitmentRecord,
  words: readonly IdRange[],
  besides?: number,
): { readonly events: RecordEvent[]; readonly write: (transaction: Y.Transaction) => void } {
  const { ancestors, descendants } = descentOf(record.origins)
  const coming = new IdSet(words)
  const known = new IdSet(ancestors(words))
  /** What of that was lost, as it is called by now. */
  const comingOf = (lost: readonly IdRange[]) =>
    descendants(lost.flatMap((each) => partsIn(known, each))).flatMap((each) =>
      partsIn(coming, each),
    )
  const lostOf = lostIn(record)
  const events: RecordEvent[] = []
  const again: { readonly suggestion: Suggestion; readonly deleted: IdRange[] }[] = []
  const waiting = new Map<string, IdSet>()
  for (const suggestion of Object.values(record.suggestions)) {
    const { number, status } = suggestion
    if (number === besides || !['open', 'later', 'emptied'].includes(status)) continue
    const lost = lostOf(number)
    const inserted = unknownOf(suggestion.inserted, comingOf(lost.inserted))
    const deleted = unknownOf(suggestion.deleted, comingOf(lost.deleted))
    const strikes = waiting.get(voiceOf(suggestion)) ?? new IdSet()
    waiting.set(voiceOf(suggestion), strikes)
    for (const range of descendants([...suggestion.deleted, ...deleted])) strikes.add(range)
    if (inserted.length + deleted.length === 0) continue
    again.push({ suggestion, deleted })
    const before = wordsOf(suggestion)
    const content = {
      ...before,
      inserted: [...before.inserted, ...inserted],
      deleted: [...before.deleted, ...deleted],
    }
    events.push({ type: 'suggestion-changed', suggestion: number, content, keeps: true })
  }
  const whose = (client: number) => {
    const binding = bindingOf(record.clients, home(client))
    return binding && voiceOf(binding)
  }
  const strikers = new Set(
    suggestedDeletions(doc, record.origins).flatMap(({ by, range }) =>
      partsIn(known, range).length > 0 ? (whose(by) ?? []) : [],
    ),
  )
  return {
    events,
    write(transaction) {
      for (const striker of strikers) {
        const waits = waiting.get(striker) ?? new IdSet()
        const answered = words.flatMap((range) => waits.missing(range))
        const isTheirs = (client: number) => whose(client) === striker
        withdrawDeletions(transaction, answered, isTheirs, record.origins, waits)
      }
      for (const { suggestion, deleted } of again)
        propose(
          transaction,
          record,
          suggestion,
          { ...wordsOf(suggestion), deleted, kinds: {} },
          record.origins,
        )
    },
  }
}

/** Of what comes back, what is not known. */
export function unknownOf(known: readonly IdRange[], coming: readonly IdRange[]): IdRange[] {
  const seen = new IdSet(known)
  const found: IdRange[] = []
  for (const range of coming) {
    found.push(...seen.missing(range))
    seen.add(range)
  }
  return found
}

/** The parts of a range that are in the set. */
export function partsIn(set: IdSet, [client, clock, length]: IdRange): IdRange[] {
  return set
    .within(client, clock, clock + length)
    .map(([start, end]): IdRange => [client, start, end - start])
}
