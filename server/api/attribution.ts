import type * as Y from 'yjs'
import {
  attribution,
  attributionQuery,
  balance,
  type ContributionsBody,
  contributions,
  done,
  stamps,
  twinDrop,
} from '../../shared/apiRecord.ts'
import { type Attribute, attributionOf } from '../../shared/authorship/attribution.ts'
import { balanceOf } from '../../shared/authorship/balance.ts'
import { takenOutBy } from '../../shared/authorship/deletions.ts'
import { type AttributedRun, attributing, textPieces } from '../../shared/authorship/runs.ts'
import { sharesOf } from '../../shared/authorship/shares.ts'
import { twinsOf } from '../../shared/authorship/twins.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { asOnePerson, personOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { takeOut } from '../../shared/text/decide.ts'
import { Passages } from '../../shared/text/passage.ts'
import type { View } from '../../shared/text/views.ts'
import { type CommitmentInfo, isRefused } from '../access/access.ts'
import { peopleIn, reporting } from '../authorship/report.ts'
import { newestIn } from '../filing/standing.ts'
import { inSlices } from '../reading.ts'
import { sectionState } from '../rooms/ground.ts'
import { acting } from './acting.ts'
import { speakingOf } from './mentions.ts'
import { inCommitment, type Parts, type Route, refuse } from './route.ts'
import { present } from './suggestions.ts'
import { fieldsOf } from './text.ts'

const at = '/api/commitments/:commitment'

export const attributionRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: `${at}/attribution`,
    heavy: true,
    summary:
      'Who brought in every character, for whom, when and how; shares by person and sector. Of the text as it is, or as it stood right after entry `at`; as it reads without, or with, all open suggestions.',
    query: attributionQuery,
    answer: attribution,
    async handle({ commitment, person, query: { at, view } }, parts) {
      if (at !== undefined) return reportAt(parts, commitment, person.id, at, view)
      const standing = await standingOf(parts, commitment)
      if (!standing) return refuse('going-away')
      const people = await parts.access.people.views(commitment.plan, peopleIn(standing.record))
      return inSlices(reporting(standing, standing.ledger, standing.fields, people, view))
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: `${at}/stamps`,
    summary: 'When every identity of the text came in.',
    answer: stamps,
    async handle({ commitment }, { ledgers }) {
      const ledger = await ledgers.current(commitment.id)
      return { seq: ledger.seq, stamps: ledger.stamps().map((stamp) => [...stamp]) }
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: `${at}/balance`,
    heavy: true,
    summary:
      'Who took part where, by sector and person. A description: characters are not influence.',
    answer: balance,
    async handle({ commitment }, parts) {
      const standing = await standingOf(parts, commitment)
      if (!standing) return refuse('going-away')
      const { doc, seq, ledger, fields } = standing
      const record = asOnePerson(standing.record)
      const attribute = attributionOf(record, ledger)
      const runs = await runsIn(doc, fields, attribute)
      const people = await parts.access.people.views(commitment.plan, participants(record))
      const sectors = new Map<string, string>(people.map(({ id, sector }) => [id, sector]))
      const sectorOf = (person: string) => sectors.get(person)
      const table = milestonesOf(commitment)
      const sectionOf = (field: string) => (field.startsWith('row.') ? (table ?? field) : field)
      const { whole, sections } = balanceOf(runs, record, sectorOf, sectionOf)
      return { seq, whole, sections: [...sections] }
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: `${at}/people/:person/contributions`,
    heavy: true,
    summary:
      'What became of one person’s input: suggestions, comments, words, and what they took out.',
    answer: contributions,
    async handle({ commitment, param }, parts) {
      const standing = await standingOf(parts, commitment)
      if (!standing) return refuse('going-away')
      const { doc, seq, ledger, fields } = standing
      const record = asOnePerson(standing.record)
      const person = personOf(record, param('person'))
      const deletions = ledger.deletions().map((one) => ({
        ...one,
        person: personOf(record, one.person),
        onBehalfOf: one.onBehalfOf && personOf(record, one.onBehalfOf),
      }))
      const attribute = attributionOf(record, ledger)
      const runs = await runsIn(doc, fields, attribute)
      const isTheirs = (by: { readonly person: string; readonly onBehalfOf: string | null }) =>
        (by.onBehalfOf ?? by.person) === person
      const passages = new Passages(doc, record)
      return {
        seq,
        suggestions: Object.values(record.suggestions)
          .filter(isTheirs)
          .map((each) => present(each, record, passages)),
        comments: commentsBy(record, isTheirs, await speakingOf(parts, commitment, record)),
        text: runs.flatMap(({ name, runs }) => {
          const share = sharesOf(runs, () => undefined).byPerson[person]
          return share ? [{ field: name, ...share }] : []
        }),
        deletions: takenOutBy(person, doc, deletions, record, attribute),
      }
    },
  }),
  inCommitment('edit')({
    method: 'post',
    path: `${at}/twins/drop`,
    summary: 'Takes one of two places away where the same words stand twice by accident.',
    body: twinDrop,
    answer: done,
    handle: ({ commitment, person, body }, parts) =>
      acting(parts, commitment.id, person.id, ({ doc, record }) => {
        const form = templateOf(commitment.template, commitment.templateVersion)
        if (sectionState(record, form, body.field) !== 'open') return refuse('not-allowed')
        const wanted = String([body.field, body.ranges])
        const isThere = twinsOf(doc, fieldsOf(commitment, doc), record.origins).some(({ places }) =>
          places.some(({ field, ranges }) => String([field, ranges]) === wanted),
        )
        if (!isThere) return { events: [] }
        return { events: [], write: (transaction) => takeOut(transaction, body.ranges) }
      }),
  }),
]

/** All fields as they stand now; others write meanwhile. */
async function runsIn(doc: Y.Doc, fields: readonly string[], attribute: Attribute) {
  const read = fields.map((name) => ({ name, pieces: textPieces(doc, name) }))
  const attributed: { name: string; runs: AttributedRun[] }[] = []
  for (const { name, pieces } of read) {
    attributed.push({ name, runs: await inSlices(attributing(pieces, attribute)) })
  }
  return attributed
}

async function standingOf(parts: Parts, commitment: CommitmentInfo) {
  // the document may be ahead of what is durable; the ledger never is
  const now = await newestIn(parts, commitment.id)
  if (!now) return null
  const ledger = await parts.ledgers.current(commitment.id)
  return { ...now, ledger, fields: fieldsOf(commitment, now.doc) }
}

/** From the journal alone. */
async function reportAt(
  { access, archive }: Parts,
  info: CommitmentInfo,
  person: string,
  seq: number,
  view: View,
) {
  const at = { commitment: info.id, seq, hidden: await access.plans.hidden(info.plan) }
  const named = await archive.ask(person, at, { as: 'people' })
  if (!named) return refuse('no-such-version')
  if (isRefused(named)) return named
  const people = await access.people.views(info.plan, named.told)
  const found = await archive.ask(person, at, { as: 'report', view, form: info, people })
  if (!found) return refuse('no-such-version')
  return isRefused(found) ? found : found.told
}

function milestonesOf({ template, templateVersion }: CommitmentInfo): string | undefined {
  const form = templateOf(template, templateVersion)
  return form?.fields.find(({ kind }) => kind === 'milestones')?.name
}

/** Everybody who wrote, suggested or commented. */
function participants(record: CommitmentRecord): string[] {
  const comments = Object.values(record.threads).flatMap((thread) => thread.comments)
  const people = comments.flatMap(({ person, onBehalfOf }) => [person, onBehalfOf ?? person])
  return [...new Set([...peopleIn(record), ...people])]
}

function commentsBy(
  { threads }: CommitmentRecord,
  isTheirs: (by: { readonly person: string; readonly onBehalfOf: string | null }) => boolean,
  said: (kept: string) => string,
): ContributionsBody['comments'] {
  return Object.values(threads).flatMap(({ id: thread, anchor, comments, resolved }) =>
    comments.flatMap((each, index) => {
      if (!isTheirs(each) || each.deleted) return []
      const { id: comment, at } = each
      const replies = comments.slice(index + 1).filter(({ deleted }) => !deleted).length
      return [
        {
          thread,
          anchor,
          comment,
          at,
          text: said(each.text),
          replies,
          resolved: resolved !== null,
        },
      ]
    }),
  )
}
