import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commitments } from '../../shared/api.ts'
import { suggestions } from '../../shared/apiRecord.ts'
import { openBrowser } from '../support/browser.ts'
import { penOf } from '../support/pen.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const phone = { width: 390, height: 844 }
const words = '並每季公布辦理情形。'
/** Suggestions to be answered by keyboard; even, for half of them is declined. */
const count = 30

async function firstCommitment(server: TestServer, plan: string, token: string): Promise<string> {
  const answer = await server.request('GET', `/api/plans/${plan}/commitments`, { token })
  const id = commitments.parse(await answer.json()).commitments[0]?.id
  if (!id) throw new Error('no commitment')
  return id
}

async function suggestionsOf(server: TestServer, commitment: string, token: string) {
  const path = `/api/commitments/${commitment}/suggestions`
  const answer = await server.request('GET', path, { token })
  return suggestions.parse(await answer.json()).suggestions
}

async function saved(page: Page): Promise<void> {
  await page.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
}

/** Puts the caret behind the last letter of a field. */
async function goToEnd(page: Page, field: string): Promise<void> {
  await page.locator(`section[data-field="${field}"] .field-text > *`).last().click()
  await page.keyboard.press('End')
}

test('P20 a suggester proposes on a phone, a co-author of the other sector declines with a reason, the suggester reads it', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: '陳美玲', sector: 'civil-society' })
  const lin = await server.join('co-author', { name: '林志明', sector: 'government' })
  const commitment = await firstCommitment(server, mei.plan.id, mei.token)

  const here = await browser.visit(server, mei, `/c/${commitment}`, 'zh-Hant-TW')
  await here.setViewportSize(phone)
  await saved(here)
  await goToEnd(here, 'problem')
  await here.keyboard.type(words)
  await here.locator('.mark-inserted.mark-own', { hasText: words }).waitFor()
  await until(
    async () => (await suggestionsOf(server, commitment, mei.token))[0]?.added === words,
    'numbered',
  )

  const there = await browser.visit(server, lin, `/c/${commitment}`, 'zh-Hant-TW')
  await saved(there)
  await there.locator('.mark-inserted', { hasText: words }).click()
  const card = there.locator('.rail-card-active')
  expect(await card.locator('.card-title').textContent()).toBe(`加入「${words}」`)
  expect(await card.locator('.card-who').textContent()).toContain('公民社會')
  await card.getByRole('button', { name: '不採納' }).click()
  await card.getByRole('button', { name: '送出回應' }).click()
  // without a reason nothing is sent
  await card.getByText('請說明理由').waitFor()
  await card.getByText('主責機關在本期程內無法辦理。').click()
  await card.getByRole('button', { name: '送出回應' }).click()
  await there.locator('.mark-inserted').waitFor({ state: 'detached' })
  await there.locator('.rail-card').waitFor({ state: 'detached' })

  await here.locator('.mark-inserted').waitFor({ state: 'detached' })
  expect(await here.locator('[role="status"]').textContent()).toContain('不採納')
  await here.goto(`${server.url}/c/${commitment}/me`)
  const answer = here.locator('.input-answer')
  await answer.waitFor()
  expect(await answer.textContent()).toContain('不採納')
  expect(await answer.textContent()).toContain('林志明')
  expect(await answer.textContent()).toContain('主責機關在本期程內無法辦理。')
  await here.getByText('已不在目前的內文中').waitFor()
  expect(complaints).toEqual([])
})

test('P21 thirty suggestions are answered by keyboard alone', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const bo = await server.join('suggester', { name: 'Bo', sector: 'civil-society' })
  const ann = await server.join('co-author', { name: 'Ann', sector: 'government' })
  const commitment = await firstCommitment(server, bo.plan.id, bo.token)

  // how they came into the text is not what is looked at
  using anns = await penOf(server, ann, commitment)
  using bos = await penOf(server, bo, commitment)
  const lines = Array.from({ length: count }, (_, nth) => `Line ${nth + 1}.`)
  await anns.write('problem', ` ${lines.join(' ')}`)
  await until(() => bos.text('problem').includes(`Line ${count}.`), 'the lines')
  for (const line of lines) await bos.suggest('problem', line, `${line.slice(0, -1)} and more.`)
  await until(
    async () => (await suggestionsOf(server, commitment, ann.token)).length === count,
    'thirty suggestions',
  )

  const there = await browser.visit(server, ann, `/c/${commitment}`)
  await saved(there)
  // from here on no mouse
  await there.keyboard.press('Control+Home')
  await there.locator('.rail-card').first().waitFor()
  await there.locator('#text [data-items]').first().waitFor({ state: 'attached' })
  await there.keyboard.press('Control+Alt+j')
  const active = there.locator('.rail-card-active')
  for (let answered = 0; answered < count; answered++) {
    await active.waitFor()
    const number = await active.locator('.card-number').textContent()
    await until(() => active.evaluate((card) => card === document.activeElement), 'card in focus')
    if (answered % 2 === 0) await there.keyboard.press('a')
    else {
      await there.keyboard.press('d')
      await active.locator('input[type="radio"]').first().waitFor()
      await there.keyboard.press('Space')
      await there.keyboard.press('Enter')
    }
    await until(async () => {
      const shown = await there.locator('.rail-card .card-number').allTextContents()
      return !shown.includes(number ?? '')
    }, `${number} answered`)
  }
  const all = await suggestionsOf(server, commitment, ann.token)
  expect(all.filter(({ status }) => status === 'adopted')).toHaveLength(count / 2)
  const declined = all.filter(({ status }) => status === 'declined')
  expect(declined).toHaveLength(count / 2)
  expect(declined.every(({ decisions }) => decisions[0]?.reason !== '')).toBe(true)
  expect(complaints).toEqual([])
})

test('D20 words are commented on, answered, lost, brought back and settled', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann', sector: 'government' })
  const bo = await server.join('suggester', { name: 'Bo', sector: 'civil-society' })
  const eve = await server.join('observer', { name: 'Eve' })
  const commitment = await firstCommitment(server, ann.plan.id, ann.token)
  const path = `/c/${commitment}`
  const here = await browser.visit(server, ann, path)
  await saved(here)
  await goToEnd(here, 'problem')
  await here.keyboard.press('Enter')
  await here.keyboard.type('Publish data')
  const there = await browser.visit(server, bo, path)
  await saved(there)

  await here.bringToFront()
  await here.keyboard.press('Control+Shift+ArrowLeft')
  await here.keyboard.press('Control+Alt+m')
  await here.locator('.dialog textarea').fill('Which ones, @Bo?')
  await here.keyboard.press('Control+Enter')
  await here.locator('.commented', { hasText: 'data' }).waitFor()

  await there.bringToFront()
  await there.locator('.commented', { hasText: 'data' }).click()
  const card = there.locator('.rail-card-active')
  await card.getByText('mentions you').waitFor()
  await card.getByRole('textbox').fill('All of them.')
  await card.getByRole('button', { name: 'Send' }).click()
  await card.locator('.comment-text', { hasText: 'All of them.' }).waitFor()

  // the words go, and the thread with them to its tray; they come back, and so does the thread
  await here.bringToFront()
  await goToEnd(here, 'problem')
  await here.keyboard.press('Control+Shift+ArrowLeft')
  await here.keyboard.press('Backspace')
  await there.locator('.comment-tray', { hasText: 'whose words are gone' }).waitFor()
  await there.locator('.commented').waitFor({ state: 'detached' })
  await here.keyboard.press('Control+z')
  await there.locator('.commented', { hasText: 'data' }).waitFor()
  await there.locator('.comment-tray').waitFor({ state: 'detached' })

  const reader = await browser.visit(server, eve, path)
  await saved(reader)
  await reader.locator('.commented', { hasText: 'data' }).click()
  await reader.locator('.rail-card-active').getByText('All of them.').waitFor()
  expect(await reader.locator('.rail-card-active textarea').count()).toBe(0)

  await here.locator('.commented', { hasText: 'data' }).click()
  await here.locator('.rail-card-active').getByRole('button', { name: 'Settle' }).click()
  await there.locator('.commented').waitFor({ state: 'detached' })
  const settled = there.locator('.comment-tray', { hasText: 'Settled discussions (1)' })
  await settled.locator('summary').click()
  await settled.getByText('Settled by Ann').waitFor()
  await settled.getByRole('button', { name: 'Open again' }).click()
  await here.locator('.commented', { hasText: 'data' }).waitFor()
  await there.locator('.comment-tray').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})
