import type * as Y from 'yjs'
import { pendingOf } from '../../shared/authorship/pending.ts'
import { RangeMap } from '../../shared/authorship/rangeMap.ts'
import { awaitsAnswer, speakerOf } from '../../shared/record/answering.ts'
import { bindingOf } from '../../shared/record/bindings.ts'
import { personOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { takeOut } from '../../shared/text/decide.ts'
import { home } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import {
  deletionsByTarget,
  eachOnce,
  type Piece,
  partOf,
  pendingPieces,
} from '../../shared/text/pending.ts'
import { settles } from './answered.ts'
import { contentOf, wordsOf } from './content.ts'
import {
  type Answer,
  asRead,
  type Decider,
  type DecisionRefusal,
  type Deed,
  isOnItsWay,
  refusalOf,
  standsAgainst,
} from './decisions.ts'
import { besides } from './rejoining.ts'
import { withdraw } from './rewrite.ts'

/**
 * Declines all that some people have waiting, with one reason, in one step: for what nobody could
 * answer one by one. It reads each field once, however much of it is theirs, and keeps every word in
 * the record, like every answer.
 */
export function declineAllOf(
  doc: Y.Doc,
  record: CommitmentRecord,
  people: readonly string[],
  by: Decider,
  reason: string,
  at?: number,
): Deed | { readonly refused: DecisionRefusal } {
  const whose = new Set(people.map((person) => personOf(record, person)))
  const theirs = Object.values(record.suggestions).filter(
    (each) =>
      awaitsAnswer(asRead(record, each)) &&
      whose.has(personOf(record, speakerOf(each))) &&
      !standsAgainst(doc, record, each, 'declined'),
  )
  const answer: Answer = {
    ...{ outcome: 'declined', reason, override: false },
    ...(at !== undefined && { at }),
  }
  for (const each of theirs) {
    const refused = refusalOf(record, asRead(record, each), by, answer)
    if (refused) return { refused }
  }
  const [first] = theirs
  if (!first) return { refused: 'not-open' }
  const pieces = piecesByNumber(doc, record, theirs, whose)
  const contents = theirs.map((each) =>
    each.status === 'emptied' ? wordsOf(each) : contentOf(each, pieces.get(each.number) ?? []),
  )
  const taken = theirs.map((each) =>
    isOnItsWay(each, answer)
      ? each.inserted
      : contentOf(each, pieces.get(each.number) ?? []).inserted,
  )
  const numbers = theirs.map(({ number }) => number)
  const going = new IdSet(contents.flatMap(({ inserted }) => inserted))
  return {
    events: theirs.map(({ number }, index) => ({
      type: 'suggestion-decided',
      ...{ suggestion: number, outcome: answer.outcome, reason, accepted: [] },
      content: contents[index] ?? wordsOf(first),
      ...settles(doc, record, taken[index] ?? [], going),
      // said once, for all of it comes back together
      ...(index === 0 && besides(record, going.ranges(), numbers)),
    })),
    write(transaction) {
      takeOut(transaction, going.ranges())
      // all of one author's entries are recognised alike, so they can go as one suggestion's would
      for (const person of whose) {
        const own = theirs.map((each) => personOf(record, speakerOf(each)) === person)
        const one = theirs.find((_, index) => own[index])
        if (!one) continue
        const kinds = Object.assign(
          {},
          ...contents.filter((_, index) => own[index]).map((content) => content.kinds),
        )
        const deleted = theirs.flatMap((each, index) => (own[index] ? each.deleted : []))
        withdraw(transaction, record, { ...one, kinds }, deleted, numbers)
      }
    },
  }
}

function piecesByNumber(
  doc: Y.Doc,
  record: CommitmentRecord,
  theirs: readonly Suggestion[],
  whose: ReadonlySet<string>,
): Map<number, Piece[]> {
  const maps = { inserted: new RangeMap<number>(), deleted: new RangeMap<number>() }
  for (const { number, inserted, deleted } of theirs) {
    for (const range of inserted) maps.inserted.set(range, number)
    for (const range of deleted) maps.deleted.set(range, number)
  }
  const pendingUnder = pendingOf(record)
  const deletions = deletionsByTarget(doc, record.origins)
  const found = new Map<number, Piece[]>()
  for (const field of new Set(theirs.map((each) => each.field))) {
    for (const piece of pendingPieces(doc, field, pendingUnder, deletions)) {
      const binding = bindingOf(record.clients, home(piece.by))
      if (!binding || !whose.has(personOf(record, speakerOf(binding)))) continue
      const [client, clock, length] = piece.range
      for (let at = 0; at < length; ) {
        const { value, until } = maps[piece.what].at(client, clock + at)
        const end = Math.min(length, until - clock)
        if (value !== undefined) {
          const own = found.get(value) ?? []
          found.set(value, own)
          own.push(partOf(piece, at, end))
        }
        at = end
      }
    }
  }
  return new Map([...found].map(([number, pieces]) => [number, eachOnce(pieces)]))
}
