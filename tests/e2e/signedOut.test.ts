import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { picture } from '../support/page/picture.ts'
import { sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'

test('U143 a device whose session has ended says so, and as whom one joins again; one that never was in asks for an invitation', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const host = await server.join('facilitator', { name: 'Host' })
  for (const [locale, ended, again, first] of [
    [
      'en',
      'no longer signed in on this device: a facilitator has ended the session',
      'entered as a new person, unless a facilitator says',
      'Please join with an invitation first',
    ],
    [
      'zh-Hant-TW',
      '已不再登入：主持人結束了登入',
      '登記為新成員，除非主持人註記兩筆為同一人',
      '請先用邀請連結加入',
    ],
  ] as const) {
    const ada = await server.join('co-author', { name: 'Ada' })
    const { path } = await sampleCommitment(server, ada)
    const page = await browser.visit(server, ada, path, locale)
    await page.setViewportSize({ width: 390, height: 844 })
    await saved(page)
    const people = `/api/plans/${host.plan.id}/people/${ada.person.id}/sessions`
    const [session] = (await (await server.request('GET', people, host)).json()).sessions
    await server.request('DELETE', `${people}/${session.id}`, host)
    await page.locator('.save-care').waitFor()
    await page.getByText(ended).waitFor()
    await picture(page, `ended-room-390-${locale}`)
    for (const where of [path, `/plans/${host.plan.id}`]) {
      await page.goto(server.url + where)
      await page.getByRole('alert').filter({ hasText: ended }).waitFor()
      await page.getByText(again).waitFor()
      await page.getByRole('textbox').waitFor()
      expect(await page.locator('body').textContent()).not.toContain(first)
    }
    await picture(page, `ended-390-${locale}`)
    await page.evaluate(() => localStorage.removeItem('accord.known'))
    await page.goto(server.url + path)
    await page.getByText(first).waitFor()
    expect(await page.locator('body').textContent()).not.toContain(ended)
  }
})
