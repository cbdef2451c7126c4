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

test('U215 on a phone the sign of a suggested break stays within the page, from right to left too', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const id = await emptyCommitment(server)
  using pen = await penOf(server, await server.join('co-author'), id)
  await pen.write('problem', 'השר אמר: כן.')
  await pen.write('causes', 'In 2027.')
  const page = await browser.visit(server, await server.join('suggester'), `/c/${id}`)
  await page.setViewportSize({ width: 320, height: 640 })
  await saved(page)
  for (const [words, more] of [
    ['כן.', 'שלום'],
    ['2027.', 'Then'],
  ] as const) {
    await page.locator('.ProseMirror [dir]', { hasText: words }).click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type(more)
    await page.locator('.mark-block', { hasText: more }).waitFor()
  }
  await saved(page)
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('.mark-block')].map((block) => {
      const { direction, width, right, left } = getComputedStyle(block, '::after')
      const box = block.getBoundingClientRect()
      const [sign, by] = [Number.parseFloat(width), direction === 'rtl' ? right : left]
      const outer = -Number.parseFloat(by)
      return direction === 'rtl' ? innerWidth - box.right - outer : Math.min(box.left - outer, sign)
    }),
  )
  expect(cut).toHaveLength(2)
  for (const left of cut) expect(left).toBeGreaterThan(-0.5)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
