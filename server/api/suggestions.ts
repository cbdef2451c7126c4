import { z } from 'zod'
import {
  decision,
  decliningAll,
  done,
  jointDecision,
  reopening,
  type SuggestionBody,
  suggestionStatuses,
  suggestions,
} from '../../shared/apiRecord.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { SuggestionContent } from '../../shared/record/events.ts'
import { agreedTo, missingKeys } from '../../shared/record/keys.ts'
import type { CommitmentRecord, Suggestion } from '../../shared/record/record.ts'
import { may } from '../../shared/roles.ts'
import { Passages, wordsOf } from '../../shared/text/passage.ts'
import { signOf } from '../../shared/text/sign.ts'
import { type CommitmentInfo, isRefused, type Place, type Refused } from '../access/access.ts'
import { entriesIn } from '../access/entries.ts'
import { newestIn } from '../filing/standing.ts'
import {
  asRead,
  type Decider,
  type DecisionRefusal,
  type Deed,
  decide,
  decideTogether,
} from '../rooms/decisions.ts'
import { declineAllOf } from '../rooms/declining.ts'
import { reopen } from '../rooms/reopening.ts'
import { takeOutAllOf } from '../rooms/takingOut.ts'
import { acting, actingAs } from './acting.ts'
import { inCommitment, type Parts, type Route, refuse } from './route.ts'

export const suggestionRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: '/api/commitments/:commitment/suggestions',
    summary: 'All suggestions, answered ones too, by number; with status only those.',
    query: z.object({ status: z.enum(suggestionStatuses).optional() }),
    answer: suggestions,
    async handle({ commitment, query }, parts) {
      const now = await newestIn(parts, commitment.id)
      if (!now) return refuse('going-away')
      const { doc, record } = now
      const passages = new Passages(doc, record)
      return {
        suggestions: Object.values(record.suggestions)
          .filter(({ status }) => !query.status || status === query.status)
          .map((each) => present(each, record, passages)),
      }
    },
  }),
  inCommitment('decide')({
    method: 'post',
    path: '/api/commitments/:commitment/suggestions/:suggestion/decision',
    summary: 'Answers a suggestion of somebody else. Unless adopted, with a reason.',
    body: decision,
    answer: done,
    handle({ commitment, person, again, body, param }, parts) {
      const { sign, ...answer } = body
      const number = Number(param('suggestion'))
      const signs = sign === undefined ? {} : { [number]: sign }
      const known = decider(parts, again)
      return actingAs(parts, commitment.id, person.id, known, ({ doc, record, at }, by) =>
        worded(decide(doc, record, number, by, { ...answer, signs, at })),
      )
    },
  }),
  inCommitment('decide')({
    method: 'post',
    path: '/api/commitments/:commitment/suggestions/decisions',
    summary: 'One answer to several suggestions: all of them in one step, or none.',
    body: jointDecision,
    answer: done,
    async handle({ commitment, person, again, body }, parts) {
      const { suggestions: numbers, signs: given = [], ...answer } = body
      const signs = Object.fromEntries(given.map((sign, nth) => [numbers[nth], sign]))
      const known = decider(parts, again)
      return actingAs(parts, commitment.id, person.id, known, ({ doc, record, at }, by) =>
        worded(decideTogether(doc, record, numbers, by, { ...answer, signs, at })),
      )
    },
  }),
  inCommitment(
    'facilitate',
    true,
  )({
    method: 'post',
    path: '/api/commitments/:commitment/suggestions/people/:person/declining',
    summary:
      'Declines all that one person, or everybody who came by the same code, has waiting, with one reason, in one step; with `all` their comments and questions set aside are out of the record, too, and count no more.',
    body: decliningAll,
    answer: done,
    async handle({ commitment, person, again, body, param }, parts) {
      const { reason, all, everybody } = body
      const deciding = decider(parts, again)
      const known = async () => {
        const by = await deciding()
        if (isRefused(by)) return by
        const own = await entriesIn(parts.access, commitment.plan, by.person)
        const people = everybody
          ? (await withSameCode(parts, commitment, param('person'))).filter(
              (one) => !own.includes(one),
            )
          : await entriesIn(parts.access, commitment.plan, param('person'))
        return { by, people }
      }
      return actingAs(
        parts,
        commitment.id,
        person.id,
        known,
        ({ doc, record, at }, { by, people }) =>
          worded((all ? takeOutAllOf : declineAllOf)(doc, record, people, by, reason, at)),
      )
    },
  }),
  inCommitment('decide')({
    method: 'post',
    path: '/api/commitments/:commitment/suggestions/:suggestion/reopening',
    summary: 'Puts an answered suggestion before the room again, with a reason.',
    body: reopening,
    answer: done,
    handle: ({ commitment, person, body, param }, parts) =>
      acting(parts, commitment.id, person.id, ({ doc, record }) =>
        worded(reopen(doc, record, Number(param('suggestion')), body.reason, body.answers)),
      ),
  }),
]

/** All who came in by the code by which this person did; whoever came by none is alone. */
async function withSameCode({ access }: Parts, { plan }: CommitmentInfo, person: string) {
  const found = (await access.people.of(plan)).find(({ id }) => id === person)
  return found?.cameBy ? access.people.byCode(plan, found.cameBy) : [person]
}

const codes: Readonly<Record<DecisionRefusal, Refused['refused']>> = {
  'no-such-suggestion': 'no-such-suggestion',
  'not-open': 'suggestion-answered',
  changed: 'suggestion-changed',
  'nothing-left': 'suggestion-answered',
  'own-suggestion': 'own-suggestion',
  'same-device': 'same-device',
  'reason-needed': 'reason-needed',
  'key-missing': 'key-missing',
  'not-settled': 'not-saved',
  'not-allowed': 'not-allowed',
  final: 'commitment-final',
}

type Deciding = Place & { readonly commitment: CommitmentInfo }

/** Sector, role and whom they may be besides count as they are when the answer is given. */
function decider({ access }: Parts, again: () => Promise<Deciding | Refused>) {
  return async (): Promise<Decider | Refused> => {
    const now = await again()
    if (isRefused(now)) return now
    const { person, role, commitment } = now
    const { id, sector } = person
    const alike = await access.people.alike(commitment.plan, id)
    const merged = await access.people.merged(commitment.plan)
    const stands = merged.find((one) => one.person === id)?.into ?? id
    return { person: id, stands, alike, sector, facilitates: may(role, 'facilitate') }
  }
}

function worded(
  act: Deed | { readonly refused: DecisionRefusal; readonly suggestion?: number },
): Deed | Refused {
  if (!('refused' in act)) return act
  const { refused, suggestion } = act
  return {
    ...refuse(codes[refused]),
    ...(suggestion !== undefined && { details: { suggestion: [String(suggestion)] } }),
  }
}

/**
 * As the interface shows it: of one that waits all words, and the keys that hold for them. `passages` are
 * those of the text and the record as they are now.
 */
export function present(
  suggestion: Suggestion,
  record: CommitmentRecord,
  passages: Passages,
): SuggestionBody {
  const { inserted, deleted, decisions, keys: given, changed, ...rest } = suggestion
  const passage = passages.of(suggestion)
  const sign = signOf(passage)
  const waits = awaitsAnswer(asRead(record, suggestion))
  const keys = waits ? agreedTo(given, sign) : given
  const { field } = suggestion
  return {
    ...rest,
    ...(passage.parts.length > 0 && {
      added: wordsOf(passage, 'added'),
      removed: wordsOf(passage, 'removed'),
    }),
    ...(changed && { changed: { by: changed.by, was: listed(changed.was) } }),
    inserted: [...inserted],
    deleted: [...deleted],
    keys: keys.map(({ person, sector, at }) => ({ person, sector, at })),
    sign,
    missingKeys: waits ? missingKeys(record, { field, keys }) : [],
    decisions: decisions.map(({ outcome, reason, person, at, override }) => ({
      outcome,
      reason,
      person,
      at,
      override,
    })),
  }
}

function listed(content: SuggestionContent): SuggestionContent {
  return { ...content, inserted: [...content.inserted], deleted: [...content.deleted] }
}
