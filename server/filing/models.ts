import { setImmediate } from 'node:timers/promises'
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
import { type Copy, copies, type ExportCommitment, modelOf } from '../exports/model.ts'
import type { ExportPlan } from '../exports/planLayout.ts'
import { publicFold } from '../exports/publicFold.ts'
import type { PublicRecord } from '../exports/record/record.ts'
import type { Journal } from '../journal/journal.ts'
import type { ActGround } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { type Moment, readAt } from './standing.ts'

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
  const modelIn = await modelling(files, info, wanted)
  const found = await readAt(files, info.id, moment, (ground) => modelIn?.(ground, wanted.copy))
  return found?.result ? { ...found.result, date: found.at } : null
}

/** Makes models of a commitment without waiting, their date still to be found; null: unknown form. */
async function modelling(
  { access }: Files,
  info: CommitmentInfo,
  wanted: Omit<Wanted, 'copy'>,
): Promise<((ground: ActGround, copy: Copy) => ExportCommitment) | null> {
  const template = templateOf(info.template, info.templateVersion)
  if (!template) return null
  const locale = wanted.locale ?? info.locale
  const plan = (await access.plans.all()).find(({ id }) => id === info.plan)
  const members = await access.people.of(info.plan)
  const people = wanted.complete ? unveiled(members, locale) : appearing(members, locale)
  return (ground, copy) => {
    // Who brought in what does not depend on when; the ledger knows nothing but times.
    const report = reportOf(ground, new Ledger(), publicFields(template, ground.doc), people)
    return modelOf({
      ...ground,
      ...{ people, template, locale, view: copy, commitment: info.id },
      plan: plan?.title ?? '',
      title: titleOf(ground, template) || info.title,
      date: 0,
      timeZone: wanted.timeZone ?? usualZone[locale],
      contributions: contributionsOf(report.fields, people, template),
    })
  }
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
    // Whoever writes meanwhile has a turn between two commitments.
    await setImmediate()
    const model = await commitmentModel(files, info, wanted)
    if (!model) continue
    if (info.template === introductionForm && !introduction) introduction = model
    else commitments.push(model)
  }
  return { title: plan.title, introduction, commitments }
}

/** A plan's public record as it stands now: people always as they chose to appear. */
export async function publicRecord(
  files: Files,
  plan: { readonly id: string; readonly title: string },
  { locale, timeZone }: Pick<Wanted, 'locale' | 'timeZone'>,
): Promise<PublicRecord> {
  const whole = await planModel(files, plan, { copy: 'clean', locale, timeZone })
  const commitments: PublicRecord['commitments'][number][] = []
  for (const info of await files.access.commitments.of(plan.id)) {
    const template = templateOf(info.template, info.templateVersion)
    const modelIn = await modelling(files, info, { locale, timeZone })
    if (!template || !modelIn) continue
    const rows = template.fields.find(({ kind }) => kind === 'milestones')?.name ?? null
    await setImmediate()
    const found = await readAt(files, info.id, {}, (ground) => ({
      models: copies.map((copy) => modelIn(ground, copy)),
      fold: publicFold(ground.doc, ground.record, publicFields(template, ground.doc), rows),
    }))
    if (!found) continue
    const [clean, tracked, record] = found.result.models.map((one) => ({ ...one, date: found.at }))
    if (!clean || !tracked || !record) continue
    const { people, seq } = record
    const fold = { commitment: info.id, seq, at: found.at, people, ...found.result.fold }
    const head = await files.journal.hashAt(info.id, seq)
    commitments.push({ copies: { clean, tracked, record }, fold, head: head ?? '' })
  }
  return { plan: whole, commitments }
}

/** Where a language's readers mostly live; who asks may say another zone. */
const usualZone: Readonly<Record<Locale, string>> = { 'zh-Hant-TW': 'Asia/Taipei', en: 'UTC' }

/** The form's fields in its order, then milestone rows cell by cell. */
export function fieldsOf(template: Template, doc: Doc): string[] {
  return [...fieldNames(template), ...readRows(doc).flatMap(({ id }) => rowFields(template, id))]
}

/** How to reach people is in no copy, and so nothing of it is counted in one. */
function publicFields(template: Template, doc: Doc): string[] {
  const contacts = template.fields.filter(({ kind }) => kind === 'contact')
  return fieldsOf(template, doc).filter((field) => !contacts.some(({ name }) => name === field))
}

/** As it reads when every suggestion is adopted. */
function titleOf({ doc, record }: ActGround, template: Template): string {
  const field = fieldFor(template, 'title')
  const [text] = field ? textOf(doc, 'final', record, [field.name]) : []
  const lines = text?.blocks.map(({ runs }) => runs.map(({ text }) => text).join('')) ?? []
  return lines.join(' ').trim()
}
