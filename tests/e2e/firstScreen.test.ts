import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { startHanging } from '../support/hangs.ts'
import { sampleCommitment } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** Where the title stands, and what it says. */
const drawn = (page: Page) =>
  page.locator('#first b').evaluate((title) => {
    const { x, y } = title.getBoundingClientRect()
    return { x, y, says: getComputedStyle(title, '::after').content }
  })

/** It is drawn, and not only there. */
const painted = (page: Page) =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length > 0)

test('U182 U234 while scripts are on their way, landing, plan and room show title and outline in both languages, and nothing jumps when they come', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using front = await startHanging(server.url)
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann, 'tw-nap')
  const through = { ...server, url: front.url }
  front.hangs = (asked) => /\/assets\/.*\.js/.test(asked)
  const visits = [
    { locale: 'en', width: 1440 },
    { locale: 'zh-Hant-TW', width: 390 },
  ] as const
  const pages = await Promise.all(
    visits.flatMap(({ locale, width }) =>
      ['/', `/plans/${ann.plan.id}`, path].map(async (address) => {
        const page = await browser.visit(through, ann, address, locale, 'commit', (made) =>
          made.setViewportSize({ width, height: 900 }),
        )
        const look = async () => {
          await page.locator('#first').waitFor()
          await until(() => painted(page), `${address} is drawn`)
          return drawn(page)
        }
        let first = await look()
        // a server that is this busy leaves a title out rather than let the page wait for it
        await until(async () => {
          if (JSON.parse(first.says) !== '') return true
          await page.reload({ waitUntil: 'commit' })
          first = await look()
          return false
        }, `${address} has its title`)
        return { page, first, of: `${address} in ${locale}` }
      }),
    ),
  )
  for (const { page, first } of pages)
    expect(await page.getByText(JSON.parse(first.says)).count()).toBe(0)
  front.goOn()
  for (const { page, first, of } of pages) {
    const heading = page.locator('h1')
    await heading.waitFor()
    await page.locator('#first').waitFor({ state: 'hidden' })
    expect([of, (await heading.textContent())?.trim()]).toEqual([of, JSON.parse(first.says)])
    const { x, y } = await heading.evaluate((title) => title.getBoundingClientRect().toJSON())
    const moved = Math.max(Math.abs(x - first.x), Math.abs(y - first.y))
    expect(moved, of).toBeLessThan(4)
  }
  const told = pages[2]?.page.locator('.room-left .outline-open')
  await told?.waitFor()
  // the first that it says is what holds
  expect(await told?.textContent()).toBe('Every section has words')
  expect(complaints).toEqual([])
})
