import { invitation, invitations, newInvitation } from '../../shared/api.ts'
import { isRefused } from '../access/access.ts'
import { joinUrl } from '../access/link.ts'
import { inPlan, type Route, refuse } from './route.ts'

/** Of one plan, closed ones included: a code for each of a large meeting. */
const mostInvitations = 2000

export const invitationRoutes: readonly Route[] = [
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/invitations',
    summary: 'A new code for a role, limited in sector, time or uses as asked.',
    body: newInvitation,
    answer: invitation,
    status: 201,
    async handle({ plan, body, person }, { access, publicUrl }) {
      const known = await access.invitations.of(plan)
      if (known.length >= mostInvitations) return refuse('record-full')
      const made = await access.invitations.create(plan, body, person.id)
      return { ...made, url: joinUrl(publicUrl(), made.code) }
    },
  }),
  inPlan('facilitate')({
    method: 'get',
    path: '/api/plans/:plan/invitations',
    summary: 'All invitations of a plan, newest first, closed ones included.',
    answer: invitations,
    async handle({ plan }, { access, publicUrl }) {
      const all = await access.invitations.of(plan)
      return { invitations: all.map((one) => ({ ...one, url: joinUrl(publicUrl(), one.code) })) }
    },
  }),
  inPlan('facilitate')({
    method: 'delete',
    path: '/api/plans/:plan/invitations/:invitation',
    summary: 'Closes an invitation: nobody else comes in with it.',
    answer: null,
    async handle({ plan, param }, { access }) {
      const shut = await access.invitations.shut(plan, param('invitation'))
      return isRefused(shut) ? shut : null
    },
  }),
]
