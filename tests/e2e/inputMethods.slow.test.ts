import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { handOf, manners } from '../support/page/handOf.ts'
import { type Ime, openIme } from '../support/page/ime.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { kindsAndWords, otherIn, play, scenes } from '../support/page/scenes.ts'
import { penOf } from '../support/pen.ts'
import { isWhole } from '../support/seeds.ts'
import { startServer } from '../support/server.ts'

/** How somebody begins the first word of a field; `你好` stands there in the end. */
const beginnings: Record<string, (page: Page, ime: Ime) => Promise<void>> = {
  // ibus-chewing commits so: it clears what it shows, ends the composition, and puts the word in
  'by an input method that commits in two steps': async (_page, ime) => {
    await ime.compose('ㄋ')
    await ime.compose('ㄋㄧˇ')
    await ime.cancel()
    await ime.commit('你好')
  },
  'after a word that was given up': async (_page, ime) => {
    await ime.compose('zhong')
    await ime.cancel()
    await ime.compose('hao')
    await ime.commit('你好')
  },
  'by keys, after a word that was taken away letter by letter': async (page, ime) => {
    for (const text of ['zh', 'z', '']) await ime.compose(text)
    await page.keyboard.type('你好')
  },
  'by keys, after a word that was given up and a step to the side': async (page, ime) => {
    await ime.compose('ㄋ')
    await ime.cancel()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.type('你好')
  },
  'in the place of the only word, which was composed over': async (page, ime) => {
    await page.keyboard.type('first')
    await page.keyboard.press('Control+Shift+ArrowLeft')
    await ime.compose('ㄋ')
    await ime.cancel()
    await page.keyboard.type('你好')
  },
}
const fields = ['problem', 'causes', 'government', 'results', 'transparency'] as const

test.each(['co-author', 'suggester'] as const)(
  'B50 B178 the first word of an empty field stands in it, however a %s composes it',
  async (role) => {
    const complaints: string[] = []
    await using server = await startServer()
    await using browser = await openBrowser(complaints)
    const id = await emptyCommitment(server)
    const ann = await server.join(role, { name: 'Ann' })
    using pen = await penOf(server, await server.join('co-author', { name: 'Bo' }), id)
    const page = await browser.visit(server, ann, `/c/${id}`)
    await saved(page)
    const ime = await openIme(page)
    const wanted: Record<string, string> = {
      title: 'p Open data',
      country: 'p',
      done: 'p 你好再x又好',
    }
    for (const [at, begin] of Object.values(beginnings).entries()) {
      const field = fields[at] ?? ''
      wanted[field] = 'p 你好'
      await page.locator(`section[data-field="${field}"] .field-text`).click()
      await begin(page, ime)
    }

    // whatever takes the page's selection away: what is typed next stands where the caret was
    await page.locator('section[data-field="done"] .field-text').click()
    await page.keyboard.type('你')
    await page.evaluate(() => window.getSelection()?.removeAllRanges())
    await page.keyboard.type('好')
    // also on a page that is too busy to hear of it before the next letter
    for (const letter of ['再', 'x']) {
      const busy = page.waitForEvent('console', (said) => said.text() === 'busy')
      await page.evaluate(() => {
        setTimeout(() => {
          window.getSelection()?.removeAllRanges()
          console.log('busy')
          for (const end = performance.now() + 400; performance.now() < end; );
        })
      })
      await busy
      await page.keyboard.type(letter)
    }

    // and where it goes with a letter, behind a click: the browser has told of neither by the next one
    await page.mouse.down()
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)))
    await page.mouse.up()
    await page.keyboard.press('End')
    const busy = page.waitForEvent('console', (said) => said.text() === 'busy')
    await page.evaluate(() => {
      const lose = () => {
        window.getSelection()?.removeAllRanges()
        console.log('busy')
        for (const end = performance.now() + 400; performance.now() < end; );
      }
      document.addEventListener('input', lose, { once: true })
    })
    const typing = page.keyboard.type('又')
    await busy
    await page.keyboard.type('好')
    await typing

    const found = () =>
      Object.fromEntries(Object.keys(wanted).map((field) => [field, kindsAndWords(pen, field)]))
    await expect.poll(found, { timeout: 15_000 }).toEqual(wanted)
    expect(complaints).toEqual([])
  },
)

describe.each(['co-author', 'suggester'] as const)('a %s', (role) => {
  const played = scenes.filter(
    (scene) => isWhole || role === 'co-author' || scene.tellsOfSuggesting,
  )

  test.each(manners)(
    'B51 what is composed and ends %s stands where it was composed',
    async (manner) => {
      const complaints: string[] = []
      await using server = await startServer()
      await using browser = await openBrowser(complaints)
      const id = await emptyCommitment(server)
      using other = await otherIn(server, id)
      const page = await browser.visit(server, await server.join(role, { name: 'Ann' }), `/c/${id}`)
      await saved(page)
      const hand = await handOf(page, manner)
      const found: Record<string, string> = {}
      for (const scene of played) found[scene.name] = await play(scene, hand, other)
      const wanted = Object.fromEntries(played.map((scene) => [scene.name, scene.wanted]))
      expect(found).toEqual(wanted)
      expect(complaints).toEqual([])
    },
  )
})
