import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type Ime, openIme } from '../support/page/ime.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { kindsAndWords } from '../support/page/scenes.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** What writes into the page and not through a key or a paste; each behind all the others. */
const ways: readonly (readonly [act: (page: Page, ime: Ime) => Promise<unknown>, put: string])[] = [
  [
    async (_page, ime) => {
      await ime.compose('題')
      await ime.commit('題\n目')
    },
    '題 目',
  ],
  [(page) => page.keyboard.insertText('a\nb'), 'a b'],
  [(page) => page.evaluate(() => document.execCommand('insertText', false, 'c\nd')), 'c d'],
  [
    (page) => page.evaluate(() => document.execCommand('insertHTML', false, '<p>e</p><p>f</p>')),
    'e f',
  ],
  [(page) => page.evaluate(() => document.execCommand('insertParagraph')), ' '],
]

test.each(['co-author', 'suggester'] as const)(
  'B167 a title stays one line, whatever way a %s brings breaks into it',
  async (role) => {
    const complaints: string[] = []
    await using server = await startServer()
    await using browser = await openBrowser(complaints)
    const id = await emptyCommitment(server)
    using pen = await penOf(server, await server.join('co-author', { name: 'Bo' }), id)
    const page = await browser.visit(server, await server.join(role, { name: 'Ann' }), `/c/${id}`)
    await saved(page)
    const ime = await openIme(page)
    const box = page.locator('section[data-field="title"] .field-text')
    await box.click()
    await page.keyboard.press('End')
    let wanted = 'p Open data'
    for (const [act, put] of ways) {
      await act(page, ime)
      await page.keyboard.type('|')
      wanted += `${put}|`
      const title = () => kindsAndWords(pen, 'title')
      await until(() => title().endsWith('|') && title().length >= wanted.length, wanted)
      expect(title()).toBe(wanted)
      expect(await box.locator('> *').count()).toBe(1)
    }
    expect(complaints).toEqual([])
  },
)
