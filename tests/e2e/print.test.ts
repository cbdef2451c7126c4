import { expect, test } from 'vitest'
import { ogp2022 } from '../../shared/commitment/templates/ogp-2022.ts'
import { openBrowser } from '../support/browser.ts'
import { lookAtPaper, wordsInEachField } from '../support/page/paper.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
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
