import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { nameWords } from '../../client/locale/names.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { openBrowser } from '../support/browser.ts'
import { picture } from '../support/page/picture.ts'
import { sampleCommitment } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'

const looks: readonly (readonly [string, Locale, BrowserContextOptions])[] = [
  ['desktop-en', 'en', { viewport: { width: 1280, height: 800 } }],
  ['desktop-zh', 'zh-Hant-TW', { viewport: { width: 1280, height: 800 } }],
  ['phone-en', 'en', { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ['phone-zh', 'zh-Hant-TW', { viewport: { width: 390, height: 844 }, hasTouch: true }],
]

test.for(looks)(
  'H39 a name is erased and hidden where others wrote it, by a dialog that is in reach as a whole: %s',
  async ([shot, locale, look]) => {
    const complaints: string[] = []
    await using server = await startServer()
    await using browser = await openBrowser(complaints)
    const ann = await server.join('facilitator', { name: 'Ann Lee', sector: 'government' })
    const name = locale === 'en' ? 'Bo Chen' : '陳柏宇'
    const bo = await server.join('co-author', { name, sector: 'civil-society' })
    const { id } = await sampleCommitment(server, ann)
    const { token } = ann
    const send = async (path: string, body: unknown) => {
      const answer = await server.request('POST', path, { token, body })
      expect(answer.ok).toBe(true)
    }
    const anchor = { on: 'section', field: 'problem' }
    for (let nth = 0; nth < 12; nth++) {
      const text = `${nth} ${name} — ${locale === 'en' ? 'said so in a long meeting. ' : '在會議上如此表示。'.repeat(6)}`
      await send(`/api/commitments/${id}/threads`, { anchor, text })
    }
    await send(`/api/plans/${ann.plan.id}/invitations`, { role: 'observer', label: `→ ${name}` })

    const { erase } = nameWords[locale]
    const page = await browser.arrive(server.url, { ...look, locale })
    await page.context().addCookies([{ name: 'accord_session', value: token, url: server.url }])
    await page.goto(`${server.url}/plans/${ann.plan.id}#people`)
    const row = page.locator('.person', { hasText: name })
    await row.locator('button[aria-haspopup]').last().click()
    await page.getByRole('menuitem', { name: erase.action }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(erase.stands(13)).waitFor()
    await picture(page, `erase-${shot}`)

    const box = await dialog.boundingBox()
    const { width = 0, height = 0 } = look.viewport ?? {}
    expect(box).not.toBeNull()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    )
    // the list scrolls in itself: what is to be decided stands below it, on the screen
    const act = dialog.getByRole('button', { name: erase.action })
    const place = await act.boundingBox()
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(height)
    const check = dialog.getByText(erase.hide, { exact: true })
    await check.click()
    expect(await dialog.getByRole('checkbox').isChecked()).toBe(true)
    await picture(page, `erase-${shot}-end`)
    await act.click()
    await dialog.waitFor({ state: 'detached' })

    const kept = async () => {
      const answer = await server.request('GET', `/api/commitments/${id}/threads`, { token })
      return answer.text()
    }
    await expect.poll(kept).toContain('[…]')
    expect(await kept()).not.toContain(name)
    expect(bo.person.name).toBe(name)
    expect(complaints).toEqual([])
  },
)
