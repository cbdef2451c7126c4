import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { servePage } from '../../server/api/page.ts'
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
  servePage(app, folder.path)
  const { token, plan, person } = await server.join('facilitator', { name: hostile })
  const body = { title: hostile, template: 'tw-nap', locale: 'zh-Hant-TW' }
  const path = `/api/plans/${plan.id}/commitments`
  const made = await server.request('POST', path, { token, body })
  const { id } = commitment.parse(await made.json())
  const page = async (address: string, cookie?: string) => {
    const response = await app.request(address, cookie ? { headers: { cookie } } : {})
    return { text: await response.text(), caching: response.headers.get('cache-control') }
  }

  const cookie = `accord_session=${token}`
  for (const address of [`/c/${id}`, `/c/${id}/me`]) {
    const { text, caching } = await page(address, cookie)
    expect(caching).toBe('private, no-store')
    const parts = text.split(/<script type="application\/json" id="entrance">|<\/script>/)
    expect([parts.length, parts[0], parts[2]]).toEqual([
      3,
      '<!doctype html><body><p>$& room</p>',
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
    expect([text, caching]).toEqual(['<!doctype html><body><p>$& room</p></body>', 'no-cache'])
    expect(text).not.toContain(entranceElement)
  }
})
