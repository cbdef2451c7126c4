import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { startHanging } from '../support/hangs.ts'
import { field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** Each kind of page, and each language where most can go wrong: the words of all are of one catalogue. */
const visitsOf = (path: string, plan: string) =>
  [
    [path, 'en'],
    [path, 'zh-Hant-TW'],
    ['/', 'en'],
    [plan, 'zh-Hant-TW'],
  ] as const

/** It is drawn, and not only there: a browser that waits to draw has nothing of it on the screen. */
const painted = (page: Page) =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length > 0)

test('U146 a stylesheet that hangs leaves no page empty: it stands plainly, is written in, and gets its looks when they come', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using front = await startHanging(server.url)
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  const through = { ...server, url: front.url }
  front.hangs = (address) => address.endsWith('.css')
  const pages = await Promise.all(
    visitsOf(path, `/plans/${ann.plan.id}`).map(async ([address, locale]) => {
      const page = await browser.visit(through, ann, address, locale, 'commit')
      await page
        .getByRole('alert')
        .filter({ hasText: locale === 'en' ? 'The looks of this page' : '頁面的版面樣式' })
        .waitFor()
      expect(await painted(page)).toBe(true)
      if (address !== path) await page.getByRole('heading', { level: 1 }).waitFor()
      return page
    }),
  )
  // written in, one after the other: they are one person in one field
  for (const page of pages.filter((each) => each.url().endsWith(path))) {
    const words = ` Plainly ${await page.evaluate(() => document.documentElement.lang)}.`
    await goToEnd(page)
    await page.keyboard.type(words)
    await page.locator(`section[data-field="${field}"]`, { hasText: words.trim() }).waitFor()
    await saved(page)
  }
  front.goOn()
  for (const page of pages) {
    await page.getByRole('alert').waitFor({ state: 'detached' })
    const styled = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--radius'),
    )
    expect(styled).not.toBe('')
  }
  expect(complaints).toEqual([])
})

test('U147 whatever script hangs, the page says so in both languages, and offers to load it again', async () => {
  await using server = await startServer()
  await using front = await startHanging(server.url)
  await using browser = await openBrowser()
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  const through = { ...server, url: front.url }
  for (const kind of [/index-/, /App-|RoomPage-/, /\.(js|css)$/]) {
    front.hangs = (asked) => asked.startsWith('/assets/') && kind.test(asked)
    await Promise.all(
      // front door and plan begin with one and the same file
      [path, kind.source.includes('App') ? `/plans/${ann.plan.id}` : '/'].map(async (address) => {
        const page = await browser.visit(through, ann, address, 'en', 'commit')
        for (const said of ['頁面載入中', 'Loading'])
          await page.locator('#loading', { hasText: said }).waitFor()
        await until(() => painted(page), `${kind} ${address} is drawn`)
        await page.close()
      }),
    )
  }
  // a moment later it says what is wrong; the page's own clock is put forward
  front.hangs = (asked) => /\/assets\/.*\.js/.test(asked)
  const page = await browser.visit(through, ann, path, 'en', 'commit', (made) =>
    made.clock.install(),
  )
  await until(async () => {
    await page.clock.runFor(5000)
    return page.locator('#not-here').isVisible()
  }, 'it says so')
  for (const said of ['the server does not answer', '伺服器沒有回應', '這台裝置上'])
    expect(await page.locator('#not-here').textContent()).toContain(said)
  expect(await page.locator('#loading').isVisible()).toBe(false)
  front.goOn()
  await page.getByRole('button', { name: 'Reload' }).click()
  await page.locator('.room[data-mode]').waitFor()
})

test('U148 a part of a page that hangs says so in its place, in both languages, and comes when it can', async () => {
  await using server = await startServer()
  await using front = await startHanging(server.url)
  await using browser = await openBrowser()
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  const through = { ...server, url: front.url }
  front.hangs = (asked) => /(Landing|PlanPage|RoomAround)-/.test(asked)
  const visits = visitsOf(path, `/plans/${ann.plan.id}`).map(async ([address, locale]) => {
    const there = address === path ? '.save-state' : 'h1'
    const [said, reload] =
      locale === 'en'
        ? (['has not come yet', 'Reload the page'] as const)
        : (['尚未送達', '重新載入頁面'] as const)
    const page = await browser.visit(through, ann, address, locale, 'commit')
    const notice = page.locator('.missing-part', { hasText: said })
    await notice.getByRole('button', { name: reload }).waitFor()
    expect(await page.locator(there).count()).toBe(0)
    return { page, notice, there }
  })
  const pages = await Promise.all(visits)
  front.goOn()
  for (const { page, notice, there } of pages) {
    await page.locator(there).waitFor()
    await notice.waitFor({ state: 'detached' })
  }
})
