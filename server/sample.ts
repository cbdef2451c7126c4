import { samplePlan } from '../shared/commitment/sample/plan.ts'
import { templateOf } from '../shared/commitment/template.ts'
import { roles } from '../shared/roles.ts'
import type { Access } from './access/access.ts'
import { openCommitment } from './opening.ts'
import type { Rooms } from './rooms/rooms.ts'

/** Stands in the journal for whoever runs the server; nobody in access has this id. */
export const operator = 'operator'

type Parts = { readonly access: Access; readonly rooms: Rooms }

/** Opens the sample plan, with real commitments and a link per role, unless there is a plan. */
export async function openSample(parts: Parts): Promise<void> {
  const { access, rooms } = parts
  if ((await access.plans.all()).length > 0) return
  const { title, locale, commitments } = samplePlan
  const plan = await access.plans.create({ title, locale }, null)
  for (const role of roles) await access.invitations.create(plan.id, { role })
  for (const beginning of commitments) {
    const template = templateOf(beginning.template, beginning.version)
    if (!template) throw new Error(`The sample has an unknown form: ${beginning.template}`)
    const info = await openCommitment(parts, {
      ...{ plan: plan.id, template, title: beginning.title, locale: beginning.locale, beginning },
      source: beginning.source,
      by: operator,
    })
    const room = await rooms.open(info.id)
    const reason = samplePlan.title
    await room?.act({ person: operator }, () => ({
      events: [{ type: 'state-set', state: 'discussion', reason }],
    }))
  }
}
