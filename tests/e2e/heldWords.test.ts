import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type Ime, openIme } from '../support/page/ime.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { kindsAndWords } from '../support/page/scenes.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

const box = (field: string) => `section[data-field="${field}"] .field-text`
const text = (page: Page, field: string) =>
  page.locator(`${box(field)} > :not(.kept-place)`).allTextContents()

/** One for each end. */
const fields = ['problem', 'causes', 'government', 'results', 'transparency']

/** How a composition comes to an end of which the engine says nothing; `cd` is typed on. */
const ends: Record<string, (page: Page, ime: Ime) => Promise<void>> = {
  'Backspace takes its only letter': async (page, ime) => {
    await ime.compose('ㄅ')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('cd')
  },
  'Backspace takes its letters one by one': async (page, ime) => {
    await ime.compose('ㄅ')
    await ime.compose('ㄅㄚ')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('cd')
  },
  'Backspace takes it, and what follows is composed': async (page, ime) => {
    await ime.compose('ㄅ')
    await page.keyboard.press('Backspace')
    await ime.compose('c')
    await ime.compose('cd')
    await ime.commit('cd')
  },
  'it is taken back': async (page, ime) => {
    await ime.compose('ㄅ')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('End')
    await page.keyboard.type('abcd')
  },
  'the page never hears of its end': async (page, ime) => {
    await page.evaluate(() =>
      window.addEventListener(
        'compositionend',
        (event) => event.isTrusted && event.stopImmediatePropagation(),
        true,
      ),
    )
    await ime.compose('c')
    await ime.commit('c')
    await page.keyboard.type('d')
  },
}

describe.each(['co-author', 'suggester'] as const)('a %s', (role) => {
  test('B161 what is typed behind a composition that the engine never ends reaches the room, and the room the page', async () => {
    const complaints: string[] = []
    await using server = await startServer()
    await using browser = await openBrowser(complaints)
    const ann = await server.join(role, { name: 'Ann' })
    const bo = await server.join('co-author', { name: 'Bo' })
    const id = await emptyCommitment(server)
    using pen = await penOf(server, bo, id)
    const page = await browser.visit(server, ann, `/c/${id}`)
    await saved(page)
    const ime = await openIme(page)
    const found: Record<string, unknown> = {}
    for (const [at, [name, end]] of Object.entries(ends).entries()) {
      const field = fields[at] ?? ''
      await page.locator(box(field)).click()
      await page.keyboard.type('ab')
      await end(page, ime)
      const inTheRoom = () => kindsAndWords(pen, field)
      const onThePage = async () => (await text(page, field)).join('|')
      await expect.poll(inTheRoom, { message: name }).toBe('p abcd')
      await pen.write(field, 'z')
      await expect.poll(onThePage, { message: name }).toBe('abcdz')
      await saved(page)
      found[name] = inTheRoom()
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(ends).map((name) => [name, 'p abcdz'])))
    expect(complaints).toEqual([])
  })
})

test('R46 a word that is being composed is not called saved: who leaves is asked, and whoever leaves all the same, or whose page dies, has lost none of it', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const id = await emptyCommitment(server)
  using pen = await penOf(server, await server.join('co-author', { name: 'Bo' }), id)
  const page = await browser.visit(
    server,
    await server.join('co-author', { name: 'Ann' }),
    `/c/${id}`,
  )
  await saved(page)
  const ime = await openIme(page)
  let asked = 0
  page.on('dialog', async (dialog) => {
    asked++
    await dialog.accept()
  })
  await page.locator(box('problem')).click()
  await ime.compose('ㄅㄚ')
  await page.locator('.save-state.save-wait').waitFor()
  expect(kindsAndWords(pen, 'problem')).toBe('p')
  await page.reload()
  await saved(page)
  expect(asked).toBe(1)
  await expect.poll(() => kindsAndWords(pen, 'problem')).toBe('p ㄅㄚ')

  await page.locator(box('causes')).click()
  await (await openIme(page)).compose('ㄆㄧ')
  await page.locator('.save-state.save-wait').waitFor()
  const died = page.waitForEvent('crash')
  const context = page.context()
  await Promise.race([
    died,
    (await context.newCDPSession(page)).send('Page.crash').catch(() => died),
  ])
  const after = await context.newPage()
  await after.goto(page.url())
  await after.locator(`${box('causes')} .kept blockquote`, { hasText: 'ㄆㄧ' }).waitFor()
})
