import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('U112 a page whose looks do not come says so, works, and gets them when they can be had', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  for (const [locale, said, again] of [
    ['en', 'The looks of this page could not be fetched', 'Try again'],
    ['zh-Hant-TW', '頁面的版面樣式無法載入', '再試一次'],
  ] as const) {
    const page = await browser.visit(server, ann, path, locale)
    await saved(page)
    const styled = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--radius'))
    expect(await styled()).not.toBe('')
    for (const [at, fails] of [
      [server.url + path, 'abort'],
      [`${server.url}/plans/${ann.plan.id}`, '404'],
    ] as const) {
      await page.route('**/assets/style-*.css', (route) =>
        fails === 'abort' ? route.abort() : route.fulfill({ status: 404 }),
      )
      await page.goto(at)
      const notice = page.getByRole('alert').filter({ hasText: said })
      await notice.waitFor()
      expect(await styled()).toBe('')
      if (at.endsWith(path)) {
        await goToEnd(page)
        await page.keyboard.type(` Plainly ${locale}.`)
        await until(async () => {
          const text = await page.locator(`section[data-field="${field}"]`).textContent()
          return text?.includes(`Plainly ${locale}.`) ?? false
        }, 'it is written in')
      }
      const button = notice.getByRole('button', { name: again })
      const asked = page.waitForRequest('**/assets/style-*.css')
      await button.click()
      await asked
      await page.unroute('**/assets/style-*.css')
      // by a press, or by itself, whichever comes first
      await until(async () => {
        await button.click({ timeout: 300 }).catch(() => undefined)
        return (await notice.count()) === 0
      }, 'the looks are there')
      expect(await styled()).not.toBe('')
    }
    // a server with another build, which has these looks no more
    await page.route('**/assets/style-*.css', (route) => route.fulfill({ status: 404 }))
    await page.goto(`${server.url}/plans/${ann.plan.id}`)
    await page.route(`${server.url}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<div id="root"></div>' }),
    )
    const newer = page.getByText(locale === 'en' ? 'A new version of Accord' : '已有新版本')
    await until(async () => {
      const button = page.getByRole('button', { name: again })
      await button.click({ timeout: 300 }).catch(() => undefined)
      return newer.isVisible()
    }, 'a new version is told of')
    await page.unroute('**/assets/style-*.css')
    await page.unroute(`${server.url}/`)
    await page.getByRole('button', { name: /Reload the page|重新載入頁面/ }).click()
    await until(async () => (await styled().catch(() => '')) !== '', 'the looks are there')
  }
  expect(complaints).toEqual([])
})

test('U113 where the server answers but no socket opens, a page with a copy says so, and keeps what is written', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  const languages = [
    ['en', 'The server answers, but the live connection', 'No live connection', 'Offline'],
    ['zh-Hant-TW', '伺服器有回應，但無法建立', '無即時連線', '離線'],
  ] as const
  // side by side: most of it is waiting
  const inEach = languages.map(async ([locale, said, state, nothing]) => {
    const page = await browser.visit(server, ann, path, locale)
    await saved(page)
    await page.routeWebSocket(/\/sync\//, (socket) => socket.close())
    await page.reload()
    await page.getByText(said).waitFor()
    await page.locator('.save-state', { hasText: state }).waitFor()
    await goToEnd(page)
    await page.keyboard.type('Kept ')
    await page
      .locator('.save-state', {
        hasText: /1 change not sent|1 筆未送出|[2-9] changes not sent|[2-9] 筆未送出/,
      })
      .waitFor()
    // without a network it is another thing
    await page.context().setOffline(true)
    await page.locator('.save-state', { hasText: nothing }).waitFor()
    await page.getByText(said).waitFor({ state: 'detached' })
    await page.context().setOffline(false)
    await page.getByText(said).waitFor()
  })
  await Promise.all(inEach)
  expect(await server.request('GET', '/healthz').then(({ status }) => status)).toBe(200)
})
