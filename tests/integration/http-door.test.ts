import { expect, test } from 'vitest'
import { startServer } from '../support/server.ts'

const lin = { name: 'Lin', organisation: '', sector: 'public' }

test('H5 a session is known by cookie as by bearer token', async () => {
  await using server = await startServer()
  const { token, person } = await server.join('observer')
  const byCookie = { headers: { cookie: `other=1; accord_session=${token}` } }
  for (const options of [byCookie, { token }]) {
    const response = await server.request('GET', '/api/me', options)
    expect((await response.json()).person).toEqual(person)
  }
  const forged = await server.request('GET', '/api/me', { token: `${token}x` })
  expect(forged.status).toBe(401)
})

test('H8 a write that is known by its cookie counts only with an Origin of ours', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  const ours = server.url
  const foreign = 'https://elsewhere.example'
  const cookie = `accord_session=${token}`
  const cases: [Record<string, string>, number][] = [
    [{ cookie }, 403],
    [{ cookie, origin: foreign }, 403],
    [{ cookie, origin: 'null' }, 403],
    [{ cookie, origin: `${ours}.elsewhere.example` }, 403],
    [{ cookie, origin: ours }, 201],
    [{ authorization: `Bearer ${token}` }, 201],
    [{ authorization: `Bearer ${token}`, origin: foreign }, 201],
  ]
  for (const [headers, status] of cases) {
    const body = { role: 'observer' }
    const response = await server.request('POST', `/api/plans/${plan.id}/invitations`, {
      headers,
      body,
    })
    expect([headers, response.status]).toEqual([headers, status])
  }
})

test('H8 no other site can make a visitor join', async () => {
  await using server = await startServer()
  const [link] = await server.links()
  const body = { ...lin, code: link?.code }
  const headers = { origin: 'https://elsewhere.example' }
  const response = await server.request('POST', '/api/join', { headers, body })
  expect([response.status, (await response.json()).error.code]).toEqual([403, 'foreign-origin'])
})

test('H8 behind a proxy the public address is ours too', async () => {
  await using server = await startServer({ ACCORD_PUBLIC_URL: 'https://accord.example/' })
  const { token } = await server.join('facilitator')
  const headers = { cookie: `__Host-accord_session=${token}`, origin: 'https://accord.example' }
  // over plain http somebody on the way can say anything, in whichever name
  for (const origin of ['http://accord.example', `http://127.0.0.1:${server.port}`]) {
    const forged = { headers: { ...headers, origin, host: 'accord.example' } }
    expect((await server.request('POST', '/api/leave', forged)).status).toBe(403)
    expect((await server.request('POST', '/api/join', { ...forged, body: {} })).status).toBe(403)
  }
  expect((await server.request('POST', '/api/leave', { headers })).status).toBe(204)
})

test('H9 an error has a code and words in the asked language', async () => {
  await using server = await startServer()
  for (const [language, words] of [
    ['zh-TW,zh;q=0.9', '請先用邀請連結加入。'],
    ['en-GB', 'Please join with an invitation first.'],
    ['fr', 'Please join with an invitation first.'],
  ]) {
    const headers = { 'accept-language': language ?? '' }
    const response = await server.request('GET', '/api/me', { headers })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ error: { code: 'no-session', message: words } })
  }
})

test('H9 a wrong body is told field by field, in the asked language', async () => {
  await using server = await startServer()
  const body = { code: 'ABC', name: ' ', sector: 'aliens' }
  const told = async (language: string) => {
    const headers = { 'accept-language': language }
    const response = await server.request('POST', '/api/join', { body, headers })
    expect(response.status).toBe(400)
    return (await response.json()).error
  }
  const english = await told('en')
  expect(english.code).toBe('bad-request')
  expect(Object.keys(english.details).sort()).toEqual(['name', 'sector'])
  const chinese = await told('zh-TW')
  expect(Object.keys(chinese.details).sort()).toEqual(['name', 'sector'])
  expect(chinese.details.name).not.toEqual(english.details.name)
})

test('J72 what shows nothing is refused in words of its own, in both languages', async () => {
  await using server = await startServer()
  const { token, plan } = await server.join('facilitator')
  for (const [language, said] of [
    ['en', 'signs that nobody can see'],
    ['zh-TW', '看不見的字元'],
  ] as const) {
    const headers = { 'accept-language': language }
    for (const [path, body, where] of [
      ['/api/join', { code: 'X', name: '\u200b', sector: 'public' }, 'name'],
      [
        '/api/join',
        { code: 'X', name: 'A', organisation: '\u200b', sector: 'public' },
        'organisation',
      ],
      [`/api/plans/${plan.id}/invitations`, { role: 'observer', label: '\u3164' }, 'label'],
      [
        `/api/plans/${plan.id}/commitments/import`,
        { data: { title: '\u200b', language: 'zh' } },
        null,
      ],
    ] as const) {
      const answer = await server.request('POST', path, { body, token, headers })
      const { error } = await answer.json()
      expect([answer.status, error.code], path).toEqual([400, 'shows-nothing'])
      expect(error.message).toContain(said)
      if (where) expect(error.details[where]).toEqual([error.message])
    }
    // with something else that is wrong it is told beside that
    const body = { code: 'X', name: '\u200b', sector: 'aliens' }
    const both = await (await server.request('POST', '/api/join', { body, headers })).json()
    expect([both.error.code, Object.keys(both.error.details).sort()]).toEqual([
      'bad-request',
      ['name', 'sector'],
    ])
    expect(both.error.details.name[0]).toContain(said)
  }
})

test('H9 what is no JSON, too large, or at no address is refused with a code', async () => {
  await using server = await startServer()
  const raw = await fetch(`${server.url}/api/join`, { method: 'POST', body: '{' })
  expect([raw.status, (await raw.json()).error.code]).toEqual([400, 'bad-request'])
  const large = await server.request('POST', '/api/join', { body: { name: 'x'.repeat(2 ** 20) } })
  expect([large.status, (await large.json()).error.code]).toEqual([413, 'too-large'])
  const nowhere = await server.request('GET', '/api/nowhere')
  expect([nowhere.status, (await nowhere.json()).error.code]).toEqual([404, 'not-found'])
})

test('O9 health, readiness and metrics answer without a session', async () => {
  await using server = await startServer()
  expect(await (await server.request('GET', '/healthz')).text()).toBe('ok\n')
  expect((await server.request('GET', '/readyz')).status).toBe(200)
  await server.join('observer')
  const metrics = await (await server.request('GET', '/metrics')).text()
  expect(metrics).toMatch(
    /accord_http_request_seconds_count\{route="post \/api\/join",status="200"\} 1/,
  )
  expect(metrics).toMatch(/^accord_rooms \d/m)
})
