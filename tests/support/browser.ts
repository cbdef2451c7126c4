import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import type { Joined } from '../../shared/api.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { TestServer } from './server.ts'

/** Where Debian's package puts it; a fresh profile each time, and nothing that phones home. */
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** A browser in which people sit side by side, each with cookies and storage of their own. */
export type TestBrowser = AsyncDisposable & {
  /** Opens `path` as somebody who has joined. */
  visit(server: TestServer, who: Joined, path: string, locale?: Locale): Promise<Page>
  /** Opens an address as somebody on a new device; `look` says what device. */
  arrive(address: string, look?: BrowserContextOptions): Promise<Page>
}

/** The runner's own build step, which is plain JavaScript and has no types. */
const builder = new URL('../../server/run/build.mjs', import.meta.url).href

/** Builds the page if need be. What a page complains of ends up in `complaints`. */
export async function openBrowser(complaints: string[] = []): Promise<TestBrowser> {
  const { buildClient } = (await import(builder)) as { buildClient(): boolean }
  if (!buildClient()) throw new Error('The page could not be built.')
  const browser = await chromium.launch({ executablePath: chromiumPath, args: quiet })
  const visit = async (context: BrowserContext, server: TestServer, who: Joined, path: string) => {
    const { token, person } = who
    await context.addCookies([{ name: 'accord_session', value: token, url: server.url }])
    const page = await patient(context).newPage()
    page.on('pageerror', (error) => complaints.push(`${person.name}: ${error.message}`))
    await page.goto(server.url + path)
    return page
  }
  return {
    visit: async (server, who, path, locale = 'en') =>
      visit(await browser.newContext({ locale }), server, who, path),
    arrive: async (address, look = {}) => {
      const page = await patient(await browser.newContext({ locale: 'en', ...look })).newPage()
      page.on('pageerror', (error) => complaints.push(`${address}: ${error.message}`))
      await page.goto(address)
      return page
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

/** A machine that does other things as well may take long; a condition that never comes fails all the same. */
function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(90_000)
  return context
}
