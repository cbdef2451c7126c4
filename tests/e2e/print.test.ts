import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { ogp2022 } from '../../shared/commitment/templates/ogp-2022.ts'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

const reader = 'pdftotext'

const headings = ogp2022.fields.flatMap(({ heading, label }) =>
  [heading, label].flatMap((words) => (words ? [words.en] : [])),
)

test('B55 no heading of a printed room ends a page, wherever the pages end', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const id = await emptyCommitment(server)
  using pen = await penOf(server, await server.join('co-author', { name: 'Bo' }), id)
  for (const { name } of ogp2022.fields) {
    if (name !== 'milestones' && name !== 'title') await pen.write(name, `Words of ${name}.`)
  }
  const page = await browser.visit(server, await server.join('observer'), `/c/${id}`)
  await saved(page)
  const bare: string[] = []
  let pages = 0
  // a little further down each time, as more words would push it
  for (let height = 297; height > 180; height -= 11) {
    const input = await page.pdf({ width: '210mm', height: `${height}mm` })
    const text = execFileSync(reader, ['-layout', '-', '-'], { input, encoding: 'utf8' })
    const printed = text.split('\f').filter((each) => each.trim() !== '')
    pages += printed.length
    for (const each of printed) {
      const last = each.trim().split('\n').at(-1)?.trim() ?? ''
      if (headings.some((heading) => last.startsWith(heading))) bare.push(last)
    }
  }
  expect(bare).toEqual([])
  expect(pages).toBeGreaterThan(20)
})
