import type { Invitation } from '../../shared/api.ts'
import { type Answer, api } from '../api.ts'

/** The new code comes first: a group is never without a way in. */
export async function renew(
  plan: string,
  { id, role, sector, label, uses, used, expiresAt }: Invitation,
): Promise<Answer<unknown>> {
  const made = await api.invite(plan, {
    role,
    ...(sector && { sector }),
    ...(label && { label }),
    ...(uses !== null && { uses: Math.max(uses - used, 1) }),
    ...(expiresAt !== null && { expiresAt }),
  })
  return made.ok ? api.closeInvitation(plan, id) : made
}
