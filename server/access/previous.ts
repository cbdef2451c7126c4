import { may } from '../../shared/roles.ts'
import type { Access } from './access.ts'

/**
 * The earlier plan that a plan names, as far as this person may be shown it now: somebody who looks
 * after the plan must still be able to read the earlier one, and whoever was removed there is not
 * let in by this back door.
 */
export async function previousFor(
  { plans, people, roleInPlan }: Access,
  plan: string,
  person: string,
): Promise<{ readonly id: string; readonly title: string } | null> {
  const before = await plans.previous(plan)
  if (!before) return null
  const there = await people.of(before.id)
  if (there.some(({ id, removed }) => id === person && removed)) return null
  for (const { id, removed } of there) {
    const role = removed ? null : await roleInPlan(id, plan)
    if (role && may(role, 'facilitate')) return before
  }
  return null
}
