import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { picture } from '../support/page/picture.ts'
import { emptyCommitment, field, goToEnd, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'

test('U144 U145 who leaves is told what is not sent as long as it is so; somebody else reads nothing of it unasked', {
  timeout: 180_000,
}, async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const host = await server.join('facilitator', { name: 'Lin' })
  const invited = await server.request('POST', `/api/plans/${host.plan.id}/invitations`, {
    token: host.token,
    body: { role: 'co-author', sector: 'civil-society', label: 'guests' },
  })
  const { code } = await invited.json()
  const body = { anchor: { on: 'section', field }, text: 'A question', mentions: [] }
  await server.request('POST', `/api/commitments/${commitment}/threads`, {
    ...{ token: host.token, body },
  })
  for (const [locale, other, leaves, whose, onlySent, sent, show] of [
    [
      'en',
      'I am somebody else on this device',
      'Leave on this device',
      'words of Ann have not reached the others',
      'Leave only when they are sent',
      'Everything has been sent',
      'Show the words of Ann',
    ],
    [
      'zh-Hant-TW',
      '我是這台裝置的另一位使用者',
      '在這台裝置上離開',
      '有文字尚未送達其他人',
      '請待送出或複製後再離開',
      '已全部送出',
      '顯示Ann的文字',
    ],
  ] as const) {
    const ann = await server.join('co-author', { name: 'Ann' })
    const page = await browser.visit(server, ann, `/c/${commitment}`, locale)
    let reaches = true
    await page.context().routeWebSocket(/\/sync\//, (socket) => {
      if (reaches) socket.connectToServer()
      else socket.close()
    })
    await page.reload()
    await saved(page)
    const dialog = page.locator('.dialog')
    const text = async () => (await dialog.textContent()) ?? ''
    const leave = async () => {
      await page.locator('.room-menu button').click()
      await page.getByRole('menuitem', { name: leaves }).click()
      await dialog.waitFor()
    }
    // the dialog is fetched before there is no network
    await leave()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.locator('.rail-card', { hasText: 'A question' }).click()
    await page.locator('.rail-card-active').getByRole('textbox').fill('Half an answer')
    reaches = false
    await page.context().setOffline(true)
    await goToEnd(page)
    await page.keyboard.type('My secret')
    await page.locator('.save-state.save-care', { hasText: /[1-9]/ }).waitFor()

    // one's own: told, shown, copied; and gone when it is sent
    await leave()
    await dialog.locator('blockquote', { hasText: 'My secret' }).waitFor()
    await dialog.locator('blockquote', { hasText: 'Half an answer' }).waitFor()
    await picture(page, `leave-1280-${locale}`)
    reaches = true
    await page.context().setOffline(false)
    await dialog.getByText(sent).waitFor()
    expect(await text()).not.toContain('My secret')
    expect(await text()).toContain('Half an answer')
    await page.keyboard.press('Escape')

    // somebody else has the device: at the invitation nothing sends what waits
    reaches = false
    await page.context().setOffline(true)
    await goToEnd(page)
    await page.keyboard.type('Her secret')
    await page.locator('.save-state.save-care', { hasText: /[1-9]/ }).waitFor()
    const door = await page.context().newPage()
    await page.close()
    await door.context().setOffline(false)
    await door.setViewportSize({ width: 390, height: 844 })
    await door.goto(`${server.url}/join/${code}`)
    await door.getByRole('button', { name: other }).click()
    const asked = door.locator('.dialog')
    const plain = async () => ((await asked.textContent()) ?? '').replace(/[\u2066-\u2069]/g, '')
    await asked.getByText(whose).waitFor()
    expect(await plain()).not.toMatch(/Her secret|Half an answer/)
    expect(await plain()).not.toContain(onlySent)
    await picture(door, `other-390-${locale}`)
    const button = asked.locator('.tray-actions button')
    expect(((await button.textContent()) ?? '').replace(/[\u2066-\u2069]/g, '')).toBe(show)
    await button.press('Enter')
    await asked.locator('blockquote', { hasText: 'Half an answer' }).waitFor()
    await asked.locator('blockquote', { hasText: 'Her secret' }).waitFor()
    await picture(door, `other-shown-390-${locale}`)
    await door.keyboard.press('Escape')
    await door.close()
  }
  expect(complaints.filter((each) => !/WebSocket|ERR_|Failed to load/.test(each))).toEqual([])
})
