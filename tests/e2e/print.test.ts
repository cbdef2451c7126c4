import { expect, test } from 'vitest'
import { ogp2022 } from '../../shared/commitment/templates/ogp-2022.ts'
import { openBrowser } from '../support/browser.ts'
import { readPdf } from '../support/office.ts'
import { lookAtPaper, wordsInEachField } from '../support/page/paper.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { roomViews } from '../support/page/views.ts'
import { startServer } from '../support/server.ts'

test('B55 no heading of a printed room ends a page, wherever the pages end', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const id = await emptyCommitment(server)
  await wordsInEachField(server, id, ogp2022)
  const page = await browser.visit(server, await server.join('observer'), `/c/${id}`)
  await saved(page)
  const faults: string[] = []
  let pages = 0
  // a little further down each time, as more words would push it
  for (let height = 297; height > 180; height -= 11) {
    const pdf = await page.pdf({ width: '210mm', height: `${height}mm` })
    const seen = lookAtPaper(pdf, ogp2022)
    faults.push(...seen.faults)
    pages += seen.pages
    expect(seen.ruled).toBeGreaterThan(3)
  }
  expect(faults).toEqual([])
  expect(pages).toBeGreaterThan(20)
})

test('U26 on paper a commitment is its text, without the tools around it', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const facilitator = await server.join('facilitator', { name: 'Lin' })
  const [view] = await roomViews(server, facilitator, 'en')
  const page = await browser.visit(server, facilitator, view?.path ?? '')
  await page.locator('.field-text').first().waitFor()
  const words = (text: string) => text.replaceAll(/[\s•]/g, '')
  const blocks = await page.locator('.field-text > *').allTextContents()
  const { text, info } = await readPdf(await page.pdf({ format: 'A4' }))
  const printed = words(text)
  expect(blocks.filter((block) => !printed.includes(words(block).slice(0, 60)))).toEqual([])
  for (const tool of ['Editing', 'Suggesting', 'Saved', 'All changes']) {
    expect(await page.getByText(tool, { exact: true }).count()).toBeGreaterThan(0)
    expect(text).not.toContain(tool)
  }
  expect(Number(/Pages: +(\d+)/.exec(info)?.[1])).toBeGreaterThan(1)
})
