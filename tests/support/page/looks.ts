import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Locale } from '../../../shared/locale/locale.ts'
import { barriersOn } from '../axe.ts'
import { openBrowser } from '../browser.ts'
import { startServer } from '../server.ts'
import { picture } from './picture.ts'
import { planViews, roomViews, strangerViews, suggestSomething, type View } from './views.ts'

const schemes = ['light', 'dark'] as const
const sizes = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
] as const

/** Every page in every size, by day and by night, is open to everybody, axe says; nothing is complained of. */
export async function looksOpenToAll(locale: Locale): Promise<void> {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const facilitator = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const suggester = await server.join('suggester', { name: 'Ama Boateng', sector: 'civil-society' })
  const observer = await server.join('observer', { name: '吳觀察', sector: 'public' })
  await suggestSomething(browser, server, suggester, locale)
  const page = await browser.arrive(server.url, { locale, reducedMotion: 'reduce' })
  const barriers: string[] = []
  const visitAll = async (views: readonly View[]) => {
    for (const view of views) {
      try {
        barriers.push(...(await visit(page, server.url, view, locale)))
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
  expect(barriers).toEqual([])
  expect(complaints).toEqual([])
}

/** Opens a view once and looks at it in every size, by day and by night, as people turn their devices. */
async function visit(page: Page, server: string, view: View, locale: Locale): Promise<string[]> {
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
  const barriers: string[] = []
  for (const size of [largest, ...smaller]) {
    await page.setViewportSize(size)
    // a menu that has no room any more closes, some frames later, and is opened again there
    await page.evaluate(nextFrames)
    if (overlay && !(await page.locator(overlay).first().isVisible())) await open?.(page)
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme })
      const file = `${name}-${size.width}-${locale}-${scheme}`
      await picture(page, file)
      const asked = askedOf(size, scheme)
      const found = asked ? await barriersOn(page, { ...asked, within: overlay }) : []
      barriers.push(...found.map((barrier) => `${file} ${barrier}`))
    }
  }
  return barriers
}

function nextFrames(): Promise<unknown> {
  return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
}

/** All rules on a desk and on a phone; by night only what the night changes; a tablet has a phone's page. */
function askedOf({ width }: (typeof sizes)[number], scheme: (typeof schemes)[number]) {
  if (width === 820) return null
  if (scheme === 'light') return {}
  return width === 1440 ? { rules: ['color-contrast'] } : null
}
