import { roles } from '../shared/roles.ts'
import type { Access, InvitationInfo, PlanInfo } from './access/access.ts'
import { joinUrl } from './access/link.ts'
import { refusal } from './access/sqlite/invitations.ts'

export type Link = {
  readonly role: InvitationInfo['role']
  readonly sector: InvitationInfo['sector']
  readonly code: string
  readonly url: string
}

/** The oldest plan's invitations that still let people in, from the role that may most downwards. */
export async function openLinks(
  access: Access,
  publicUrl: string,
  now: number,
): Promise<readonly Link[]> {
  const plan: PlanInfo | undefined = (await access.plans.all())[0]
  if (!plan) return []
  const invitations = (await access.invitations.of(plan.id)).filter(
    (each) => refusal(each, now) === null,
  )
  return invitations
    .map(({ role, sector, code }) => ({ role, sector, code, url: joinUrl(publicUrl, code) }))
    .sort((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role))
}
