import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { blocksOf, copiedIn, pasted, programs } from '../support/clipboard.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('B9 a browser takes in what Word, LibreOffice and Google Docs copy, alike and without styles', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const lin = await server.join('facilitator')
  const { id } = await firstCommitment(server, lin)
  using pen = await penOf(server, lin, id)
  const page = await browser.visit(server, lin, `/c/${id}`, 'zh-Hant-TW')
  await page.locator('.save-state.save-calm').waitFor()
  const fields = ['problem', 'solution', 'values'] as const
  for (const [index, program] of programs.entries()) {
    const field = fields[index] ?? ''
    const box = page.locator(`section[data-field="${field}"] .field-text`)
    await box.locator('> *').first().click()
    // In an empty field this would select all fields, and a paste over several is refused
    if (pen.text(field) !== '') await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await until(() => JSON.stringify(blocksOf(pen.replica.state.doc, field)) === '[["p"]]', 'empty')
    await box.evaluate((element, html) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', html)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      element.dispatchEvent(event)
    }, copiedIn(program))
    await until(() => blocksOf(pen.replica.state.doc, field).length > 1, program)
    expect(blocksOf(pen.replica.state.doc, field), program).toEqual(pasted)
  }
  expect(complaints).toEqual([])
})
