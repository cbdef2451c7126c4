import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { readPdf } from '../support/office.ts'
import { picture } from '../support/page/picture.ts'
import { planViews, roomViews, strangerViews, suggestSomething } from '../support/page/views.ts'
import { startServer } from '../support/server.ts'

/** A desk of 1440 × 900 at 200 %, and what WCAG 1.4.10 asks for: 1280 wide at 400 %. */
const zooms = [
  { name: '200', width: 720, height: 450 },
  { name: '400', width: 320, height: 512 },
] as const

/** What sticks out to the side, and what lies over the page and cannot be reached whole. */
function stickingOut(): string[] {
  const found: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) {
    const widest = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map(({ tagName, className }) => `${tagName} ${className}`)
      .slice(0, 3)
    found.push(`the page is ${scrollWidth} wide: ${widest}`)
  }
  for (const element of document.querySelectorAll('.dialog, .popover')) {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const inside = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1
    const ground = element.closest('.dialog-ground')
    const scrolls = ground !== null && ground.scrollHeight > ground.clientHeight
    if (!inside && !scrolls) found.push(`${element.className}: ${[left, top, right, bottom]}`)
  }
  return found
}

async function open(page: Page, server: string, path: string, ready: string): Promise<void> {
  await page.context().setOffline(false)
  await page.evaluate(() => localStorage.clear())
  await page.goto('about:blank')
  await page.goto(server + path)
  await page.locator(ready).first().waitFor()
}

test('U25 at 200 % and 400 % nothing sticks out to the side, and dialogs can be reached whole', {
  timeout: 600_000,
}, async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const facilitator = await server.join('facilitator', { name: 'Lin' })
  const suggester = await server.join('suggester', { name: 'Ama Boateng', sector: 'civil-society' })
  await suggestSomething(browser, server, suggester, 'en')
  const page = await browser.arrive(server.url, { locale: 'en', reducedMotion: 'reduce' })
  const strangers = await strangerViews(server)
  const own = [...planViews(facilitator), ...(await roomViews(server, facilitator, 'en'))]
  const found: string[] = []
  const look = async (view: (typeof own)[number]) => {
    await page.setViewportSize({ width: Math.min(view.upTo ?? 1440, 1440), height: 900 })
    await open(page, server.url, view.path, view.ready)
    await view.open?.(page)
    for (const { name, ...size } of zooms) {
      await page.setViewportSize(size)
      await picture(page, `zoom-${view.name}-${name}`)
      // what is open is placed anew, or closed, in the frame after the zoom
      const frames = () =>
        page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        )
      await frames()
      let out = await page.evaluate(stickingOut)
      for (let tries = 0; out.length > 0 && tries < 20; tries++) {
        await frames()
        out = await page.evaluate(stickingOut)
      }
      found.push(...out.map((each) => `${view.name} at ${name} %: ${each}`))
    }
  }
  for (const view of strangers) await look(view)
  await page
    .context()
    .addCookies([{ name: 'accord_session', value: facilitator.token, url: server.url }])
  for (const view of own) await look(view)
  expect(found).toEqual([])
})

test('U26 on paper a commitment is its text, without the tools around it', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const facilitator = await server.join('facilitator', { name: 'Lin' })
  const [view] = await roomViews(server, facilitator, 'en')
  const page = await browser.visit(server, facilitator, view?.path ?? '')
  await page.locator('.field-text').first().waitFor()
  const words = (text: string) => text.replaceAll(/[\s•]/g, '')
  const blocks = await page.locator('.field-text > *').allTextContents()
  const { text, info } = await readPdf(await page.pdf({ format: 'A4' }))
  const printed = words(text)
  expect(blocks.filter((block) => !printed.includes(words(block).slice(0, 60)))).toEqual([])
  for (const tool of ['Editing', 'Suggesting', 'Saved', 'All changes']) {
    expect(await page.getByText(tool, { exact: true }).count()).toBeGreaterThan(0)
    expect(text).not.toContain(tool)
  }
  expect(Number(/Pages: +(\d+)/.exec(info)?.[1])).toBeGreaterThan(1)
})
