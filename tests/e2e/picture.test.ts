import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commitments } from '../../shared/api.ts'
import { openBrowser } from '../support/browser.ts'
import { startServer } from '../support/server.ts'

const root = new URL('../../', import.meta.url)
/** Kept with the project; `ACCORD_PICTURE=1` takes it anew. */
const picture = 'tests/fixtures/room.png'
const size = { width: 1280, height: 800 }

test('O13 the README shows a real page: two people in one commitment, one of them suggesting', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const lin = await server.join('co-author', { name: '林小美', sector: 'government' })
  const ama = await server.join('suggester', { name: 'Ama Mensah', sector: 'civil-society' })
  const list = await server.request('GET', `/api/plans/${lin.plan.id}/commitments`, lin)
  const all = commitments.parse(await list.json()).commitments
  const path = `/c/${all.find(({ template }) => template === 'ogp-2022')?.id}`
  const here = await browser.visit(server, lin, path)
  const there = await browser.visit(server, ama, path)
  await here.setViewportSize(size)
  for (const page of [here, there])
    await page.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()

  await goTo(there, 0)
  await there.keyboard.type('Nobody hears why a suggestion was declined. ')
  await here.locator('ins.mark').first().waitFor()
  await there.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
  await goTo(here, 0)
  await here.locator('.caret-name').first().waitFor({ state: 'attached' })
  await here.locator('section[data-field="problem"]').scrollIntoViewIfNeeded()
  const shot = await here.screenshot({
    animations: 'disabled',
    ...(process.env.ACCORD_PICTURE && { path: new URL(picture, root).pathname }),
  })
  expect(shot.length).toBeGreaterThan(20_000)

  const readme = await readFile(new URL('README.md', root), 'utf8')
  expect(readme).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\(${picture}\\)`))
  const kept = await readFile(new URL(picture, root))
  // a PNG's header: signature, then width and height
  expect(kept.subarray(1, 4).toString()).toBe('PNG')
  expect([kept.readUInt32BE(16), kept.readUInt32BE(20)]).toEqual([size.width, size.height])
  expect(kept.length).toBeLessThan(300_000)
})

/** Puts the caret at the start of a block of the problem. */
async function goTo(page: Page, block: number): Promise<void> {
  await page.locator('section[data-field="problem"] .field-text > *').nth(block).click()
  await page.keyboard.press('Home')
}
