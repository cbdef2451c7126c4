import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Joined } from '../../shared/api.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { openBrowser } from '../support/browser.ts'
import { openIme } from '../support/page/ime.ts'
import { field, goOffline, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

test.each([
  ['closes', 'closed'],
  ['takes suggestions only', 'suggesting'],
] as const)(
  'B40 somebody types 52 letters while their section %s: caret, focus and each letter stay',
  async (_, state) => {
    const complaints: string[] = []
    await using server = await startServer()
    await using browser = await openBrowser(complaints)
    const [ann, fay] = [await server.join('co-author'), await server.join('facilitator')]
    const { id, path } = await sampleCommitment(server, ann)
    const page = await browser.visit(server, ann, path)
    await saved(page)
    await goToEnd(page)
    const before = (await written(page)).length
    const scroll = await page.evaluate(() => window.scrollY)

    for (const [at, letter] of Array.from(letters).entries()) {
      await page.keyboard.press(letter)
      if (at === 11) void setSection(server, fay, id, state)
    }
    const note = page.locator('.place-note')
    await note.waitFor()
    await saved(page)

    expect(await hasFocus(page)).toBe(true)
    expect(await page.evaluate(() => window.scrollY)).toBe(scroll)
    const text = (await written(page)).slice(before)
    const kept = await page.locator('.kept blockquote').allTextContents()
    expect(text + kept.join('')).toBe(letters)
    expect(await beforeCaret(page)).toBe(text.at(-1))
    if (state === 'suggesting') {
      expect(kept).toEqual([])
      expect(await note.textContent()).toContain('suggestion')
      const suggested = await page.locator(`[data-field="${field}"] ins`).allTextContents()
      expect(letters.endsWith(suggested.join(''))).toBe(true)
      expect(suggested.join('').length).toBeGreaterThan(0)
    } else {
      expect(kept).toHaveLength(1)
      expect(await note.textContent()).toContain('kept for you below')
      // a key that takes back does so where the words are; nothing else of the text goes
      await page.keyboard.press('Backspace')
      await expect
        .poll(() => page.locator('.kept blockquote').textContent())
        .toBe(kept[0]?.slice(0, -1))
      expect((await written(page)).slice(before)).toBe(text)
    }

    await setSection(server, fay, id, 'open')
    await expect.poll(() => note.textContent()).toBe('You can edit here again.')
    await page.keyboard.type('!')
    await expect.poll(async () => (await written(page)).endsWith(`${text.at(-1)}!`)).toBe(true)
    await saved(page)
    expect(await page.locator('.tray').count()).toBe(0)
    expect(complaints).toEqual([])
  },
)

test('B40 a word that is being composed when its section closes is kept beside its place; suggested where suggestions are taken', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const [ann, fay] = [await server.join('co-author'), await server.join('facilitator')]
  const { id, path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path, 'zh-Hant-TW')
  await saved(page)
  await goToEnd(page)
  await page.keyboard.type('前')
  const ime = await openIme(page)
  const before = await written(page)

  await ime.compose('ㄊㄞ')
  await setSection(server, fay, id, 'suggesting')
  await page.locator('.place-note').waitFor()
  await ime.compose('台')
  expect((await ime.events()).filter(({ type }) => type === 'end')).toEqual([])
  await ime.commit('臺')
  await page.locator(`[data-field="${field}"] ins`, { hasText: '臺' }).waitFor()
  await saved(page)

  await ime.compose('ㄨㄢ')
  await setSection(server, fay, id, 'closed')
  await expect.poll(() => page.locator('.place-note').textContent()).toContain('另外保留')
  await ime.compose('彎')
  expect((await ime.events()).filter(({ type }) => type === 'end')).toHaveLength(1)
  await ime.commit('灣')
  await page.locator('.kept blockquote').waitFor()
  expect(await page.locator('.kept blockquote').allTextContents()).toEqual(['灣'])
  expect(await written(page)).toBe(`${before}臺`)
  expect(await hasFocus(page)).toBe(true)
  expect(await beforeCaret(page)).toBe('臺')
  await saved(page)

  // also after a reload, at its place
  await page.reload()
  await saved(page)
  expect(await page.locator(`[data-field="${field}"] .kept blockquote`).allTextContents()).toEqual([
    '灣',
  ])
  expect(complaints).toEqual([])
})

test('B40 somebody types 52 letters while the commitment becomes final: each is in the text or beside it, and the focus stays until they go', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const [ann, fay] = [await server.join('co-author'), await server.join('facilitator')]
  const { id, path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path)
  await saved(page)
  await goToEnd(page)
  const before = (await written(page)).length
  for (const [at, letter] of Array.from(letters).entries()) {
    await page.keyboard.press(letter)
    if (at !== 11) continue
    const body = { state: 'final', reason: 'Agreed' }
    void server.request('POST', `/api/commitments/${id}/state`, { token: fay.token, body })
  }
  await page.locator('.place-note').waitFor()
  await saved(page)
  expect(await hasFocus(page)).toBe(true)
  const text = (await written(page)).slice(before)
  const kept = await page.locator('.kept blockquote').allTextContents()
  expect(Array.from(text + kept.join('')).sort()).toEqual(Array.from(letters).sort())
  expect(letters.startsWith(text)).toBe(true)
  expect(await beforeCaret(page)).toBe(text.at(-1))
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const editor = page.locator('.editor > .ProseMirror').first()
  await expect.poll(() => editor.getAttribute('contenteditable')).toBe('false')
  expect(complaints).toEqual([])
})

test('R32 a refusal comes while somebody types and composes elsewhere: caret, focus, scroll and the open word stay', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const [ann, fay] = [await server.join('co-author'), await server.join('facilitator')]
  const { id, path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path)
  await saved(page)
  await goOffline(page)
  await goToEnd(page)
  await page.keyboard.type('too late')
  const before = await written(page)
  const other = page.locator('section[data-field="solution"] .field-text')
  await other.locator('> *').last().click()
  await page.keyboard.press('End')
  await page.keyboard.type('<')
  await setSection(server, fay, id, 'closed')
  const ime = await openIme(page)
  await ime.compose('ㄊㄞ')
  const top = () =>
    other
      .locator('> *')
      .last()
      .evaluate((element) => element.getBoundingClientRect().top)
  const from = await top()
  await page.context().setOffline(false)

  // the refusal is there, and waits for the word
  await page.locator('.save-state', { hasText: 'Saving' }).waitFor()
  await ime.compose('台')
  expect((await ime.events()).filter(({ type }) => type === 'end')).toEqual([])
  await ime.commit('臺')
  for (const letter of letters) await page.keyboard.press(letter)
  const kept = page.locator(`[data-field="${field}"] .kept`)
  await kept.waitFor()
  for (const letter of letters) await page.keyboard.press(letter)
  await saved(page)

  expect(await kept.locator('blockquote').allTextContents()).toEqual(['too late'])
  expect(`${await written(page)}too late`).toBe(before)
  expect(await other.textContent()).toContain(`<臺${letters}${letters}`)
  expect(await hasFocus(page)).toBe(true)
  expect(await beforeCaret(page)).toBe('Z')
  expect(Math.abs((await top()) - from)).toBeLessThan(4)
  expect((await ime.events()).filter(({ type }) => type === 'start')).toHaveLength(1)
  expect(await page.locator('.tray').count()).toBe(0)

  // B141: put back, where and as the section takes it by then
  await kept.getByRole('button', { name: 'Put back' }).click()
  await page.getByText('Nothing can be written there at the moment.').first().waitFor()
  expect(await kept.locator('blockquote').allTextContents()).toEqual(['too late'])
  await setSection(server, fay, id, 'open')
  await until(async () => {
    if ((await kept.count()) === 0) return true
    await kept.getByRole('button', { name: 'Put back' }).click()
    return false
  }, 'put back')
  expect(await written(page)).toBe(before)
  expect(await hasFocus(page)).toBe(true)
  await saved(page)
  expect(complaints).toEqual([])
})

function setSection(
  server: TestServer,
  { token }: Joined,
  commitment: string,
  state: SectionState,
) {
  return server.request('POST', `/api/commitments/${commitment}/sections/${field}/state`, {
    token,
    body: { state, reason: 'Agreed' },
  })
}

/** The words of the field, without what stands beside them. */
async function written(page: Page): Promise<string> {
  return page.evaluate((name) => {
    const blocks = document.querySelectorAll(
      `[data-field="${name}"] .field-text > :not(.kept-place)`,
    )
    return Array.from(blocks, ({ textContent }) => textContent).join('\n')
  }, field)
}

function hasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.classList.contains('ProseMirror') ?? false)
}

/** The letter before the caret, as the browser has it. */
function beforeCaret(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { anchorNode, anchorOffset = 0 } = window.getSelection() ?? {}
    return anchorNode?.textContent?.slice(0, anchorOffset).at(-1)
  })
}
