import * as Y from 'yjs'
import type { Member } from '../../shared/api.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { plainOf } from '../../shared/record/plain.ts'
import type { Access, CommitmentInfo } from '../access/access.ts'
import { appearing, unveiled } from '../exports/appearance.ts'
import type { Copy } from '../exports/model.ts'
import type { ModelSource, PlanSource, RecordSource } from '../exports/source.ts'
import type { Journal } from '../journal/journal.ts'
import { breathe } from '../reading.ts'
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

/** What one commitment's model is made from, at a moment; null when it never stood so. */
export async function commitmentSource(
  files: Files,
  info: CommitmentInfo,
  wanted: Wanted,
  moment: Moment = {},
): Promise<ModelSource | null> {
  const sourceIn = await sourcing(files, info, wanted)
  const found = await readAt(files, info.id, moment, (ground) => sourceIn?.(ground))
  if (!found?.result) return null
  const source = { ...found.result, date: found.at }
  if (wanted.complete) return source
  return { ...source, publishedAs: await files.access.people.publishedAs(info.plan) }
}

/** Takes what models are made from without waiting, the date still to be found; null: unknown form. */
export async function sourcing(
  { access }: Files,
  info: CommitmentInfo,
  wanted: Wanted,
): Promise<((ground: ActGround) => ModelSource) | null> {
  const { id: commitment, template, templateVersion, title } = info
  if (!templateOf(template, templateVersion)) return null
  const locale = wanted.locale ?? info.locale
  const plan = (await access.plans.all()).find(({ id }) => id === info.plan)
  const members = asTheyAppear(await access.people.of(info.plan))
  return ({ doc, record }) => ({
    ...{ commitment, template, templateVersion, title, locale, date: 0 },
    record: plainOf(record),
    copy: wanted.copy,
    timeZone: wanted.timeZone ?? usualZone[locale],
    plan: plan?.title ?? '',
    people: wanted.complete ? unveiled(members, locale) : appearing(members, locale),
    state: Y.encodeStateAsUpdate(doc),
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
    if (source) sources.push(source)
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
