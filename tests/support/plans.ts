import { type Joined, joined as joinedBody } from '../../shared/api.ts'
import type { Role, Sector } from '../../shared/roles.ts'
import type { TestServer } from './server.ts'

/** A plan of somebody's own, beside the oldest. */
export type OtherPlan = {
  readonly id: string
  readonly commitment: string
  /** A code that opens it. */
  invite(role: Role, sector?: Sector): Promise<string>
  /** Lets somebody in who is on the server already: their new session. */
  join(who: Joined, role: Role, name?: string): Promise<Joined>
}

/** Opens a plan with one commitment; `host` facilitates one already. */
export async function openPlan(server: TestServer, host: Joined): Promise<OtherPlan> {
  const post = async (path: string, token: string, body: object) => {
    const response = await server.request('POST', path, { token, body })
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
  const { id } = await post('/api/plans', host.token, { title: 'Other', locale: 'en' })
  const form = { template: 'ogp-2022', title: 'Elsewhere', locale: 'en' }
  const opened = await post(`/api/plans/${id}/commitments`, host.token, form)
  const invite = async (role: Role, sector?: Sector) => {
    const body = { role, ...(sector && { sector }) }
    return (await post(`/api/plans/${id}/invitations`, host.token, body)).code as string
  }
  return {
    id,
    commitment: opened.id,
    invite,
    async join(who, role, name = who.person.name) {
      const { organisation, sector } = who.person
      const body = { code: await invite(role), name, organisation, sector }
      return joinedBody.parse(await post('/api/join', who.token, body))
    },
  }
}
