import type { CDPSession } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

/** In seconds. Where it is kerned, a word of that length costs about one at each change. */
const most = 0.4

test('V47 a title that is one endless word holds nobody’s page, in the room and on the plan’s home', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const id = await emptyCommitment(server)
  const bo = await server.join('co-author', { name: 'Bo', sector: 'government' })
  using pen = await penOf(server, await server.join('facilitator', { name: 'Lin' }), id)
  const page = await browser.visit(server, bo, `/c/${id}`)
  await saved(page)
  const title = page.locator('section[data-field="title"] .field-text')
  const browserOf = await page.context().newCDPSession(page)
  // seconds of the processor, not of a clock: other work on the machine counts for nothing
  await browserOf.send('Performance.enable', { timeDomain: 'threadTicks' } as object)
  const before = await layoutOf(browserOf)
  await pen.write('title', 'x'.repeat(24_500))
  await expect.poll(async () => (await title.textContent())?.length).toBeGreaterThan(24_000)
  await title.boundingBox()
  expect((await layoutOf(browserOf)) - before).toBeLessThan(most)

  await page.goto(`${server.url}/plans/${bo.plan.id}`)
  const row = page.locator('.commitment-title', { hasText: 'xxxx' })
  await row.waitFor()
  await row.boundingBox()
  expect(await layoutOf(browserOf)).toBeLessThan(before + 2 * most)
}, 180_000)

async function layoutOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'LayoutDuration')?.value ?? 0
}
