import { expect, test } from 'vitest'
import { routes } from '../../server/api/routes.ts'
import { errorBody, type Joined } from '../../shared/api.ts'
import { actions, may, type Role } from '../../shared/roles.ts'
import { openPlan } from '../support/plans.ts'
import { type Case, routeRights } from '../support/routeRights.ts'
import { startServer, type TestServer } from '../support/server.ts'

type Where = 'here' | 'elsewhere' | 'nowhere'

/** Somebody, and what they are in each plan; null: nothing there. */
type Standing = {
  readonly name: string
  readonly token: string | null
  readonly self: string
  /** Without a session they are nobody at all. */
  readonly known: boolean
  readonly here: Role | null
  readonly elsewhere: Role | null
}

const refusals = ['no-session', 'not-allowed', 'no-such-plan', 'no-such-commitment']

/** So many are asked at once: fewer than the server takes from one person. */
const together = 12

test('H6 every route of the server has an expectation of its own, and no other has', () => {
  const listed = routes.map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(routeRights).sort()).toEqual([...listed].sort())
})

test('H6 each route, asked by everybody about every plan, opens to whom the table of rights says', async () => {
  await using server = await startServer()
  const { standings, at, somebody } = await scene(server)
  const wrong: string[] = []
  let asked = 0
  // leaving ends a session, so it comes last
  const order = [...routes].sort((one, other) => leaves(one.path) - leaves(other.path))
  for (const standing of standings) {
    const questions = order.flatMap(({ method, path }) => {
      const inPlan = path.includes(':plan') || path.includes(':commitment')
      const places: Where[] = inPlan ? ['here', 'elsewhere', 'nowhere'] : ['here']
      const cases = routeRights[`${method} ${path}`] ?? []
      return places.flatMap((where) => cases.map((one) => ({ method, path, where, one })))
    })
    const ask = async ({ method, path, where, one }: (typeof questions)[number]) => {
      const whom = one.whom === 'self' ? standing.self : somebody
      const given: Record<string, string> = { ...at[where], person: whom }
      const address = path.replace(/:(\w+)/g, (_, name: string) => given[name] ?? 'none')
      const response = await server.request(method.toUpperCase(), withQuery(address, one), {
        ...(standing.token && { token: standing.token }),
        ...(method !== 'get' && { body: one.body ?? 'nothing that a schema takes' }),
      })
      const found = await outcomeOf(response)
      const expected = expectation(standing, where, path, one)
      asked++
      if (found !== expected) {
        const how = [standing.name, where, method, withQuery(path, one), one.whom ?? ''].join(' ')
        wrong.push(`${how}: ${found}, not ${expected}`)
      }
    }
    for (let from = 0; from < questions.length; from += together) {
      const part = questions.slice(from, from + together)
      const [last] = part.slice(-1)
      const staying = last && leaves(last.path) ? part.slice(0, -1) : part
      await Promise.all(staying.map(ask))
      if (last && staying.length < part.length) await ask(last)
    }
  }
  expect(wrong).toEqual([])
  // nothing was left out: each route by each standing, in each plan where it is in one
  expect(asked).toBeGreaterThan(routes.length * standings.length * 2)
})

function leaves(path: string): number {
  return Number(path === '/api/leave')
}

function withQuery(path: string, { query }: Case): string {
  return query === undefined ? path : `${path}?${query}`
}

/** What the door says; `in`: one has come behind it, whatever is said there. */
async function outcomeOf(response: Response): Promise<string> {
  const text = await response.text()
  if (response.status >= 500) return `${response.status} ${text}`
  if (response.ok) return 'in'
  const { code } = errorBody.parse(JSON.parse(text)).error
  return refusals.includes(code) ? code : 'in'
}

function expectation({ known, ...roles }: Standing, where: Where, path: string, { needs }: Case) {
  if (needs === 'anyone') return 'in'
  if (!known) return 'no-session'
  if (needs === 'person') return 'in'
  if (needs === 'founder')
    return [roles.here, roles.elsewhere].includes('facilitator') ? 'in' : 'not-allowed'
  const role = where === 'nowhere' ? null : roles[where]
  if (!role) return path.includes(':plan') ? 'no-such-plan' : 'no-such-commitment'
  return may(role, needs) ? 'in' : 'not-allowed'
}

/** Two plans, and somebody of every standing. */
async function scene(server: TestServer) {
  const host = await server.join('facilitator', { name: 'Host' })
  const plan = host.plan.id
  const opened = await server.request('POST', `/api/plans/${plan}/commitments`, {
    ...{ token: host.token, body: { template: 'ogp-2022', title: 'Here', locale: 'en' } },
  })
  const { id: commitment } = await opened.json()
  const other = await openPlan(server, host)
  const body = { name: 'Rival', organisation: '', sector: 'public' }
  const change = (who: Joined, wanted: object) =>
    server.request('PATCH', `/api/plans/${plan}/people/${who.person.id}`, {
      ...{ token: host.token, body: wanted },
    })
  const standing = (
    name: string,
    who: Joined,
    [here, elsewhere]: [Role | null, Role | null],
    more: Partial<Standing> = {},
  ): Standing => ({
    ...{ name, token: who.token, self: who.person.id, known: true, here, elsewhere },
    ...more,
  })
  const roles = ['facilitator', 'co-author', 'suggester', 'observer'] as const
  const members = await Promise.all(
    roles.map(async (role) => standing(role, await server.join(role), [role, null])),
  )
  const mutedLead = await server.join('facilitator')
  await change(mutedLead, { muted: true })
  const mutedAuthor = await server.join('co-author')
  await change(mutedAuthor, { muted: true })
  const removed = await server.join('facilitator')
  await change(removed, { removed: true })
  const lowered = await server.join('facilitator')
  await change(lowered, { role: 'observer' })
  const left = await server.join('facilitator')
  await server.request('POST', '/api/leave', left)
  const joins = await server.request('POST', '/api/join', {
    body: { ...body, code: await other.invite('facilitator') },
  })
  const both = await other.join(await server.join('observer'), 'co-author')
  const somebody = (await server.join('observer')).person.id
  const standings = [
    ...members,
    standing('muted facilitator', mutedLead, ['suggester', null]),
    standing('muted co-author', mutedAuthor, ['suggester', null]),
    standing('facilitator made observer', lowered, ['observer', null]),
    standing('removed', removed, [null, null]),
    standing('facilitator of the other plan', await joins.json(), [null, 'facilitator']),
    standing('observer here, co-author there', both, ['observer', 'co-author']),
    standing('left', left, [null, null], { known: false }),
    standing('forged', left, [null, null], { known: false, token: 'x'.repeat(43) }),
    standing('nobody', left, [null, null], { known: false, token: null }),
  ]
  const at: Record<Where, Record<string, string>> = {
    here: { plan, commitment },
    elsewhere: { plan: other.id, commitment: other.commitment },
    nowhere: { plan: 'constructor', commitment: '__proto__' },
  }
  return { standings, at, somebody }
}

test('H6 the rights of a role are what the table says, action by action', () => {
  const allowed = (role: Role) => actions.filter((action) => may(role, action))
  expect(allowed('observer')).toEqual(['read'])
  expect(allowed('suggester')).toEqual(['read', 'suggest', 'comment'])
  expect(allowed('co-author')).toEqual(['read', 'suggest', 'comment', 'edit', 'decide'])
  expect(allowed('facilitator')).toEqual([...actions])
})
