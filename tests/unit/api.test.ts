import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { Bounds, bounds } from '../../server/api/bounds.ts'
import { describe as describeRoutes } from '../../server/api/openapi.ts'
import { servePage } from '../../server/api/page.ts'
import { routes } from '../../server/api/routes.ts'
import { wallClock } from '../../server/clock.ts'
import {
  joinRequest,
  memberChange,
  newCommitment,
  newInvitation,
  newPlan,
  newSpeaker,
} from '../../shared/api.ts'
import { newVersion, restoring } from '../../shared/apiHistory.ts'
import {
  commentChange,
  decision,
  dismissal,
  newReply,
  newThread,
  reopening,
  stateChange,
} from '../../shared/apiRecord.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { refusalWords } from '../../shared/locale/refusals.ts'
import { newFolder } from '../support/folder.ts'

test('H10 every route is described, and everything described is a route', () => {
  const { paths } = describeRoutes(routes, 'http://accord.example')
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  )
  const served = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  expect(described.sort()).toEqual(served.sort())
  expect(new Set(served).size).toBe(served.length)
})

test('H10 the description says what a route takes and gives', () => {
  const { paths } = describeRoutes(routes, 'http://accord.example')
  expect(paths['/api/join']?.post).toMatchObject({
    security: [],
    requestBody: {
      content: { 'application/json': { schema: { required: ['code', 'name', 'sector'] } } },
    },
    responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
  })
  expect(paths['/api/commitments/{commitment}/text']?.get).toMatchObject({
    parameters: [
      { name: 'commitment', in: 'path', required: true },
      {
        name: 'view',
        in: 'query',
        required: false,
        schema: { enum: ['current', 'original', 'final'] },
      },
    ],
  })
})

test('H9 every error and refusal has words in both languages', () => {
  for (const words of [...Object.values(errorWords), ...Object.values(refusalWords)]) {
    expect(words.en).toMatch(/[.]$/)
    expect(words['zh-Hant-TW']).toMatch(/[\p{Script=Han}].*。$/u)
  }
})

test('H16 the page answers every address, runs nothing from elsewhere, and its files are kept', async () => {
  await using folder = await newFolder()
  await mkdir(join(folder.path, 'assets'))
  await writeFile(join(folder.path, 'index.html'), '<!doctype html><title>Accord</title>')
  await writeFile(join(folder.path, 'room.html'), '<!doctype html><title>Accord, a room</title>')
  await writeFile(join(folder.path, 'assets/main-1.js'), 'plain')
  await writeFile(join(folder.path, 'assets/main-1.js.br'), 'brotli')
  const app = new Hono()
  servePage(app, folder.path, { bounds: new Bounds(), clock: wallClock, whereFrom: () => 'here' })

  for (const [path, title] of [
    ['/', 'Accord'],
    ['/join/ABCDE-FGHJK', 'Accord'],
    ['/plans/1/commitments/2', 'Accord'],
    ['/c/1', 'Accord, a room'],
    ['/c/1/me', 'Accord, a room'],
  ] as const) {
    const page = await app.request(path)
    expect(await page.text()).toContain(`<title>${title}</title>`)
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  }
  const plain = await app.request('/assets/main-1.js')
  expect(await plain.text()).toBe('plain')
  expect(plain.headers.get('cache-control')).toContain('immutable')
  expect(plain.headers.get('content-type')).toMatch(/javascript/)
  const small = await app.request('/assets/main-1.js', {
    headers: { 'accept-encoding': 'gzip, br' },
  })
  expect([await small.text(), small.headers.get('content-encoding')]).toEqual(['brotli', 'br'])
  const missing = await app.request('/assets/main-0.js')
  expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-cache'])
  const outside = await app.request('/assets/..%2f..%2fetc%2fpasswd')
  expect(await outside.text()).not.toContain('root:')
})

test('H129 files are answered from memory, and none twice to whoever has it', async () => {
  await using folder = await newFolder()
  await mkdir(join(folder.path, 'assets'))
  await writeFile(join(folder.path, 'index.html'), '<!doctype html>')
  await writeFile(join(folder.path, 'assets/main-1.js'), 'plain')
  await writeFile(join(folder.path, 'assets/main-1.js.br'), 'brotli')
  const app = new Hono()
  servePage(app, folder.path, { bounds: new Bounds(), clock: wallClock, whereFrom: () => 'here' })
  await rm(folder.path, { recursive: true })
  const ask = (headers: Record<string, string>) => app.request('/assets/main-1.js', { headers })
  const tags = new Set<string>()
  for (const [encoding, text] of [
    ['br', 'brotli'],
    ['gzip', 'plain'],
  ] as const) {
    const first = await ask({ 'accept-encoding': encoding })
    expect([await first.text(), first.headers.get('content-length')]).toEqual([
      text,
      `${text.length}`,
    ])
    const tag = first.headers.get('etag') ?? ''
    tags.add(tag)
    const again = await ask({ 'accept-encoding': encoding, 'if-none-match': tag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('cache-control')).toContain('immutable')
  }
  expect(tags.size).toBe(2)
  expect((await app.request('/join/ABCDE-FGHJK')).status).toBe(200)
  expect((await app.request('/assets/none.js')).status).toBe(404)
})

test('H187 what a page was made from is served to nobody, also where a build before left it', async () => {
  await using folder = await newFolder()
  await mkdir(join(folder.path, 'assets'))
  await writeFile(join(folder.path, 'index.html'), '<!doctype html>')
  await writeFile(join(folder.path, 'assets/main-1.js.map'), '{}')
  const app = new Hono()
  servePage(app, folder.path, { bounds: new Bounds(), clock: wallClock, whereFrom: () => 'here' })
  expect((await app.request('/assets/main-1.js.map')).status).toBe(404)
})

test('H188 an address is given so many bytes of files, and what it has already costs none', async () => {
  await using folder = await newFolder()
  await mkdir(join(folder.path, 'assets'))
  await writeFile(join(folder.path, 'index.html'), '<!doctype html>')
  await writeFile(join(folder.path, 'assets/main-1.js'), Buffer.alloc(2 ** 20))
  await writeFile(join(folder.path, 'assets/main-1.js.gz'), 'small')
  const app = new Hono()
  servePage(app, folder.path, {
    ...{ bounds: new Bounds(), clock: wallClock },
    whereFrom: (c) => c.req.header('from') ?? '',
  })
  const ask = async (from: string, headers: Record<string, string> = {}) =>
    app.request('/assets/main-1.js', { headers: { from, ...headers } })
  const most = bounds.fileBytes / 2 ** 20
  // a hall that opens it for the first time, each with a megabyte
  expect(most).toBeGreaterThanOrEqual(4 * 60)
  for (let asked = 0; asked < most; asked++) expect((await ask('hall')).status).toBe(200)
  const refused = await ask('hall')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect([refused.headers.get('content-type'), refused.headers.get('cache-control')]).toEqual([
    expect.stringContaining('json'),
    'no-cache',
  ])
  const elsewhere = await ask('elsewhere')
  expect(elsewhere.status).toBe(200)
  const tag = elsewhere.headers.get('etag') ?? ''
  expect((await ask('hall', { 'if-none-match': tag })).status).toBe(304)
})

test('H103 what shows nothing is no reason, comment, name or title; signs within words stay', () => {
  const anchor = { on: 'section', field: 'problem' }
  const takes = [
    ...[newThread, newReply, commentChange].map(
      (schema) => (text: string) => schema.safeParse({ anchor, text }).success,
    ),
    (reason: string) => restoring.safeParse({ seq: 1, reason }).success,
    (reason: string) =>
      dismissal.safeParse({ rule: 'T1', field: 'problem', quote: '', reason }).success,
    (name: string) => newVersion.safeParse({ name }).success,
    (title: string) => newPlan.safeParse({ title, locale: 'en' }).success,
    // where a reason may be left out, one that shows nothing is
    (reason: string) => decision.parse({ outcome: 'declined', reason }).reason !== '',
    (reason: string) => reopening.parse({ reason }).reason !== '',
    (reason: string) => stateChange.parse({ state: 'final', reason }).reason !== '',
  ]
  const nothing = ['', ' \n', '\u200b', '\u2800', '\u3164', '\u00ad\u200d', '\u{e0041}', '\u0301']
  for (const text of nothing) expect(takes.map((take) => take(text))).not.toContain(true)
  for (const text of ['可', '?', '👩‍👩‍👧', 'e\u0301', 'נ\u200f', 'می\u200cخواهم'])
    expect(takes.map((take) => take(text))).not.toContain(false)
  expect(newReply.parse({ text: 'می\u200cخواهم' }).text).toBe('می\u200cخواهم')
})

test('J71 a name, organisation, title or label that shows nothing is refused wherever one is given; blanks are left out', () => {
  const who = { name: 'Lin', organisation: '', sector: 'public', code: 'X' }
  const needed: ((text: string) => unknown)[] = [
    (name) => joinRequest.parse({ ...who, name }).name,
    (name) => newSpeaker.parse({ ...who, name }).name,
    (name) => memberChange.parse({ name }).name,
    (title) => newPlan.parse({ title, locale: 'en' }).title,
    (title) => newCommitment.parse({ template: 'tw-nap', title, locale: 'en' }).title,
    (name) => newVersion.parse({ name }).name,
  ]
  const free: ((text: string) => unknown)[] = [
    (organisation) => joinRequest.parse({ ...who, organisation }).organisation,
    (organisation) => newSpeaker.parse({ ...who, organisation }).organisation,
    (organisation) => memberChange.parse({ organisation }).organisation,
    (label) => newInvitation.parse({ role: 'observer', label }).label,
  ]
  for (const text of ['\u200b', ' \u2800', '\u3164', '\u202a\u202c', '\u0301', '\u{e0041}'])
    for (const take of [...needed, ...free])
      expect(() => take(text), JSON.stringify(text)).toThrow()
  for (const blank of ['', '  ', '\u3000']) {
    for (const take of free) expect(take(blank)).toBe('')
    for (const take of needed) expect(() => take(blank)).toThrow()
  }
  for (const take of [...needed, ...free]) expect(take(' 陳\u202c 👩‍👩‍👧 ')).toBe('陳 👩‍👩‍👧')
})
