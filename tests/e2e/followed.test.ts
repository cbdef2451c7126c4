import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, saved } from '../support/page/room.ts'
import { kindsAndWords } from '../support/page/scenes.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

test('P80 a struck word whose line another person deletes and brings back stays struck, and goes everywhere when that is adopted; a whole paragraph leaves none empty', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const id = await emptyCommitment(server)
  const mei = await server.join('suggester', { name: 'Mei' })
  const bo = await server.join('co-author', { name: 'Bo', sector: 'government' })
  using pen = await penOf(server, await server.join('facilitator', { name: 'Lin' }), id)
  await pen.write('problem', 'The secret list')
  await pen.write('causes', 'Alpha')
  using hers = await penOf(server, mei, id)
  await hers.suggest('problem', 'secret ', '')

  const page = await browser.visit(server, bo, `/c/${id}`)
  await saved(page)
  const box = (field: string) => page.locator(`section[data-field="${field}"] .field-text`)
  const struck = (field: string) => box(field).locator('.mark-deleted').allTextContents()
  const text = (field: string) => box(field).locator('> *').allTextContents()
  const adopt = async (number: number) => {
    const path = `/api/commitments/${id}/suggestions/${number}/decision`
    const body = { outcome: 'adopted', reason: 'Agreed', override: false }
    const answer = await server.request('POST', path, { token: bo.token, body })
    expect(answer.status, await answer.clone().text()).toBe(200)
  }
  const views = () => ({
    text: kindsAndWords(pen, 'problem'),
    final: kindsAndWords(pen, 'problem', 'final'),
    hers: kindsAndWords(hers, 'problem'),
  })
  const soon = { timeout: 15_000 }
  await expect.poll(() => struck('problem'), soon).toEqual(['secret '])
  await box('problem').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.press('Delete')
  await expect.poll(() => pen.text('problem'), soon).toBe('')
  await page.keyboard.press('Control+z')
  await expect.poll(() => pen.text('problem'), soon).toBe('The secret list')
  await expect.poll(() => struck('problem'), soon).toEqual(['secret '])
  await saved(page)
  expect(views()).toMatchObject({ text: 'p The secret list', final: 'p The list' })

  await adopt(1)
  const gone = { text: 'p The list', final: 'p The list', hers: 'p The list' }
  await expect.poll(views, soon).toEqual(gone)
  await expect.poll(() => text('problem'), soon).toEqual(['The list'])

  // a paragraph between two others, whose words are suggested to go, leaves no empty one
  await box('causes').click()
  await page.keyboard.press('End')
  for (const word of ['Beta', 'Gamma']) {
    await page.keyboard.press('Enter')
    await page.keyboard.type(word)
  }
  await expect.poll(() => hers.text('causes'), soon).toBe('Alpha\nBeta\nGamma')
  await hers.suggest('causes', 'Beta', '')
  await expect.poll(() => struck('causes'), soon).toEqual(['Beta'])
  await adopt(2)
  await expect.poll(() => kindsAndWords(pen, 'causes'), soon).toBe('p Alpha | p Gamma')
  await expect.poll(() => text('causes'), soon).toEqual(['Alpha', 'Gamma'])
  expect(complaints).toEqual([])
})
