import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const phone = { width: 390, height: 844 }
const between = { width: 900, height: 800 }
const wide = { width: 1400, height: 900 }

/** Suggests two new lines at the end of the field. */
async function proposed(page: Page): Promise<void> {
  await saved(page)
  await goToEnd(page)
  for (const words of ['First.', 'Second.']) {
    await page.keyboard.press('Enter')
    await page.keyboard.type(words)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('End')
  }
  await saved(page)
}

test('P34 where there is less room, signs with a count and on a phone a sheet open the cards; there they are answered', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: '陳美玲', sector: 'civil-society' })
  const lin = await server.join('co-author', { name: '林志明', sector: 'government' })
  const { path } = await sampleCommitment(server, mei)
  const here = await browser.visit(server, mei, path)
  await proposed(here)

  const there = await browser.visit(server, lin, path, 'zh-Hant-TW')
  await there.setViewportSize(between)
  const signs = there.locator('.rail-sign')
  await signs.first().waitFor()
  const counts = await signs.evaluateAll((all) =>
    all.map((sign) => Number(sign.querySelector('span')?.textContent ?? 1)),
  )
  const waiting = counts.reduce((sum, count) => sum + count, 0)
  expect(waiting).toBeGreaterThan(0)
  await signs.first().click()
  const sheet = there.locator('.rail-sheet')
  await sheet.locator('.suggestion').waitFor()
  expect(await signs.first().getAttribute('aria-pressed')).toBe('true')
  await signs.first().click()
  await sheet.waitFor({ state: 'detached' })

  await there.setViewportSize(phone)
  const opener = there.locator('.rail-opener')
  expect(await opener.textContent()).toContain(`${waiting} 則`)
  await opener.click()
  await sheet.locator('.suggestion').waitFor()
  const first = await sheet.locator('.card-number').textContent()
  await sheet.getByRole('button', { name: '不採納' }).click()
  await sheet.getByText('內文其他地方已有相同內容。').click()
  await sheet.getByRole('button', { name: '送出回應' }).click()
  await until(
    async () => !(await sheet.locator('.card-number').allTextContents()).includes(first ?? ''),
    'the answered card to go',
  )
  expect(complaints).toEqual([])
})

test('P35 the simple view hides what is only suggested but for a bar, and is still written in', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: 'Mei' })
  const ann = await server.join('co-author', { name: 'Ann' })
  const { path } = await sampleCommitment(server, mei)
  const here = await browser.visit(server, mei, path)
  await saved(here)
  await goToEnd(here)
  await here.keyboard.type(' More.')
  await saved(here)

  const there = await browser.visit(server, ann, path)
  await there.setViewportSize(wide)
  const words = there.locator('.mark-inserted', { hasText: 'More.' })
  await words.waitFor()
  const line = () => words.evaluate((mark) => getComputedStyle(mark).textDecorationLine)
  expect(await line()).toContain('underline')
  await there.getByRole('button', { name: /^Show changes/ }).click()
  await there.getByRole('menuitemradio', { name: 'Simple: text with bars' }).click()
  await until(async () => (await line()) === 'none', 'plain words')
  const bar = await words.evaluate(
    (mark) => getComputedStyle(mark.closest('.field-text > *') ?? mark, '::after').borderLeftWidth,
  )
  expect(bar).toBe('3px')
  await goToEnd(there)
  await there.keyboard.type(' Ann too.')
  await here.getByText('Ann too.').waitFor()
  expect(complaints).toEqual([])
})

test('D14 one’s own comment is changed and deleted on its card, and both leave a trace for all', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann' })
  const bo = await server.join('suggester', { name: 'Bo' })
  const { path } = await sampleCommitment(server, ann)
  const here = await browser.visit(server, ann, path)
  const there = await browser.visit(server, bo, path)
  for (const page of [here, there]) {
    await page.setViewportSize(wide)
    await saved(page)
  }
  await goToEnd(here)
  await here.keyboard.press('Control+Alt+m')
  await here.locator('.dialog textarea').fill('Why, @Bo?')
  await here.keyboard.press('Control+Enter')
  // whoever is named is told, wherever they are on the page
  await there.locator('.toast', { hasText: 'Ann mentions you: Why, @Bo?' }).waitFor()

  const card = here.locator('.rail-card', { hasText: 'Why, @Bo?' })
  await card.getByRole('button', { name: 'Options for the comment by Ann' }).click()
  await here.getByRole('menuitem', { name: 'Edit' }).click()
  await here.locator('.rail-card textarea').first().fill('Why not?')
  await here.keyboard.press('Control+Enter')
  const read = there.locator('.rail-card', { hasText: 'Why not?' })
  await read.getByText('edited').waitFor()
  expect(await read.getByRole('button', { name: /^Options/ }).count()).toBe(0)

  const mine = here.locator('.rail-card', { hasText: 'Why not?' })
  await mine.getByRole('button', { name: 'Options for the comment by Ann' }).click()
  await here.getByRole('menuitem', { name: 'Delete' }).click()
  await there.locator('.rail-card', { hasText: 'This comment was deleted.' }).waitFor()
  expect(complaints).toEqual([])
})

test('P36 in the list an answered suggestion keeps its discussion, and is opened again with a reason that all can read', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: 'Mei', sector: 'civil-society' })
  const ann = await server.join('co-author', { name: 'Ann', sector: 'government' })
  const { id, path } = await sampleCommitment(server, mei)
  const here = await browser.visit(server, mei, path)
  await saved(here)
  await goToEnd(here)
  await here.keyboard.type(' More.')
  await saved(here)
  const send = async (who: typeof mei, to: string, body: object) => {
    const url = `/api/commitments/${id}/${to}`
    const answer = await server.request('POST', url, { token: who.token, body })
    expect(answer.ok, await answer.text()).toBe(true)
  }
  await send(mei, 'threads', { anchor: { on: 'suggestion', suggestion: 1 }, text: 'It matters.' })
  await send(ann, 'suggestions/1/decision', { outcome: 'declined', reason: 'Too vague.' })

  const there = await browser.visit(server, ann, path)
  await there.setViewportSize(wide)
  await saved(there)
  await there.getByRole('button', { name: 'All suggestions (1)' }).click()
  const item = there.locator('.list-item')
  await there.getByLabel('Sector').selectOption('government')
  await item.waitFor({ state: 'detached' })
  await there.getByLabel('Sector').selectOption('civil-society')
  await item.getByText('Too vague.').waitFor()
  await item.getByText('1 comment').click()
  await item.getByText('It matters.').waitFor()
  await item.getByRole('button', { name: 'Open again' }).first().click()
  await item.getByLabel('Why it should be answered again').fill('New figures.')
  await item.getByRole('button', { name: 'Open again' }).last().click()
  await item.locator('blockquote', { hasText: 'New figures.' }).waitFor()
  await here.locator('.mark-inserted', { hasText: 'More.' }).waitFor()
  // its author reads on their own page who opened it again, and why
  await here.goto(`${server.url}${path}/me`)
  const answer = here.locator('.input-answer')
  await answer.getByText('New figures.').waitFor()
  for (const words of ['Too vague.', 'Opened again', 'by Ann'])
    expect(await answer.textContent()).toContain(words)
  expect(complaints).toEqual([])
})
