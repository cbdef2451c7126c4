import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { outsideWords } from '../../client/locale/outside.ts'
import { catalogues } from '../../client/locale/words.tsx'
import { Bounds } from '../../server/api/bounds.ts'
import { firstScreen, landingTitle, productName } from '../../server/api/firstScreen.ts'
import { servePage } from '../../server/api/page.ts'
import { wallClock } from '../../server/clock.ts'
import { commitment } from '../../shared/api.ts'
import { entranceElement } from '../../shared/entrance.ts'
import { newFolder } from '../support/folder.ts'
import { startServer } from '../support/server.ts'

const hostile = '</script><script>alert(1)</script><!-- 開放'

test('H22 the page of a room brings what it asks first, to whoever may know it, and runs none of it', async () => {
  await using server = await startServer()
  await using folder = await newFolder()
  await writeFile(join(folder.path, 'room.html'), '<!doctype html><body><p>$& room</p></body>')
  const app = new Hono()
  app.all('/api/*', ({ req }) => fetch(server.url + req.path, { headers: req.raw.headers }))
  servePage(app, folder.path, { bounds: new Bounds(), clock: wallClock, whereFrom: () => 'here' })
  const { token, plan, person } = await server.join('facilitator', { name: hostile })
  const body = { title: hostile, template: 'tw-nap', locale: 'zh-Hant-TW' }
  const path = `/api/plans/${plan.id}/commitments`
  const made = await server.request('POST', path, { token, body })
  const { id } = commitment.parse(await made.json())
  const page = async (address: string, cookie?: string) => {
    const response = await app.request(address, cookie ? { headers: { cookie } } : {})
    return { text: await response.text(), caching: response.headers.get('cache-control') }
  }

  const title = { text: hostile, locale: 'zh-Hant-TW' } as const
  const cookie = `accord_session=${token}`
  for (const address of [`/c/${id}`, `/c/${id}/me`]) {
    const { text, caching } = await page(address, cookie)
    expect(caching).toBe('private, no-store')
    const parts = text.split(/<script type="application\/json" id="entrance">|<\/script>/)
    expect([parts.length, parts[0], parts[2]]).toEqual([
      3,
      `<!doctype html><body><p>$& room</p>${firstScreen({ page: 'room', title })}`,
      '</body>',
    ])
    const read = await server.request('GET', `/api/commitments/${id}`, { token })
    expect(JSON.parse(parts[1] ?? '')).toEqual({
      commitment: await read.json(),
      me: person,
      now: expect.any(Number),
    })
    expect(text).not.toContain(hostile)
  }

  for (const [address, other] of [
    [`/c/${id}`, undefined],
    [`/c/${id}`, 'accord_session=forged'],
    ['/c/none', cookie],
    ['/c/..%2f..%2fme', cookie],
  ] as const) {
    const { text, caching } = await page(address, other)
    const first = firstScreen({ page: 'room', title: null })
    const plain = `<!doctype html><body><p>$& room</p>${first}</body>`
    expect([text, caching]).toEqual([plain, 'no-cache'])
    expect(text).not.toContain(entranceElement)
  }
})

test('U181 a plan’s first screen says its title to whoever may read it, as words that nothing can come of', async () => {
  await using server = await startServer()
  await using folder = await newFolder()
  await writeFile(join(folder.path, 'index.html'), '<!doctype html><body>$&</body>')
  const app = new Hono()
  app.all('/api/*', ({ req }) => fetch(server.url + req.path, { headers: req.raw.headers }))
  servePage(app, folder.path, { bounds: new Bounds(), clock: wallClock, whereFrom: () => 'here' })
  const host = await server.join('facilitator')
  const made = await server.request('POST', '/api/plans', {
    token: host.token,
    body: { title: `${hostile} " onload="`, locale: 'zh-Hant-TW' },
  })
  const { id } = await made.json()
  const stranger = await server.join('observer')
  const page = async (address: string, token: string | null) => {
    const headers = { ...(token && { cookie: `accord_session=${token}` }) }
    const response = await app.request(address, { headers })
    return { text: await response.text(), caching: response.headers.get('cache-control') }
  }
  const own = await page(`/plans/${id}`, host.token)
  expect(own.caching).toBe('private, no-store')
  expect(own.text).toContain(
    'data-title="&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- 開放 &quot; onload=&quot;"',
  )
  for (const token of [stranger.token, 'forged', null]) {
    const { text, caching } = await page(`/plans/${id}`, token)
    expect([text.includes('data-title='), text.includes('開放'), caching]).toEqual([
      false,
      false,
      'no-cache',
    ])
  }
  expect((await page('/', host.token)).text).toContain('data-landing')
})

test('U181 the first screen says what the page says', () => {
  for (const locale of ['en', 'zh-Hant-TW'] as const) {
    expect(landingTitle[locale]).toBe(outsideWords[locale].landing.title)
    expect(productName[locale]).toBe(catalogues[locale].product.name)
  }
})
