import { expect, test } from 'vitest'
import { jsonOf } from '../../server/json.ts'
import { commitments, errorBody } from '../../shared/api.ts'
import { startServer } from '../support/server.ts'

test('H30 every answer says how it may be read and kept, and over https that nothing else is asked', async () => {
  for (const [address, lasting] of [
    ['http://127.0.0.1', null],
    ['https://accord.example', 'max-age=31536000'],
  ] as const) {
    await using server = await startServer(
      address.startsWith('https') ? { ACCORD_PUBLIC_URL: address } : {},
    )
    const { token, plan } = await server.join('observer')
    for (const path of ['/api/me', '/api/none', `/api/plans/${plan.id}/commitments`, '/healthz']) {
      const { headers } = await server.request('GET', path, { token })
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toBe(lasting)
      if (path.startsWith('/api/')) expect(headers.get('cache-control')).toBe('private, no-store')
    }
  }
})

test('H31 JSON that is nested deeper than anything that is taken is a bad request', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  for (const depth of [65, 200_000]) {
    const response = await fetch(`${server.url}/api/plans/${plan.id}/commitments/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: `{"data":${'['.repeat(depth)}${']'.repeat(depth)}}`,
    })
    expect(response.status).toBe(400)
    expect(errorBody.parse(await response.json()).error.code).toBe('bad-request')
  }
  const told = { text: `${'['.repeat(100)}"\\`, list: [[{ a: '}' }]] }
  expect(jsonOf(JSON.stringify(told))).toEqual(told)
  expect(() => jsonOf('"a')).toThrow()
})

test('H32 a section, a field and a rule that nobody knows are refused, not kept for ever', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator')
  const listed = await server.request('GET', `/api/plans/${lin.plan.id}/commitments`, {
    token: lin.token,
  })
  const all = commitments.parse(await listed.json()).commitments
  const id = all.find(({ template }) => template === 'ogp-2022')?.id
  const at = `/api/commitments/${id}`
  const post = async (path: string, body: object) =>
    (await server.request('POST', `${at}/${path}`, { token: lin.token, body })).status
  const state = { state: 'closed', reason: 'x' }
  const question = { rule: 'T1', quote: 'x', reason: 'y' }
  for (const none of ['none', 'constructor', '__proto__', 'row.r1.none', 'row.r1']) {
    expect(await post(`sections/${none}/state`, state)).toBe(400)
    expect(await post('two-keys', { field: none, on: true })).toBe(400)
    expect(await post('checks/dismissals', { ...question, field: none })).toBe(400)
  }
  const field = 'problem'
  expect(await post('checks/dismissals', { ...question, field, rule: 'toString' })).toBe(400)
  expect(await post('checks/dismissals', { ...question, field })).toBe(201)
  expect(await post('checks/dismissals', { ...question, field: 'row.r1.end', rule: 'S5' })).toBe(
    201,
  )
  expect(await post('two-keys', { field, on: true })).toBe(200)
  expect(await post(`sections/${field}/state`, state)).toBe(200)
})
