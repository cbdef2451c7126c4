import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { blocksOf, copiedIn, pasted, programs } from '../support/clipboard.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const field = 'problem'

test.each(programs)(
  'B9 a browser takes in what %s copies as any other does, without its styles',
  async (program) => {
    const complaints: string[] = []
    await using server = await startServer()
    await using browser = await openBrowser(complaints)
    const lin = await server.join('facilitator')
    const { id } = await firstCommitment(server, lin)
    using pen = await penOf(server, lin, id)
    const blocks = () => blocksOf(pen.replica.state.doc, field)
    const page = await browser.visit(server, lin, `/c/${id}`, 'zh-Hant-TW')
    await page.locator('.save-state.save-calm').waitFor()
    const box = page.locator(`section[data-field="${field}"] .field-text`)
    await box.locator('> *').first().click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await until(() => JSON.stringify(blocks()) === '[["p"]]', 'an empty field')
    await box.evaluate((element, html) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', html)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      element.dispatchEvent(event)
    }, copiedIn(program))
    await until(() => blocks().length > 1, 'what was pasted')
    expect(blocks()).toEqual(pasted)
    expect(complaints).toEqual([])
  },
)
