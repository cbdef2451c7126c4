import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { startHanging } from '../support/hangs.ts'
import { goToEnd, sampleCommitment } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** Puts the page's own clock forward until it says so. */
const says = (page: Page, words: string) =>
  until(async () => {
    await page.clock.runFor(10_000)
    return page.getByText(words).first().isVisible()
  }, words)

const languages = [
  ['en', 'The server does not answer.', 'Try again'],
  ['zh-Hant-TW', '伺服器沒有回應，請再試一次。', '再試一次'],
] as const

test('U161 what a page asks for and never gets is said, in both languages, and asked for again', async () => {
  await using server = await startServer()
  await using front = await startHanging(server.url)
  await using browser = await openBrowser()
  const ann = await server.join('facilitator', { name: 'Ann' })
  const through = { ...server, url: front.url }
  const visits = languages.map(async ([locale, said, again]) => {
    const page = await browser.visit(through, ann, '/', locale, undefined, (made) =>
      made.clock.install(),
    )
    await page.locator('.landing-plans a').first().waitFor()
    return { page, said, again }
  })
  const pages = await Promise.all(visits)
  front.hangs = (asked) => asked.startsWith('/api/plans/')
  for (const { page, said } of pages) {
    await page.locator('.landing-plans a').first().click()
    await says(page, said)
  }
  front.goOn()
  for (const { page, again } of pages) {
    await page.getByRole('button', { name: again }).first().click()
    await page.locator('.commitment-list a, .commitments a').first().waitFor()
  }
})

test('U161 nothing typed into a form is lost to a server that hangs: a comment stays in its form', async () => {
  await using server = await startServer()
  await using front = await startHanging(server.url)
  await using browser = await openBrowser()
  const ann = await server.join('co-author', { name: 'Ann' })
  const { path } = await sampleCommitment(server, ann)
  const through = { ...server, url: front.url }
  const page = await browser.visit(through, ann, path, 'en', undefined, (made) =>
    made.clock.install(),
  )
  await until(async () => {
    await page.clock.runFor(500)
    return page.locator('.room:not([aria-busy]) .save-state.save-calm').isVisible()
  }, 'the room stands')
  await goToEnd(page)
  await page.keyboard.press('Control+Alt+m')
  await page.locator('.dialog textarea').fill('Is this so?')
  front.hangs = (asked) => asked.startsWith('/api/')
  await page.locator('.dialog').getByRole('button', { name: 'Send' }).click()
  await says(page, 'The server has not answered. Nothing you entered is lost.')
  expect(await page.locator('.dialog textarea').inputValue()).toBe('Is this so?')
  // the next try gets through
  front.hangs = () => false
  await page.locator('.dialog').getByRole('button', { name: 'Send' }).click()
  await until(async () => {
    await page.clock.runFor(1000)
    return page.locator('.rail-card', { hasText: 'Is this so?' }).isVisible()
  }, 'the comment')
})
