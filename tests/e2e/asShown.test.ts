import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('U219 in a browser, too, what changes in the moment of Adopt is not adopted: card and voice say so, and an open card has all words', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const id = await emptyCommitment(server)
  const fay = await server.join('facilitator', { name: 'Fay', sector: 'government' })
  const sam = await server.join('suggester', { name: 'Sam', sector: 'civil-society' })
  const mal = await server.join('co-author', { name: 'Mal', sector: 'civil-society' })
  using his = await penOf(server, sam, id)
  using editor = await penOf(server, mal, id)
  await his.suggest('problem', '', 'We will publish all data.')
  const page = await browser.visit(server, fay, `/c/${id}`)
  await saved(page)
  await page.locator('.mark-inserted', { hasText: 'We will publish' }).click()
  const card = page.locator('.rail-card-active')
  const title = card.locator('.card-title')
  expect(await title.textContent()).toBe('Add “We will publish all data.”')

  // the answer waits in the network until the room has other words
  let held: (() => void) | undefined
  let waits = true
  await page.route('**/suggestions/1/decision', async (route) => {
    if (waits)
      await new Promise<void>((go) => {
        held = go
      })
    waits = false
    await route.continue()
  })
  await card.getByRole('button', { name: 'Adopt' }).first().focus()
  await page.keyboard.press('Enter')
  await until(() => held !== undefined, 'the answer under way')
  await his.suggest('problem', 'will ', 'will not ')
  held?.()
  await card.getByText('This has changed since you saw it', { exact: false }).waitFor()
  await until(
    async () => (await title.textContent())?.includes('will not publish') ?? false,
    'the new words on the card',
  )
  expect(await page.locator('[role="status"]').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining('has changed since')]),
  )
  await until(
    async () => (await page.evaluate(() => document.activeElement?.textContent)) === 'Adopt',
    'the focus on its button',
  )
  expect(editor.text('problem')).toContain('not')
  await page.keyboard.press('Enter')
  await card.waitFor({ state: 'detached' })
  expect(his.text('problem')).toContain('We will not publish all data.')

  const long = `${'Everything is open data. '.repeat(12)}EXCEPT the contracts.`
  await his.suggest('solution', '', long)
  await page.locator('.mark-inserted', { hasText: 'EXCEPT' }).click()
  const all = card.getByRole('region', { name: `All of it, ${long.length} characters:` })
  expect(await all.textContent()).toBe(long)
  await all.focus()
  await editor.write('solution', ' (apart) ', 'open')
  await until(async () => (await all.locator('span').count()) === 1, 'what stands between')
  expect(await all.locator('span').textContent()).toBe(' (apart) ')
  expect(complaints).toEqual([])
})
