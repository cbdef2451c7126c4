import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { openIme } from '../support/page/ime.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { kindsAndWords } from '../support/page/scenes.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

const field = 'problem'

/** Selects words of the field wherever they stand, as a double click or a drag does. */
function selectWords(page: Page, words: string): Promise<void> {
  return page.evaluate(
    ({ field, words }) => {
      const block = document.querySelector(`section[data-field="${field}"] .field-text`)
      const walker = document.createTreeWalker(block ?? document.body, NodeFilter.SHOW_TEXT)
      const places: [Node, number][] = []
      let text = ''
      while (walker.nextNode()) {
        const data = walker.currentNode.textContent ?? ''
        for (let at = 0; at < data.length; at++) places.push([walker.currentNode, at])
        text += data
      }
      const from = places[text.indexOf(words)]
      const to = places[text.indexOf(words) + words.length - 1]
      if (!from || !to) throw new Error(`${words} stand nowhere in ${text}`)
      getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1] + 1)
    },
    { field, words },
  )
}

test('B120 B30 a word typed or composed over struck and pending words is whole, and a correction is a word', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const id = await emptyCommitment(server)
  using pen = await penOf(server, await server.join('co-author', { name: 'Bo' }), id)
  await pen.write(field, 'Agencies may publish, 本部得公布')
  const mei = await server.join('suggester', { name: 'Mei' })
  const page = await browser.visit(server, mei, `/c/${id}`)
  await saved(page)
  const box = page.locator(`section[data-field="${field}"] .field-text`)
  await box.click()
  const final = (wanted: string) =>
    expect.poll(() => kindsAndWords(pen, field, 'final'), { timeout: 15_000 }).toBe(`p ${wanted}`)

  await selectWords(page, 'may')
  await page.keyboard.type('shall')
  await selectWords(page, 'mayshall')
  await page.keyboard.type('must')
  await final('Agencies must publish, 本部得公布')

  const ime = await openIme(page)
  const compose = async (over: string, ...preedits: readonly string[]) => {
    await selectWords(page, over)
    for (const preedit of preedits) await ime.compose(preedit)
    await ime.commit(preedits.at(-1) ?? '')
  }
  await compose('得公布', '應公告')
  await final('Agencies must publish, 本部應公告')
  await expect.poll(() => box.textContent()).toBe('Agencies maymust publish, 本部得公布應公告')
  // begins like the struck word, ends like the pending one
  await compose('得公布應公告', '得應公告')
  await final('Agencies must publish, 本部得應公告')
  await expect.poll(() => box.textContent()).toBe('Agencies maymust publish, 本部得公布得應公告')
  await compose('公布得應公告', '公', '公布', '公布公告')
  await final('Agencies must publish, 本部公布公告')

  await selectWords(page, 'publish')
  await page.keyboard.insertText('punish')
  await final('Agencies must punish, 本部公布公告')
  expect(complaints).toEqual([])
})
