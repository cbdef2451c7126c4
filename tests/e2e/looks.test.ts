import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commitments, type Joined } from '../../shared/api.ts'
import { type Locale, locales } from '../../shared/locale/locale.ts'
import { barriersOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** Screenshots of the last run, to be looked at: `PAGE-WIDTH-LANGUAGE-SCHEME.png`. */
const folder = new URL('../../node_modules/.cache/accord/screenshots/', import.meta.url).pathname

const schemes = ['light', 'dark'] as const
const widths = [1440, 820, 390] as const

/** A page or a state of one: how to come there, and what has to be there before it is looked at. */
type View = {
  readonly name: string
  readonly path: string
  readonly ready: string
  readonly open?: (page: Page) => Promise<void>
}

for (const locale of locales) {
  for (const colorScheme of schemes) {
    test(`U18 no page keeps anybody out, axe says; ${locale}, ${colorScheme}`, async () => {
      await using server = await startServer()
      const complaints: string[] = []
      await using browser = await openBrowser(complaints)
      const facilitator = await server.join('facilitator', { name: '林小美', sector: 'government' })
      await mkdir(folder, { recursive: true })
      const barriers: string[] = []
      for (const width of widths) {
        const viewport = { width, height: width < 500 ? 844 : 900 }
        const look = { locale, colorScheme, viewport, reducedMotion: 'reduce' as const }
        const page = await browser.arrive(server.url, look)
        const visit = async ({ name, path, ready, open }: View) => {
          // Else an address that differs in its fragment alone would load nothing.
          await page.goto('about:blank')
          await page.goto(server.url + path)
          await page.locator(ready).first().waitFor()
          await open?.(page)
          const file = `${name}-${width}-${locale}-${colorScheme}`
          await page.screenshot({ path: `${folder}${file}.png` })
          for (const barrier of await barriersOn(page)) barriers.push(`${file} ${barrier}`)
        }
        for (const view of await strangerViews(server)) await visit(view)
        await page
          .context()
          .addCookies([{ name: 'accord_session', value: facilitator.token, url: server.url }])
        for (const view of await facilitatorViews(server, facilitator, locale)) await visit(view)
        await page.context().close()
      }
      expect(barriers).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}

async function strangerViews(server: TestServer): Promise<View[]> {
  const code = (await server.links()).find(({ role }) => role === 'co-author')?.code
  return [
    { name: 'landing', path: '/', ready: '#sample-title' },
    { name: 'join', path: `/join/${code}`, ready: 'form' },
    { name: 'join-closed', path: '/join/none', ready: '[role=alert]' },
    { name: 'nowhere', path: '/nowhere', ready: 'h1' },
  ]
}

async function facilitatorViews(
  server: TestServer,
  { plan, token }: Joined,
  locale: Locale,
): Promise<View[]> {
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const all = commitments.parse(await response.json()).commitments
  const template = locale === 'en' ? 'ogp-2022' : 'tw-nap'
  const room = `/c/${all.find((one) => one.template === template)?.id}`
  const home = `/plans/${plan.id}`
  const press = (selector: string, then: string) => async (page: Page) => {
    await page.locator(selector).first().click()
    await page.locator(then).first().waitFor()
  }
  return [
    {
      name: 'plan',
      path: home,
      ready: '.commitment-sections summary',
      open: press('.commitment-sections summary', '.section-line'),
    },
    { name: 'people', path: `${home}#people`, ready: '.person' },
    { name: 'invitations', path: `${home}#invitations`, ready: '.invitation' },
    {
      name: 'sheet',
      path: `${home}#invitations`,
      ready: '.invitation',
      open: press('.invitation .button', '.qr'),
    },
    { name: 'room', path: room, ready: '.field-text' },
    {
      name: 'checks',
      path: room,
      ready: '.asked',
      open: press('.checks-button', '.check'),
    },
    {
      name: 'facilitator',
      path: room,
      ready: '.field-text',
      open: press('.state-button', '.section-rules'),
    },
  ]
}
