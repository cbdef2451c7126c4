import type { Doc } from 'yjs'
import { Ledger } from '../../shared/authorship/ledger.ts'
import {
  fieldFor,
  fieldNames,
  rowFields,
  type Template,
  templateOf,
} from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { readRows } from '../../shared/text/rows.ts'
import { textOf } from '../../shared/text/views.ts'
import type { Access, CommitmentInfo } from '../access/access.ts'
import { reportOf } from '../authorship/report.ts'
import { appearing, unveiled } from '../exports/appearance.ts'
import { contributionsOf } from '../exports/contributions.ts'
import type { ExportPlan } from '../exports/layout.ts'
import { type Copy, type ExportCommitment, modelOf } from '../exports/model.ts'
import type { Journal } from '../journal/journal.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { type Moment, type Standing, standingAt } from './standing.ts'

/** Where commitments are found. Without rooms everything is folded from the journal. */
export type Files = {
  readonly access: Access
  readonly journal: Journal
  readonly rooms?: Rooms
}

/** What is wanted of a document. */
export type Wanted = {
  readonly copy: Copy
  /** The commitment's own when absent. */
  readonly locale?: Locale | undefined
  readonly timeZone?: string | undefined
  /** Everybody by name, not as they chose to appear. */
  readonly complete?: boolean | undefined
}

/** The form that a plan's introduction is written in; it opens the plan as a document. */
const introductionForm = 'plan-introduction'

/** The model of one commitment at a moment; null when it never stood so. */
export async function commitmentModel(
  files: Files,
  info: CommitmentInfo,
  wanted: Wanted,
  moment: Moment = {},
): Promise<ExportCommitment | null> {
  const template = templateOf(info.template, info.templateVersion)
  const standing = template && (await standingAt(files, info.id, moment))
  if (!template || !standing) return null
  const locale = wanted.locale ?? info.locale
  const plan = (await files.access.plans.all()).find(({ id }) => id === info.plan)
  const members = await files.access.people.of(info.plan)
  const people = wanted.complete ? unveiled(members, locale) : appearing(members, locale)
  // Who brought in what does not depend on when; the ledger knows nothing but times.
  const report = reportOf(standing, new Ledger(), fieldsOf(template, standing.doc), people)
  return modelOf({
    ...standing,
    people,
    template,
    view: wanted.copy,
    plan: plan?.title ?? '',
    title: titleOf(standing, template) || info.title,
    date: standing.at,
    locale,
    timeZone: wanted.timeZone ?? usualZone[locale],
    contributions: contributionsOf(report.fields, people, template),
  })
}

/** All of a plan as it stands now: its introduction, where one is written, and its commitments. */
export async function planModel(
  files: Files,
  plan: { readonly id: string; readonly title: string },
  wanted: Wanted,
): Promise<ExportPlan> {
  let introduction: ExportCommitment | null = null
  const commitments: ExportCommitment[] = []
  for (const info of await files.access.commitments.of(plan.id)) {
    const model = await commitmentModel(files, info, wanted)
    if (!model) continue
    if (info.template === introductionForm && !introduction) introduction = model
    else commitments.push(model)
  }
  return { title: plan.title, introduction, commitments }
}

/** Where a language's readers mostly live; who asks may say another zone. */
const usualZone: Readonly<Record<Locale, string>> = { 'zh-Hant-TW': 'Asia/Taipei', en: 'UTC' }

/** The form's fields in its order, then milestone rows cell by cell. */
export function fieldsOf(template: Template, doc: Doc): string[] {
  return [...fieldNames(template), ...readRows(doc).flatMap(({ id }) => rowFields(template, id))]
}

/** As it reads when every suggestion is adopted. */
function titleOf({ doc, record }: Standing, template: Template): string {
  const field = fieldFor(template, 'title')
  const [text] = field ? textOf(doc, 'final', record, [field.name]) : []
  const lines = text?.blocks.map(({ runs }) => runs.map(({ text }) => text).join('')) ?? []
  return lines.join(' ').trim()
}
