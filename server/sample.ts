import type { Imported } from '../shared/commitment/import.ts'
import { samplePlan } from '../shared/commitment/sample/plan.ts'
import { templateOf } from '../shared/commitment/template.ts'
import { planIntroduction } from '../shared/commitment/templates/plan-introduction.ts'
import { roles } from '../shared/roles.ts'
import type { Access } from './access/access.ts'
import { openCommitment } from './opening.ts'
import type { Rooms } from './rooms/rooms.ts'

/** Stands in the journal for whoever runs the server; nobody in access has this id. */
export const operator = 'operator'

type Parts = { readonly access: Access; readonly rooms: Rooms }

/** Opens the sample plan, with real commitments and a link per role, unless there is a plan. */
export async function openSample(parts: Parts): Promise<void> {
  const { access } = parts
  if ((await access.plans.all()).length > 0) return
  const { title, locale, commitments } = samplePlan
  const plan = await access.plans.create({ title, locale }, null)
  for (const role of roles) await access.invitations.create(plan.id, { role }, null)
  for (const beginning of commitments) await open({ ...beginning, plan: plan.id }, parts)
  const { id, version } = planIntroduction
  const introduction = { title, locale, fields: samplePlan.introduction, rows: [], source: null }
  await open({ ...introduction, template: id, version, plan: plan.id }, parts)
}

type Sample = Pick<Imported, 'template' | 'version' | 'title' | 'locale' | 'fields' | 'rows'> & {
  readonly plan: string
  readonly source: string | null
}

async function open(sample: Sample, parts: Parts): Promise<void> {
  const { plan, title, locale, source } = sample
  const template = templateOf(sample.template, sample.version)
  if (!template) throw new Error(`The sample has an unknown form: ${sample.template}`)
  const opening = { plan, template, title, locale, beginning: sample, source, by: operator }
  const info = await openCommitment(parts, opening)
  const room = await parts.rooms.open(info.id)
  const reason = samplePlan.title
  await room?.act({ person: operator }, () => ({
    events: [{ type: 'state-set', state: 'discussion', reason }],
  }))
}
