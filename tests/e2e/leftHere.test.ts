import { expect, test } from 'vitest'
import { barriersOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'

test('U111 words of somebody else on a device are told of by name, shown to who asks, and stay', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const host = await server.join('facilitator', { name: 'Host' })
  for (const [locale, wait, show, close] of [
    ['en', 'Words of Ada wait on this device', 'Show the words of Ada', 'Close'],
    ['zh-Hant-TW', '這台裝置上留有Ada的文字', '顯示Ada的文字', '關閉'],
  ] as const) {
    const plain = (text: string | null) => (text ?? '').replace(/[\u2066-\u2069]/g, '')
    const ada = await server.join('co-author', { name: 'Ada' })
    const { path } = await sampleCommitment(server, ada)
    const page = await browser.visit(server, ada, path, locale)
    await saved(page)
    const people = `/api/plans/${host.plan.id}/people`
    const held = await server.request('GET', `${people}/${ada.person.id}/sessions`, host)
    const [session] = (await held.json()).sessions
    await server.request('DELETE', `${people}/${ada.person.id}/sessions/${session.id}`, host)
    await page.locator('.save-care').waitFor()
    await goToEnd(page)
    await page.keyboard.type('My secret ')
    await page.locator('.tray.unsent').getByText('My secret').waitFor()

    // nobody is known here: whose they are is told, not what they say
    await page.reload()
    const told = page.locator('section.tray', { hasText: 'Ada' })
    await told.waitFor()
    expect(plain(await told.getByRole('heading').textContent())).toBe(wait)
    expect(await page.locator('body').textContent()).not.toContain('My secret')
    expect(await barriersOn(page)).toEqual([])
    await page.goto(server.url)
    await page.locator('.waiting-here', { hasText: 'Ada' }).waitFor()
    expect(await page.locator('body').textContent()).not.toContain('My secret')

    // she joins again, or somebody else does: in the room itself they are offered
    const again = await server.join('co-author', { name: 'Ada again' })
    await page
      .context()
      .addCookies([{ name: 'accord_session', value: again.token, url: server.url }])
    await page.goto(server.url + path)
    await saved(page)
    await told.waitFor()
    expect(await page.locator('body').textContent()).not.toContain('My secret')
    expect(await barriersOn(page, { within: '.tray' })).toEqual([])
    const button = told.getByRole('button')
    expect(plain(await button.textContent())).toBe(show)
    await button.press('Enter')
    await told.getByText('My secret').waitFor()
    expect(await barriersOn(page, { within: '.tray' })).toEqual([])
    await told.getByRole('button', { name: close }).press('Enter')
    expect(await page.locator('body').textContent()).not.toContain('My secret')
    await page.reload()
    await saved(page)
    await told.getByRole('button').click()
    await told.getByText('My secret').waitFor()
  }
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([])
})
