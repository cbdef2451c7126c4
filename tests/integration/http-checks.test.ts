import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { commitments, type Joined } from '../../shared/api.ts'
import { checks, comparisons, imported, overview, previousPlan } from '../../shared/apiPlan.ts'
import { startServer, type TestServer } from '../support/server.ts'

test('C21 the check answers over HTTP in the asker’s language, with what was set aside and why', async () => {
  await using server = await startServer()
  const { plan, token, person } = await server.join('suggester')
  const listed = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const all = commitments.parse(await listed.json()).commitments
  const id = all.at(-1)?.id
  const path = `/api/commitments/${id}/checks`
  const asked = async (language: string) => {
    const headers = { 'accept-language': language }
    const response = await server.request('GET', path, { token, headers })
    return checks.parse(await response.json())
  }
  const [en, zh] = [await asked('en'), await asked('zh-TW')]
  const [first] = en.findings
  if (!first) throw new Error('The sample gives no question')
  expect(zh.findings.map(({ rule }) => rule)).toEqual(en.findings.map(({ rule }) => rule))
  expect(zh.findings[0]?.question).not.toBe(first.question)
  expect(zh.findings[0]?.question).toMatch(/[\u4e00-\u9fff]/)
  expect(en.findings.every(({ source, dismissed }) => source && dismissed === null)).toBe(true)

  const { rule, field, sentence: quote } = first
  const body = { rule, field, quote, reason: 'The annex says it.' }
  const made = await server.request('POST', `${path}/dismissals`, { token, body })
  expect(made.status).toBe(201)
  expect((await asked('en')).findings[0]?.dismissed).toMatchObject({
    reason: 'The annex says it.',
    person: person.id,
  })
  const observer = await server.join('observer')
  const refused = await server.request('POST', `${path}/dismissals`, {
    token: observer.token,
    body,
  })
  expect(refused.status).toBe(403)
})

test('C22 published data becomes commitments, and what has no place in the form is named', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const answer = await importInto(server, facilitator, facilitator.plan.id, 'en_AU0030')
  expect(answer.status).toBe(201)
  const [made] = imported.parse(await answer.json()).commitments
  expect(made?.commitment).toMatchObject({ template: 'ogp-2017', state: 'draft' })
  expect(made?.aside.length).toBeGreaterThan(0)
  const several = await importInto(server, facilitator, facilitator.plan.id, 'zh_TW-DRAFT-2020-02')
  expect(imported.parse(await several.json()).commitments.length).toBeGreaterThan(1)

  const path = `/api/plans/${facilitator.plan.id}/commitments/import`
  const { token } = facilitator
  const wrong = await server.request('POST', path, { token, body: { data: { hello: 1 } } })
  expect(wrong.status).toBe(400)
  const author = await server.join('co-author')
  const refused = await server.request('POST', path, { token: author.token, body: { data: {} } })
  expect(refused.status).toBe(403)
})

test('C23 a plan names an earlier one that its facilitator may read, and is compared with it', async () => {
  await using server = await startServer()
  const facilitator = await server.join('facilitator')
  const { token } = facilitator
  const body = { title: 'Next', locale: 'en' }
  const next = await (await server.request('POST', '/api/plans', { token, body })).json()
  const one = await importInto(server, facilitator, next.id, 'zh_TW-NAP1-4-1')
  const [made] = imported.parse(await one.json()).commitments
  const comparison = async () => {
    const path = `/api/commitments/${made?.commitment.id}/comparisons`
    return comparisons.parse(await (await server.request('GET', path, { token })).json())
  }
  expect(await comparison()).toEqual({ others: [], previous: [] })

  const path = `/api/plans/${next.id}/previous`
  const name = (plan: string | null) => server.request('POST', path, { token, body: { plan } })
  expect((await name('none')).status).toBe(404)
  expect((await name(next.id)).status).toBe(404)
  const named = previousPlan.parse(await (await name(facilitator.plan.id)).json())
  expect(named.plan?.title).toBe(facilitator.plan.title)
  const { previous } = await comparison()
  expect(previous.length).toBeGreaterThan(3)

  const asked = await server.request('GET', `/api/commitments/${made?.commitment.id}/checks`, {
    token,
  })
  const repeated = checks.parse(await asked.json()).findings.filter(({ rule }) => rule === 'T9')
  expect(repeated.length).toBeGreaterThan(0)
  await name(null)
  expect((await comparison()).previous).toEqual([])
})

test('U13 a plan’s overview names what is open, and counts no template text as anybody’s', async () => {
  await using server = await startServer()
  const { plan, token } = await server.join('observer')
  const response = await server.request('GET', `/api/plans/${plan.id}/overview`, { token })
  const { commitments: told } = overview.parse(await response.json())
  expect(told.length).toBeGreaterThan(3)
  expect(told.every(({ hands }) => hands.length === 0)).toBe(true)
  expect(told.some(({ open }) => open.length > 0)).toBe(true)
})

async function importInto(server: TestServer, { token }: Joined, plan: string, name: string) {
  const file = new URL(`../fixtures/commitments/${name}.json`, import.meta.url)
  const data: unknown = JSON.parse(await readFile(file, 'utf8'))
  return server.request('POST', `/api/plans/${plan}/commitments/import`, { token, body: { data } })
}
