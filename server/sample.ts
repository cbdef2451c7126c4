import { samplePlan } from '../shared/commitment/sample/plan.ts'
import { roles } from '../shared/roles.ts'
import type { Access } from './access/access.ts'

/** Opens the sample plan with a link per role, unless there is a plan already. */
export async function openSample({ access }: { access: Access }): Promise<void> {
  if ((await access.plans.all()).length > 0) return
  const { title, locale } = samplePlan
  const plan = await access.plans.create({ title, locale }, null)
  for (const role of roles) await access.invitations.create(plan.id, { role })
}
