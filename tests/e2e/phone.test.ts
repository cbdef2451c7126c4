import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Locale, locales } from '../../shared/locale/locale.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { openBrowser } from '../support/browser.ts'
import { picture } from '../support/page/picture.ts'
import { emptyCommitment, field, saved } from '../support/page/room.ts'
import { type Pen, penOf } from '../support/pen.ts'
import { isWhole } from '../support/seeds.ts'
import { startServer } from '../support/server.ts'

/** From the narrowest phone to a desk; and just beside each width at which the page changes its form. */
const widths = [320, 345, 361, 375, 389, 390, 414, 480, 640, 820, 961, 1024, 1440]
const shownAt = [320, 375, 390, 820, 1440]
/** A few present are looked at in one language each, many in both; the long run looks at all in both. */
const crowds: readonly (readonly [people: number, seenIn: readonly Locale[]])[] = [
  [1, isWhole ? locales : ['en']],
  [3, isWhole ? locales : ['zh-Hant-TW']],
  [40, locales],
]

/** Parts of what stands around the text that are wider than the page, or cut by what they stand in. */
function cut(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []
  const around = '.room-header *, .room-bar *, .outline *, .presence-list *'
  for (const element of document.querySelectorAll(around)) {
    // For ears alone; a tooltip's or an icon's inner parts have the box of what holds them.
    if (element.closest('.visually-hidden') || element.closest('svg') !== null) continue
    if (getComputedStyle(element).clipPath !== 'none') continue
    const box = element.getBoundingClientRect()
    if (box.width === 0) continue
    const name = `${element.tagName}.${element.className} ${element.textContent?.slice(0, 20)}`
    if (box.left < -0.5 || box.right > clientWidth + 0.5)
      found.push(`${name}: ${Math.round(box.left)}–${Math.round(box.right)}`)
    for (let over = element.parentElement; over; over = over.parentElement) {
      const { overflowX } = getComputedStyle(over)
      if (overflowX === 'visible' || over === document.body) continue
      const frame = over.getBoundingClientRect()
      if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5)
        found.push(`${name} is cut by ${over.className}`)
    }
  }
  return found.slice(0, 4)
}

async function look(page: Page, name: string, show: boolean): Promise<string[]> {
  if (show) await picture(page, name)
  // what hears of another width by an event has it a moment later
  let found: string[] = []
  for (let looks = 0; looks < 40; looks += 1) {
    found = await page.evaluate(cut)
    if (found.length === 0) return []
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  return found.map((each) => `${name}: ${each}`)
}

test('U80 from 320 px on nothing is cut off, whoever is present, in both languages', {
  timeout: 300_000,
}, async () => {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const host = await server.join('facilitator', { name: 'Lin', sector: 'government' })
  const pages = new Map<Locale, Page>()
  for (const locale of locales) {
    const page = await browser.visit(server, host, `/c/${commitment}`, locale)
    await saved(page)
    pages.set(locale, page)
  }
  const crowd: Pen[] = []
  const found: string[] = []
  let here = 1
  for (const [people, seenIn] of crowds) {
    while (here < people) {
      const name = here % 2 ? `Participant ${here}` : `參與者${here}`
      const who = await server.join('co-author', { name, sector: 'civil-society' })
      const pen = await penOf(server, who, commitment)
      placeCaret(pen)
      crowd.push(pen)
      here += 1
    }
    for (const [locale, page] of pages) {
      if (!seenIn.includes(locale)) continue
      await page.locator('.presence .visually-hidden', { hasText: `${people}` }).waitFor()
      for (const width of widths) {
        await page.setViewportSize({ width, height: width > 800 ? 900 : 740 })
        const name = `present-${people}-${width}-${locale}`
        found.push(...(await look(page, name, shownAt.includes(width))))
        if (width !== 320 && width !== 375) continue
        await page.locator('.outline-opener button').click()
        await page.locator('.dialog .outline').waitFor()
        found.push(...(await look(page, `${name}-outline`, true)))
        await page.keyboard.press('Escape')
        await page.locator('.dialog').waitFor({ state: 'detached' })
        const tools = page.locator('.tools-opener button')
        await tools.click()
        await page.locator('.room-bar .toolbar').waitFor()
        found.push(...(await look(page, `${name}-tools`, true)))
        await tools.click()
        await page.locator('.room-bar .toolbar').waitFor({ state: 'hidden' })
        await page.locator('.presence').click()
        await page.locator('.presence-list').waitFor()
        found.push(...(await look(page, `${name}-list`, true)))
        await page.keyboard.press('Escape')
        await page.locator('.presence-list').waitFor({ state: 'detached' })
      }
    }
  }
  for (const pen of crowd) pen[Symbol.dispose]()
  expect(found).toEqual([])
  expect(complaints).toEqual([])
})

/** Says where somebody is, as a page does whose caret stands in a field. */
function placeCaret({ replica }: Pen): void {
  const place = { tname: `${bodyRoots.field}${field}` }
  replica.state.awareness.setLocalStateField('cursor', { anchor: place, head: place })
}

test('U158 the name at somebody’s caret stays within the page, wherever in a line they are', async () => {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const host = await server.join('facilitator', { name: 'Lin' })
  const page = await browser.visit(server, host, `/c/${commitment}`)
  await page.setViewportSize({ width: 320, height: 740 })
  await saved(page)
  const name = 'Somebody whose name is forty signs long'
  using pen = await penOf(server, await server.join('co-author', { name }), commitment)
  const words = 'Data are published in open formats every month. '
  await pen.write(field, words)
  const where = () =>
    page.evaluate(() => document.querySelector<HTMLElement>('.caret')?.style.translate ?? '')
  for (let at = 1, before = ''; at < words.length; at += 6) {
    const place = Y.createRelativePositionFromTypeIndex(fieldText(pen.replica.state.doc, field), at)
    pen.replica.state.awareness.setLocalStateField('cursor', { anchor: place, head: place })
    await expect.poll(where).not.toBe(before)
    before = await where()
    expect(await page.evaluate(cut), `${at}`).toEqual([])
  }
  expect(complaints).toEqual([])
})

test('U114 on a phone the tools are one row, and what shapes the text comes out on a press, by keyboard too, and stays out', async () => {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const host = await server.join('facilitator', { name: 'Lin', sector: 'government' })
  for (const locale of locales) {
    const page = await browser.visit(server, host, `/c/${commitment}`, locale)
    await saved(page)
    const bar = page.locator('.room-bar')
    const height = async () => (await bar.boundingBox())?.height ?? 0
    const opener = page.locator('.tools-opener button')
    for (const width of [320, 375, 390, 640]) {
      await page.setViewportSize({ width, height: 740 })
      expect(await height(), `${width} ${locale}`).toBeLessThan(52)
      expect(await page.locator('.room-bar .toolbar').isVisible()).toBe(false)
    }
    await page.setViewportSize({ width: 375, height: 740 })
    expect(await opener.getAttribute('aria-expanded')).toBe('false')
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.locator('.room-bar .toolbar').waitFor()
    expect(await opener.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.toolbar') !== null)).toBe(
      true,
    )
    await page.reload()
    await saved(page)
    await page.locator('.room-bar .toolbar').waitFor()
    await opener.press('Enter')
    await page.locator('.room-bar .toolbar').waitFor({ state: 'hidden' })
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(await page.locator('.room-bar .toolbar').isVisible()).toBe(true)
    expect(await opener.isVisible()).toBe(false)
  }
  expect(complaints).toEqual([])
})
