import { expect, test } from 'vitest'
import { locales } from '../../shared/locale/locale.ts'
import { openBrowser } from '../support/browser.ts'
import { sampleCommitment, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

/** What of the header lies over each other, and how much of the title is to be read. */
function header(): { over: string[]; title: number } {
  const parts = [
    '.room-title h1',
    '.room-title .badge',
    '.room-title .save-state',
    '.presence',
    '.modes',
    '.room-menu',
  ]
  const boxes = parts.flatMap((part) => {
    const element = document.querySelector(part)
    return element ? [{ part, box: element.getBoundingClientRect() }] : []
  })
  const over = boxes.flatMap(({ part, box }, at) =>
    boxes
      .slice(at + 1)
      .filter(
        (other) =>
          box.left < other.box.right - 1 &&
          other.box.left < box.right - 1 &&
          box.top < other.box.bottom - 1 &&
          other.box.top < box.bottom - 1,
      )
      .map((other) => `${part} and ${other.part}`),
  )
  const title = document.querySelector('.room-title h1')?.getBoundingClientRect().width ?? 0
  return { over, title }
}

test('U151 between phone and desk the title of a room stays to be read, whoever is present', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('facilitator', { name: '陳怡君', sector: 'government' })
  const { id, path } = await sampleCommitment(server, ann, 'ogp-2022')
  const pens = []
  for (const name of ['王小明', 'Ama Mensah', '吳大同', 'Bo Ek', 'שרה כהן', '林怡君'])
    pens.push(await penOf(server, await server.join('co-author', { name }), id))
  const found: string[] = []
  for (const locale of locales) {
    const page = await browser.visit(server, ann, path, locale)
    await saved(page)
    await page
      .locator('.presence .avatar')
      .nth(5 - 1)
      .waitFor({ state: 'attached' })
    for (const width of [320, 600, 641, 700, 820, 959, 961, 1024, 1100, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      const { over, title } = await page.evaluate(header)
      if (over.length > 0 || title < 130) found.push(`${width} ${locale}: ${over} ${title}`)
    }
    await page.close()
  }
  for (const pen of pens) pen[Symbol.dispose]()
  expect(found).toEqual([])
})
