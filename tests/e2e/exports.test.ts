import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { firstCommitment } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

/** Presses the button that makes the file, and waits for the browser to have it. */
async function made(page: Page, start: string): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: start, exact: true }).click()
  return (await download).suggestedFilename()
}

test('E48 a page makes files in both languages: copy, format and version are chosen', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const { id, plan } = await firstCommitment(server, lin)
  await server.request('POST', `/api/commitments/${id}/versions`, {
    token: lin.token,
    body: { name: '第一版' },
  })

  const room = await browser.visit(server, lin, `/c/${id}`)
  await room.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
  await room.getByRole('button', { name: 'More', exact: true }).click()
  await room.getByRole('menuitem', { name: 'Export…' }).click()
  expect(await made(room, 'Export')).toMatch(/_clean_.*\.docx$/)
  await room.getByText(/^Made: /).waitFor()
  await room.getByRole('radio', { name: 'PDF' }).focus()
  await room.keyboard.press('Space')
  await room.getByRole('radio', { name: /^Record/ }).focus()
  await room.keyboard.press('Space')
  await room.getByRole('button', { name: /The text of this moment/ }).click()
  await room.getByRole('option', { name: /第一版/ }).click()
  expect(await made(room, 'Export')).toMatch(/_第一版.*_record_.*\.pdf$/)

  const home = await browser.visit(server, lin, `/plans/${plan}`, 'zh-Hant-TW')
  await home.getByRole('button', { name: '匯出方案' }).click()
  await home.getByRole('radio', { name: '公開紀錄（ZIP）' }).focus()
  await home.keyboard.press('Space')
  expect(await made(home, '匯出')).toMatch(/^示範行動方案.*\.zip$/)
  await home.getByText(/^已產生：/).waitFor()

  await home.getByRole('radio', { name: '公開紀錄（ZIP）' }).focus()
  await home.getByRole('button', { name: '匯出', exact: true }).click()
  await home.getByRole('progressbar').waitFor()
  await home.getByRole('button', { name: '停止' }).click()
  await home.getByText('已停止，沒有產生檔案。').waitFor()
  expect(complaints).toEqual([])
})
