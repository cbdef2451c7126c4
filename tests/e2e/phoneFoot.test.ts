import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** How far the last words of the text stand above what lies over the page's foot, scrolled to its end. */
function roomBelow(page: Page, over: string): Promise<number> {
  return page.evaluate((over) => {
    document.documentElement.style.scrollBehavior = 'auto'
    window.scrollTo(0, document.documentElement.scrollHeight)
    const words = document.createTreeWalker(
      document.querySelector('.room-page') ?? document.body,
      NodeFilter.SHOW_TEXT,
    )
    let foot = 0
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      if (!node.textContent?.trim() || node.parentElement?.closest('.visually-hidden')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      foot = Math.max(foot, range.getBoundingClientRect().bottom)
    }
    const top = document.querySelector(over)?.getBoundingClientRect().top ?? 0
    return Math.round(top - foot)
  }, over)
}

test('U150 U165 on a phone the bar to the cards reaches from edge to edge: nothing of the text ends under it or under the sheet, and the line of the caret stays above it', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann' })
  const { id, path } = await sampleCommitment(server, ann)
  await server.request('POST', `/api/commitments/${id}/threads`, {
    token: ann.token,
    body: { anchor: { on: 'section', field }, text: 'A question', mentions: [] },
  })
  for (const [locale, ...widths] of [
    ['en', 390, 320],
    ['zh-Hant-TW', 320, 390],
  ] as const) {
    const page = await browser.visit(server, ann, path, locale)
    await saved(page)
    const bar = page.locator('.rail-opener')
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 })
      await bar.waitFor()
      expect(await roomBelow(page, '.rail-opener'), `${width} ${locale}`).toBeGreaterThan(16)
      await bar.click()
      await page.locator('.rail-sheet').waitFor()
      expect(await roomBelow(page, '.rail-sheet'), `${width} ${locale}`).toBeGreaterThan(0)
      await page.keyboard.press('Escape')
      await page.locator('.rail-sheet').waitFor({ state: 'detached' })
    }
    const { x, width, y } = (await bar.boundingBox()) ?? { x: -1, width: 0, y: 0 }
    expect([x, width]).toEqual([0, widths[1]])
    await goToEnd(page)
    for (let line = 0; line < 12; line++) {
      await page.keyboard.press('Enter')
      await page.keyboard.type('Word')
      await until(
        () =>
          page.evaluate(
            (y) => (getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 0) <= y,
            y,
          ),
        `${locale} ${line}: the caret above the bar`,
      )
    }
    await page.close()
  }
  expect(complaints).toEqual([])
})
