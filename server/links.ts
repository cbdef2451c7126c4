import { roles } from '../shared/roles.ts'
import type { Access, InvitationInfo, PlanInfo } from './access/access.ts'
import { joinUrl } from './access/link.ts'

export type Link = {
  readonly role: InvitationInfo['role']
  readonly sector: InvitationInfo['sector']
  readonly code: string
  readonly url: string
}

/** The oldest plan's invitations that still let people in, from the role that may most downwards. */
export async function openLinks(access: Access, publicUrl: string): Promise<readonly Link[]> {
  const plan: PlanInfo | undefined = (await access.plans.all())[0]
  if (!plan) return []
  const invitations = (await access.invitations.of(plan.id)).filter(letsIn)
  return invitations
    .map(({ role, sector, code }) => ({ role, sector, code, url: joinUrl(publicUrl, code) }))
    .sort((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role))
}

function letsIn({ closed, expiresAt, uses, used }: InvitationInfo): boolean {
  return !closed && (expiresAt === null || expiresAt > Date.now()) && (uses === null || used < uses)
}
