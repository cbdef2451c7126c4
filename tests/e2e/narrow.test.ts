import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { locales } from '../../shared/locale/locale.ts'
import { openBrowser } from '../support/browser.ts'
import { picture } from '../support/page/picture.ts'
import { emptyCommitment, field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { isWhole } from '../support/seeds.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** Phones that keep the tools in sight, and one so low that these scroll away; each in one language, in turns, but for the long run. */
const phones = [
  { width: 320, height: 568 },
  { width: 320, height: 740 },
  { width: 390, height: 844 },
]

/** Where header, tools and the strip below them stand in the window. */
function measures() {
  const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
  const strip = box('.save-strip')
  return {
    header: box('.room-header')?.bottom ?? 0,
    tools: Math.max(0, box('.room-bar')?.bottom ?? 0),
    strip: strip && { top: strip.top, left: strip.left, right: strip.right, bottom: strip.bottom },
  }
}

test('U141 on a phone what is not saved stays in sight while one writes, for the eye once, for ears once', {
  timeout: 180_000,
}, async () => {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann' })
  const { path } = await sampleCommitment(server, ann)
  for (const [index, locale] of locales.entries()) {
    const page = await browser.visit(server, ann, path, locale)
    await saved(page)
    for (const phone of phones.filter((_, at) => isWhole || at % locales.length === index)) {
      const at = `${phone.width}x${phone.height} ${locale}`
      await page.setViewportSize(phone)
      await goToEnd(page)
      await until(async () => (await page.evaluate(measures)).header < 0, `${at}: the header goes`)
      expect(await page.locator('.save-strip').count(), at).toBe(0)
      await page.context().setOffline(true)
      await page.keyboard.type('x')
      const strip = page.locator('.save-strip.strip-care', { hasText: /1/ })
      await strip.waitFor()
      const now = await page.evaluate(measures)
      expect(await strip.evaluate((one) => getComputedStyle(one).position), at).toBe('fixed')
      expect(now.strip?.top, at).toBeGreaterThanOrEqual(now.tools - 1)
      expect(now.strip?.left, at).toBeGreaterThanOrEqual(0)
      expect(now.strip?.right, at).toBeLessThanOrEqual(phone.width)
      expect(now.strip?.bottom, at).toBeLessThan(now.tools + 40)
      const text = (await strip.textContent()) ?? ''
      // ears find it in the header only, wherever that is
      const told = await page.locator('.save-state', { hasText: text }).count()
      expect([told, await strip.getAttribute('aria-hidden')], at).toEqual([1, 'true'])
      await picture(page, `offline-${phone.width}-${phone.height}-${locale}`)
      await page.evaluate(() => window.scrollTo({ top: 0 }))
      await strip.waitFor({ state: 'detached' })
      await page.context().setOffline(false)
      await saved(page)
      await goToEnd(page)
      await page.keyboard.press('Backspace')
      await saved(page)
    }
    // a desk's header stays
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.context().setOffline(true)
    await page.locator('.save-state.save-care').waitFor()
    expect(await page.locator('.save-strip').isVisible()).toBe(false)
    await page.context().setOffline(false)
    await page.close()
  }
})

/** What of the sheet's head is set in more than one line, or outside of the page. */
function broken(): string[] {
  return [...document.querySelectorAll('.rail-sheet-head > *')].flatMap((part) => {
    const range = document.createRange()
    range.selectNodeContents(part)
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 2 && height > 2)
    const tops = lines.map(({ top, height }) => top + height / 2)
    const box = part.getBoundingClientRect()
    const wraps = Math.max(...tops, 0) - Math.min(...tops, Number.POSITIVE_INFINITY) > 8
    const out = box.left < 0 || box.right > document.documentElement.clientWidth
    return (tops.length > 0 && wraps) || out ? [`${part.className}: ${part.textContent}`] : []
  })
}

test('U142 on a phone the cards’ button is there when there is something, says of what, and the sheet’s head is one line', {
  timeout: 120_000,
}, async () => {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const ann = await server.join('co-author', { name: 'Ann' })
  const pages: Page[] = []
  for (const locale of locales) {
    const page = await browser.visit(server, ann, `/c/${commitment}`, locale)
    await page.setViewportSize({ width: 320, height: 740 })
    await saved(page)
    expect(await page.locator('.rail-opener').count()).toBe(0)
    pages.push(page)
  }
  const threads = `/api/commitments/${commitment}/threads`
  const body = { anchor: { on: 'section', field }, text: 'Why?', mentions: [] }
  const ids: string[] = []
  for (let count = 0; count < 12; count += 1) {
    const made = await server.request('POST', threads, { token: ann.token, body })
    ids.push((await made.json()).thread ?? '')
  }
  for (const [index, locale] of locales.entries()) {
    const page = pages[index]
    const opener = page?.locator('.rail-opener')
    if (!page || !opener) throw new Error('no page')
    await opener.filter({ hasText: '12' }).waitFor()
    expect(await opener.textContent()).toBe(locale === 'en' ? '12 cards' : '12 則建議與留言')
    await picture(page, `opener-320-${locale}`)
    await opener.click()
    await page.locator('.rail-sheet .rail-sheet-count', { hasText: '1 / 12' }).waitFor()
    for (const width of [320, 360, 390, 600]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await page.evaluate(broken), `${width} ${locale}`).toEqual([])
      if (width < 400) await picture(page, `sheet-${width}-${locale}`)
    }
    const all = page.locator('.rail-sheet-head .button')
    expect(await all.textContent()).toBe(locale === 'en' ? 'All suggestions (0)' : '全部建議 (0)')
  }
  expect(complaints).toEqual([])
})

test('U217 at 320 px every tab of a plan is in sight', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('facilitator')
  for (const locale of locales) {
    const page = await browser.visit(server, ann, `/plans/${ann.plan.id}`, locale)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.locator('.tab').nth(2).waitFor()
    const rights = await page.evaluate(() =>
      [...document.querySelectorAll('.tab')].map((tab) => tab.getBoundingClientRect().right),
    )
    expect(Math.max(...rights)).toBeLessThanOrEqual(320)
    const list = await page
      .locator('.tab-list')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    expect(list).toBe(0)
  }
})
