import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { blocks, field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('R21 words for a section that was closed meanwhile are shown to their writer, who copies them and writes on', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const [ann, fay] = [await server.join('co-author'), await server.join('facilitator')]
  const { id, path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path, 'zh-Hant-TW')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await saved(page)
  const before = await blocks(page)

  await page.context().setOffline(true)
  await page.locator('.save-state.save-care').waitFor()
  await goToEnd(page)
  await page.keyboard.type('來不及的話。')
  const other = page.locator('section[data-field="solution"] .field-text')
  await other.locator('> *').last().click()
  await page.keyboard.press('End')
  await page.keyboard.type('來得及的話。')
  const closed = await server.request('POST', `/api/commitments/${id}/sections/${field}/state`, {
    token: fay.token,
    body: { state: 'closed', reason: '定稿' },
  })
  expect(closed.status).toBe(200)
  await page.context().setOffline(false)

  const kept = page.locator(`section[data-field="${field}"] .kept`)
  await kept.waitFor()
  await saved(page)
  expect(await kept.locator('blockquote').allTextContents()).toEqual(['來不及的話。'])
  expect(await kept.textContent()).toContain('這個段落目前不開放編輯')
  expect(await blocks(page)).toEqual(before)
  expect(await other.textContent()).toContain('來得及的話。')
  await kept.getByRole('button', { name: '複製' }).click()
  await until(
    () => page.evaluate(async () => (await navigator.clipboard.readText()) === '來不及的話。'),
    'the words are copied',
  )

  // on, without a reload
  await other.locator('> *').last().click()
  await page.keyboard.press('End')
  await page.keyboard.type('接著寫。')
  await saved(page)
  const reader = await browser.visit(server, fay, path)
  await saved(reader)
  const read = reader.locator('section[data-field="solution"] .field-text')
  for (const words of ['來得及的話。', '接著寫。'])
    expect(await read.textContent()).toContain(words)
  expect(await blocks(reader)).toEqual(before)

  await page.reload()
  await saved(page)
  await kept.getByRole('button', { name: '捨棄' }).click()
  // they are nowhere else: a slip does not lose them
  const asked = page.getByRole('dialog', { name: '捨棄' })
  await asked.getByRole('button', { name: '取消' }).click()
  expect(await kept.locator('blockquote').count()).toBe(1)
  await kept.getByRole('button', { name: '捨棄' }).click()
  await asked.getByRole('button', { name: '捨棄' }).click()
  await kept.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})
