import * as Y from 'yjs'
import { attributionOf } from '../../shared/authorship/attribution.ts'
import { Ledger } from '../../shared/authorship/ledger.ts'
import { attributedRuns } from '../../shared/authorship/runs.ts'
import {
  fieldFor,
  fieldNames,
  rowFields,
  type Template,
  templateOf,
} from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { asOnePerson, mergedHere } from '../../shared/record/onePerson.ts'
import { type PlainRecord, recordIn } from '../../shared/record/plain.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { guardBody } from '../../shared/text/guard.ts'
import { oneLine } from '../../shared/text/oneLine.ts'
import { readRows } from '../../shared/text/rows.ts'
import { textOf } from '../../shared/text/views.ts'
import { contributionsOf } from './contributions.ts'
import { type Copy, type ExportCommitment, modelOf } from './model.ts'
import type { ExportPlan } from './planLayout.ts'
import { publicFold } from './publicFold.ts'
import { underPublishedIds } from './publishedAs.ts'
import type { PublicRecord } from './record/record.ts'

/**
 * What a model is made from. Plain data, taken from a text in the time of copying it, so that reading
 * it, which takes far longer, is the press's child's and holds nobody up who writes.
 */
export type ModelSource = {
  readonly commitment: string
  /** Its form, known to this server. */
  readonly template: string
  readonly templateVersion: number
  readonly copy: Copy
  readonly locale: Locale
  readonly timeZone: string
  /** The plan's title. */
  readonly plan: string
  /** Where the text itself has none. */
  readonly title: string
  /** Of the record's seq, in milliseconds. */
  readonly date: number
  readonly people: readonly PersonView[]
  /** Ids that stand for those of people; absent: their own do, as in a complete copy. */
  readonly publishedAs?: Readonly<Record<string, string>>
  /** The body as a Yjs update, format 1. */
  readonly state: Uint8Array
  readonly record: PlainRecord
}

/** A plan as a document: everything of it, in its order. */
export type PlanSource = { readonly title: string; readonly sources: readonly ModelSource[] }

/** A plan's public record, whatever copy its sources name. */
export type RecordSource = {
  readonly title: string
  readonly sources: readonly (ModelSource & { readonly head: string })[]
}

/** The form that a plan's introduction is written in; it opens the plan as a document. */
const introductionForm = 'plan-introduction'

/** The model of one commitment. */
export function modelFrom(source: ModelSource): ExportCommitment {
  return reading(source).model(source.copy)
}

/** All of a plan: its introduction, where one is written, and its commitments. */
export function planFrom({ title, sources }: PlanSource): ExportPlan {
  return planOf(title, sources, sources.map(modelFrom))
}

/** A public record: every copy of each commitment, and what its journal folds to. */
export function recordFrom({ title, sources }: RecordSource): PublicRecord {
  const commitments = sources.map((source) => {
    const { model, fold } = reading(source)
    const copies = { clean: model('clean'), tracked: model('tracked'), record: model('record') }
    const { people, seq } = copies.record
    const whole = { commitment: source.commitment, seq, at: source.date, people, ...fold() }
    return { copies, fold: whole, head: source.head }
  })
  const clean = commitments.map(({ copies }) => copies.clean)
  return { plan: planOf(title, sources, clean), commitments }
}

/** The form's fields in its order, then milestone rows cell by cell. */
export function fieldsOf(template: Template, doc: Y.Doc): string[] {
  return [...fieldNames(template), ...readRows(doc).flatMap(({ id }) => rowFields(template, id))]
}

function planOf(
  title: string,
  sources: readonly ModelSource[],
  models: readonly ExportCommitment[],
): ExportPlan {
  const first = sources.findIndex(({ template }) => template === introductionForm)
  const introduction = models[first] ?? null
  return { title, introduction, commitments: models.filter((_, index) => index !== first) }
}

function reading(given: ModelSource) {
  const source = underPublishedIds(given)
  const { commitment, locale, timeZone, plan, date, people } = source
  const kept = recordIn(source.record)
  const merged = mergedHere(kept)
  const record = { ...asOnePerson(kept), merged }
  const template = templateOf(source.template, source.templateVersion)
  if (!template) throw new RangeError(`no form ${source.template}`)
  const doc = new Y.Doc({ gc: false })
  guardBody(doc)
  Y.applyUpdate(doc, source.state)
  // how to reach people is in no copy, and so nothing of it is counted in one
  const contacts = new Set(template.fields.flatMap((f) => (f.kind === 'contact' ? [f.name] : [])))
  const fields = fieldsOf(template, doc).filter((name) => !contacts.has(name))
  // who brought in what does not depend on when, and the ledger knows nothing but times
  const attribute = attributionOf(record, new Ledger())
  const runs = fields.map((name) => ({ name, runs: attributedRuns(doc, name, attribute) }))
  const common = {
    ...{ doc, record, people, template, locale, timeZone, plan, commitment, date },
    title: titleOf(doc, record, template) || source.title,
    contributions: contributionsOf(runs, people, template),
  }
  const rows = template.fields.find(({ kind }) => kind === 'milestones')?.name ?? null
  return {
    model: (view: Copy) => modelOf({ ...common, view }),
    fold: () => publicFold(doc, { ...kept, merged }, fields, rows),
  }
}

/** As it reads when every suggestion is adopted. */
function titleOf(doc: Y.Doc, record: CommitmentRecord, template: Template): string {
  const field = fieldFor(template, 'title')
  const [text] = field ? textOf(doc, 'final', record, [field.name]) : []
  const lines = text?.blocks.map(({ runs }) => runs.map(({ text }) => text).join('')) ?? []
  return oneLine(lines)
}
