import { expect, test } from 'vitest'
import { textBody } from '../../shared/api.ts'
import { openBrowser } from '../support/browser.ts'
import { field, goOffline, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('U70 R41 two tabs are closed without a network, and the plan sends what both have written', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author')
  const { id, path } = await sampleCommitment(server, ann)
  const first = await browser.visit(server, ann, path)
  await saved(first)
  const second = await first.context().newPage()
  await second.goto(server.url + path)
  await saved(second)
  await goOffline(first)
  await goToEnd(first)
  await first.keyboard.type(' From the first tab.')
  await goToEnd(second)
  await second.keyboard.type(' From the second tab.')
  await second.close()

  let staying = true
  const asked: string[] = []
  first.on('dialog', async (dialog) => {
    asked.push(dialog.message())
    await (staying ? dialog.dismiss() : dialog.accept())
  })
  const toPlan = first.locator('.room-header').getByRole('link', { name: 'Plan' })
  await toPlan.click()
  await until(() => asked.length === 1, 'the question')
  expect(asked[0]).toContain('They stay on this device')
  expect(new URL(first.url()).pathname).toBe(path)
  staying = false
  await toPlan.click()
  const waiting = first.locator('.waiting-here')
  await waiting.getByText('words wait here').waitFor()
  await first.context().setOffline(false)
  await waiting.getByText('everything has been sent').waitFor()

  const answer = await server.request('GET', `/api/commitments/${id}/text`, { token: ann.token })
  const text = JSON.stringify(await answer.json())
  for (const words of ['From the first tab.', 'From the second tab.']) expect(text).toContain(words)
})

test('R44 a page that dies in the middle of a burst of letters has kept them all', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path)
  await saved(page)
  const context = page.context()
  await goToEnd(page)
  await goOffline(page)
  const burst = Array.from({ length: 60 }, (_, at) => `‹${at}›`)
  await page.evaluate((letters) => {
    for (const letter of letters) document.execCommand('insertText', false, letter)
  }, burst)
  const devtools = await context.newCDPSession(page)
  const died = new Promise((resolve) => page.once('crash', resolve))
  void devtools.send('Page.crash').catch(() => undefined)
  await died
  await page.close()

  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(server.url + path)
  await saved(again)
  expect(await again.locator('main').textContent()).toContain(burst.join(''))
})

test('U72 U71 files that do not come leave no page empty, and a wrong clock tells no future', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author')
  const { path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path)
  await saved(page)

  await page.route('**/assets/ExportDialog-*.js', (route) => route.abort())
  await page.reload()
  await saved(page)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  const missing = page.locator('.missing-part')
  await missing.getByText('could not be fetched').waitFor()
  await goToEnd(page)
  await page.keyboard.type(' Written all the same.')
  await saved(page)
  // a toolbar drawn with the caret in the text once asked what it must not while drawing
  expect(await missing.count()).toBe(1)
  await page.unroute('**/assets/ExportDialog-*.js')
  await missing.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('radio', { name: 'PDF' }).waitFor()

  // an upgraded server: what surrounds the text is gone, and the page begins with another file
  await page.route('**/assets/RoomAround-*.js', (route) => route.fulfill({ status: 404 }))
  await page.route(`${server.url}/`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<div id="root"></div>' }),
  )
  await page.reload()
  await missing.getByText('A new version of Accord is here').waitFor()
  expect(await page.locator('.field-text').first().isVisible()).toBe(true)
  await page.unroute('**/assets/RoomAround-*.js')
  await missing.getByRole('button', { name: 'Reload the page' }).click()
  await saved(page)

  await page.route('**/assets/App-*.js', (route) => route.abort())
  await page.reload()
  await page.getByText('頁面無法載入').waitFor()
  await page.unroute('**/assets/App-*.js')

  await page.clock.setFixedTime(Date.now() - 2 * 365 * 24 * 3_600_000)
  await page.goto(`${server.url}/plans/${ann.plan.id}`)
  await page
    .getByText(/just now|ago/)
    .first()
    .waitFor()
  expect(await page.locator('body').textContent()).not.toMatch(/in \d+ (years|months|days)/)
})

test('U73 where no socket opens, the text is read over HTTP, with where it stands and why nobody writes', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author')
  const fay = await server.join('facilitator')
  const { id, path } = await sampleCommitment(server, ann)
  const closed = await server.request('POST', `/api/commitments/${id}/sections/solution/state`, {
    token: fay.token,
    body: { state: 'closed', reason: 'Agreed' },
  })
  expect(closed.status).toBe(200)
  const page = await browser.arrive('about:blank')
  await page.context().addCookies([{ name: 'accord_session', value: ann.token, url: server.url }])
  await page.routeWebSocket(/\/sync\//, (socket) => socket.close())
  await page.goto(server.url + path)
  await page.getByText('You can only read here for now').waitFor()
  const answer = await server.request('GET', `/api/commitments/${id}/text?view=original`, {
    token: ann.token,
  })
  const { fields } = textBody.parse(await answer.json())
  const words = fields
    .find(({ name }) => name === field)
    ?.blocks.flatMap(({ runs }) => runs)
    .find((run) => run.text.length > 9)
  await page
    .getByText(words?.text ?? 'no words')
    .first()
    .waitFor()
  const shown = (await page.locator('main').textContent()) ?? ''
  expect(shown).toContain('Closed for writing')
  expect(shown).toMatch(/open suggestions?/)
  expect(shown).not.toContain('Saved')
  expect(await page.locator('[contenteditable=true]').count()).toBe(0)
})
