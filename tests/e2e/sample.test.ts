import { expect, test } from 'vitest'
import { barriersOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { sampleCommitment } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'

test('U184 whoever opens the sample sees a suggestion on the first screen, by its author, and axe finds nothing in the way there, not even moderate', async () => {
  await using server = await startServer({ ACCORD_SAMPLE: 'whole' })
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  for (const locale of ['en', 'zh-Hant-TW'] as const) {
    const page = await browser.visit(server, ann, path, locale, 'commit', (made) =>
      made.setViewportSize({ width: 1440, height: 900 }),
    )
    const card = page.locator('[data-card]').first()
    await card.getByText('民間團體乙').waitFor()
    expect((await card.boundingBox())?.y).toBeLessThan(600)
    const found = await barriersOn(page, { moderate: true })
    await card.click()
    await page.locator('.discussion').first().waitFor()
    found.push(...(await barriersOn(page, { moderate: true })))
    // what is closed can be looked into as well
    await page.locator('.comment-tray summary').first().click()
    found.push(...(await barriersOn(page, { moderate: true })))
    await page.setViewportSize({ width: 390, height: 844 })
    await page.reload()
    await page.locator('.rail-opener').click()
    await page.locator('.rail-sheet').waitFor()
    found.push(...(await barriersOn(page, { moderate: true })))
    expect([locale, found]).toEqual([locale, []])
    await page.close()
  }
  expect(complaints).toEqual([])
})
