import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import type { Joined } from '../../shared/api.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { TestServer } from './server.ts'

/**
 * Where Debian's packages put it; a fresh profile each time, and nothing that phones home. The headless
 * shell is the same engine without windows: a context costs it a fifth of the processor.
 */
const chromiumPath =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path))
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
  /** Opens `path` as somebody who has joined; `begun`: without waiting for its files. */
  visit(
    server: Pick<TestServer, 'url'>,
    who: Joined,
    path: string,
    locale?: Locale,
    begun?: 'commit',
    before?: (page: Page) => Promise<unknown>,
  ): Promise<Page>
  /** Opens an address as somebody on a new device; `look` says what device. */
  arrive(address: string, look?: BrowserContextOptions): Promise<Page>
}

/** The runner's own build step, which is plain JavaScript and has no types. */
const builder = new URL('../../server/run/build.mjs', import.meta.url).href

/** The one Chromium of this worker, over all its files; it ends with the worker's process. */
let launched: Promise<Browser> | null = null

/** Builds the page if need be. */
export async function buildPage(): Promise<void> {
  const { buildClient } = (await import(builder)) as { buildClient(): boolean }
  if (!buildClient()) throw new Error('The page could not be built.')
}

async function launch(): Promise<Browser> {
  await buildPage()
  if (!chromiumPath) throw new Error('There is no Chromium; `npm test` as root installs it.')
  return chromium.launch({ executablePath: chromiumPath, args: quiet })
}

/** For a program that is no worker of a test runner, and goes on. */
export async function closeBrowser(): Promise<void> {
  const browser = await launched
  launched = null
  await browser?.close()
}

/** What a page complains of ends up in `complaints`. */
export async function openBrowser(complaints: string[] = []): Promise<TestBrowser> {
  launched ??= launch()
  const browser = await launched
  const contexts: BrowserContext[] = []
  const open = async (look: BrowserContextOptions) => {
    const context = await browser.newContext(look)
    // A machine that does other things as well may take long; what never comes fails all the same.
    context.setDefaultTimeout(90_000)
    contexts.push(context)
    return context
  }
  return {
    visit: async (server, who, path, locale = 'en', begun, before) => {
      const { token, person } = who
      const context = await open({ locale })
      await context.addCookies([{ name: 'accord_session', value: token, url: server.url }])
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(`${person.name}: ${error.message}`))
      await before?.(page)
      await page.goto(server.url + path, begun && { waitUntil: begun })
      return page
    },
    arrive: async (address, look = {}) => {
      const page = await (await open({ locale: 'en', ...look })).newPage()
      page.on('pageerror', (error) => complaints.push(`${address}: ${error.message}`))
      await page.goto(address)
      return page
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(contexts.map((context) => context.close()))
    },
  }
}
