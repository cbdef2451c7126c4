import type { Member } from '../../shared/api.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { type CommitmentInfo, isRefused, type Refused } from '../access/access.ts'
import { appearing, unveiled } from '../exports/appearance.ts'
import type { Copy } from '../exports/model.ts'
import type { ModelSource, PlanSource, RecordSource } from '../exports/source.ts'
import type { Told } from '../past/wanted.ts'
import { breathe } from '../reading.ts'
import { type Files, type Moment, readAt } from './standing.ts'

/** What is wanted of a document. */
export type Wanted = {
  readonly copy: Copy
  /** The commitment's own when absent. */
  readonly locale?: Locale | undefined
  readonly timeZone?: string | undefined
  /** Everybody by name, not as they chose to appear. */
  readonly complete?: boolean | undefined
}

/** What one commitment's model is made from, at a moment; null when it never stood so. */
export async function commitmentSource(
  files: Files,
  info: CommitmentInfo,
  wanted: Wanted,
  moment: Moment = {},
): Promise<ModelSource | Refused | null> {
  const sourceOf = await sourcing(files, info, wanted)
  const found = sourceOf && (await readAt(files, info.id, moment, { as: 'whole' }))
  if (!found || isRefused(found)) return found
  const source = { ...sourceOf(found.result), date: found.at }
  if (wanted.complete) return source
  return { ...source, publishedAs: await files.access.people.publishedAs(info.plan) }
}

/** Makes of a whole commitment what models are made from, the date still to be found; null: unknown form. */
export async function sourcing(
  { access }: Pick<Files, 'access'>,
  info: CommitmentInfo,
  wanted: Wanted,
): Promise<((whole: Told['whole']) => ModelSource) | null> {
  const { id: commitment, template, templateVersion, title } = info
  if (!templateOf(template, templateVersion)) return null
  const locale = wanted.locale ?? info.locale
  const plan = (await access.plans.all()).find(({ id }) => id === info.plan)
  const members = asTheyAppear(await access.people.of(info.plan))
  return (whole) => ({
    ...{ commitment, template, templateVersion, title, locale, date: 0 },
    ...whole,
    copy: wanted.copy,
    timeZone: wanted.timeZone ?? usualZone[locale],
    plan: plan?.title ?? '',
    people: wanted.complete ? unveiled(members, locale) : appearing(members, locale),
  })
}

/** A second entry appears as its person chose to under the first, and speaks for the same sector. */
function asTheyAppear(members: readonly Member[]): readonly Member[] {
  return members.map((one) => {
    const stands = members.find(({ id }) => id === one.merged?.into)
    return stands ? { ...one, appearsAs: stands.appearsAs, sector: stands.sector } : one
  })
}

/** All of a plan as it stands now. */
export async function planSource(
  files: Files,
  plan: { readonly id: string; readonly title: string },
  wanted: Wanted,
): Promise<PlanSource> {
  const sources: ModelSource[] = []
  for (const info of await files.access.commitments.of(plan.id)) {
    // whoever writes meanwhile has a turn between two commitments
    await breathe()
    const source = await commitmentSource(files, info, wanted)
    if (source && !isRefused(source)) sources.push(source)
  }
  return { title: plan.title, sources }
}

/** A plan's public record as it stands now: people always as they chose to appear. */
export async function recordSource(
  files: Files,
  plan: { readonly id: string; readonly title: string },
  { locale, timeZone }: Pick<Wanted, 'locale' | 'timeZone'>,
): Promise<RecordSource> {
  const { title, sources } = await planSource(files, plan, { copy: 'clean', locale, timeZone })
  const headed: RecordSource['sources'][number][] = []
  for (const source of sources) {
    const head = await files.journal.hashAt(source.commitment, source.record.seq)
    headed.push({ ...source, head: head ?? '' })
  }
  return { title, sources: headed }
}

/** Where a language's readers mostly live; who asks may say another zone. */
const usualZone: Readonly<Record<Locale, string>> = { 'zh-Hant-TW': 'Asia/Taipei', en: 'UTC' }
