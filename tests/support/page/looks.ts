import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Locale } from '../../../shared/locale/locale.ts'
import { barriersOn } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { isWhole } from '../seeds.ts'
import { startServer } from '../server.ts'
import { picture } from './picture.ts'
import { planViews, roomViews, strangerViews, suggestSomething, type View } from './views.ts'
import { stickingOut, zooms } from './zoom.ts'

const schemes = ['light', 'dark'] as const
const sizes = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
] as const

/** One of the two languages sees the views whose numbers are even, the other one the others. */
const parts: Readonly<Record<Locale, number>> = { en: 0, 'zh-Hant-TW': 1 }

/**
 * Every page is open to everybody, axe says, nothing is complained of, and at no zoom anything sticks
 * out. The long run looks at each in both languages, in every size, by day and by night; otherwise each
 * is seen in one language, on a desk and on a phone, the one by day and the other by night in turns.
 */
export async function looksOpenToAll(locale: Locale): Promise<void> {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const facilitator = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const suggester = await server.join('suggester', { name: 'Ama Boateng', sector: 'civil-society' })
  const observer = await server.join('observer', { name: '吳觀察', sector: 'public' })
  await suggestSomething(browser, server, suggester, locale)
  const page = await browser.arrive(server.url, { locale, reducedMotion: 'reduce' })
  const found: string[] = []
  let nth = 0
  const visitAll = async (views: readonly View[]) => {
    for (const view of views) {
      const number = nth++
      if (!isWhole && number % 2 !== parts[locale]) continue
      const looks = isWhole ? everyLook : number % 4 < 2 ? deskByDay : deskByNight
      try {
        found.push(...(await visit(page, server.url, view, locale, looks)))
      } catch (error) {
        await picture(page, 'failed', true)
        throw new Error(`${view.name} in ${locale}: ${error}`)
      }
    }
  }
  const seat = ({ token }: { readonly token: string }) =>
    page.context().addCookies([{ name: 'accord_session', value: token, url: server.url }])

  await visitAll(await strangerViews(server))
  await seat(facilitator)
  await visitAll(planViews(facilitator))
  const rooms = await roomViews(server, facilitator, locale)
  await visitAll(rooms)
  const [room] = rooms
  for (const [name, who] of [['suggester', suggester] as const, ['observer', observer] as const]) {
    await seat(who)
    if (room) await visitAll([{ ...room, name: `room-${name}` }])
  }
  expect(found).toEqual([])
  expect(complaints).toEqual([])
}

type Scheme = (typeof schemes)[number]
/** What axe is asked in a size by day or by night; null: nothing. */
type Looks = (width: number, scheme: Scheme) => { readonly rules?: readonly string[] } | null

/** All rules on a desk and on a phone; by night only what the night changes; a tablet has a phone's page. */
const everyLook: Looks = (width, scheme) => {
  if (width === 820) return null
  if (scheme === 'light') return {}
  return width === 1440 ? { rules: ['color-contrast'] } : null
}
const deskByDay: Looks = (width, scheme) =>
  (width === 1440 && scheme === 'light') || (width === 390 && scheme === 'dark') ? {} : null
const deskByNight: Looks = (width, scheme) =>
  (width === 1440 && scheme === 'dark') || (width === 390 && scheme === 'light') ? {} : null

/** Opens a view once and looks at it in every size, by day and by night, as people turn their devices. */
async function visit(
  page: Page,
  server: string,
  view: View,
  locale: Locale,
  asked: Looks,
): Promise<string[]> {
  const { name, path, ready, open, overlay, upTo = Number.POSITIVE_INFINITY } = view
  const [largest, ...smaller] = sizes.filter(({ width }) => width <= upTo)
  if (!largest) return []
  await page.context().setOffline(false)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(largest)
  // What the last view chose and the device remembers is not this view's.
  await page.evaluate(() => localStorage.clear())
  // Else an address that differs in its fragment alone would load nothing.
  await page.goto('about:blank')
  await page.goto(server + path)
  await page.locator(ready).first().waitFor()
  await open?.(page)
  const found: string[] = []
  for (const size of [largest, ...smaller]) {
    await page.setViewportSize(size)
    // a menu that has no room any more closes, some frames later, and is opened again there
    await page.evaluate(nextFrames)
    if (overlay && !(await page.locator(overlay).first().isVisible())) await open?.(page)
    for (const scheme of schemes) {
      const look = asked(size.width, scheme)
      if (!look && !isWhole) continue
      await page.emulateMedia({ colorScheme: scheme })
      const file = `${name}-${size.width}-${locale}-${scheme}`
      await picture(page, file)
      const barriers = look
        ? await barriersOn(page, { ...look, within: overlay, moderate: true })
        : []
      found.push(...barriers.map((barrier) => `${file} ${barrier}`))
    }
  }
  found.push(...(await zoomed(page, name, locale)))
  return found
}

/** The same page, as somebody sees it who needs it larger. */
async function zoomed(page: Page, name: string, locale: Locale): Promise<string[]> {
  const found: string[] = []
  for (const { name: zoom, ...size } of zooms) {
    await page.setViewportSize(size)
    await picture(page, `zoom-${name}-${locale}-${zoom}`)
    // what is open is placed anew, or closed, in the frame after the zoom
    await page.evaluate(nextFrames)
    let out = await page.evaluate(stickingOut)
    for (let tries = 0; out.length > 0 && tries < 20; tries++) {
      await page.evaluate(nextFrames)
      out = await page.evaluate(stickingOut)
    }
    found.push(...out.map((each) => `${name} at ${zoom} %: ${each}`))
  }
  return found
}

function nextFrames(): Promise<unknown> {
  return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
}
