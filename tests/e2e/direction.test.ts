import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

/** Where each letter of a line is drawn: the words of a block from left to right. */
const drawn = (words: readonly string[]) => {
  const block = [...document.querySelectorAll('.ProseMirror [dir]')].find((each) =>
    each.textContent?.includes(words[0] ?? ''),
  )
  const node = block && document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode()
  if (!block || !node) return null
  const text = node.textContent ?? ''
  const places = words.map((word) => {
    const range = document.createRange()
    range.setStart(node, text.indexOf(word))
    range.setEnd(node, text.indexOf(word) + word.length)
    return { word, left: range.getBoundingClientRect().left }
  })
  const box = block.getBoundingClientRect()
  const all = document.createRange()
  all.selectNodeContents(block)
  const line = all.getBoundingClientRect()
  return {
    order: places.toSorted((a, b) => a.left - b.left).map(({ word }) => word),
    atRight: box.right - line.right < line.left - box.left,
  }
}

test('U60 U61 Hebrew and Arabic run from right to left, and among words that do not where they stand', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const id = await emptyCommitment(server)
  const sarah = await server.join('co-author', { name: 'שרה כהן (2)' })
  using pen = await penOf(server, sarah, id)
  await pen.write('problem', 'השר אמר: 2027 (PDF) כן.')
  await pen.write('causes', 'تلتزم الوزارة 2027 نشر.')
  await pen.write('done', 'In 2027 שלום עולם (open).')
  const page = await browser.visit(server, await server.join('co-author'), `/c/${id}`)
  await saved(page)
  expect(await page.evaluate(drawn, ['השר', '2027', 'PDF', 'כן'])).toEqual({
    order: ['כן', 'PDF', '2027', 'השר'],
    atRight: true,
  })
  expect(await page.evaluate(drawn, ['تلتزم', '2027', 'نشر'])).toEqual({
    order: ['نشر', '2027', 'تلتزم'],
    atRight: true,
  })
  expect(await page.evaluate(drawn, ['In 2027', 'שלום', 'עולם', 'open'])).toEqual({
    order: ['In 2027', 'עולם', 'שלום', 'open'],
    atRight: false,
  })
})
