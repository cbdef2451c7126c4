import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Joined, commitment as opened } from '../../shared/api.ts'
import { suggestions } from '../../shared/apiRecord.ts'
import { openBrowser } from '../support/browser.ts'
import { goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

async function statuses(server: TestServer, id: string, { token }: Joined): Promise<string[]> {
  const answer = await server.request('GET', `/api/commitments/${id}/suggestions`, { token })
  return suggestions.parse(await answer.json()).suggestions.map(({ status }) => status)
}

/** Four people of a plan: one suggests, two sectors decide, one facilitates. */
async function fourIn(server: TestServer) {
  const mei = await server.join('suggester', { name: 'Mei', sector: 'public' })
  const ann = await server.join('co-author', { name: 'Ann', sector: 'government' })
  const cho = await server.join('co-author', { name: 'Cho', sector: 'civil-society' })
  const fay = await server.join('facilitator', { name: 'Fay', sector: 'academia' })
  return { mei, ann, cho, fay }
}

/** Suggests words in lines of their own: a suggestion for each. */
async function suggestLines(page: Page, lines: readonly string[]): Promise<void> {
  await saved(page)
  await goToEnd(page)
  for (const line of lines) {
    await page.keyboard.press('Enter')
    await page.keyboard.type(line)
  }
  await saved(page)
}

/** The card of the suggestion with these words, opened from the text. */
async function cardOf(page: Page, words: string) {
  await saved(page)
  await page.locator('.mark-inserted:not(.mark-block)', { hasText: words }).click()
  const card = page.locator('.rail-card-active')
  await card.locator('.card-title', { hasText: words }).waitFor()
  return card
}

test('P29 P33 a facilitator asks for two keys in a whole plan: cards of every commitment show whose is missing, and the second adopts', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const { mei, ann, cho, fay } = await fourIn(server)
  const { id, path } = await sampleCommitment(server, mei)
  const home = await browser.visit(server, fay, `/plans/${fay.plan.id}`)
  const rule = home.getByRole('checkbox', { name: 'Two keys in every commitment' })
  expect(await rule.isChecked()).toBe(false)
  await home.getByText('Two keys in every commitment').click()
  await until(() => rule.isChecked(), 'the rule to hold')
  const answer = await server.request('POST', `/api/plans/${fay.plan.id}/commitments`, {
    token: fay.token,
    body: { template: 'ogp-2022', title: 'Opened afterwards', locale: 'en' },
  })
  const later = opened.parse(await answer.json())
  // whoever does not facilitate reads the rule and cannot change it
  const reader = await browser.visit(server, ann, `/plans/${fay.plan.id}`)
  await reader.getByText(/^Two keys:/).waitFor()
  expect(await reader.getByRole('checkbox').count()).toBe(0)

  const pages = new Map([[ann, reader]])
  const goTo = async (who: Joined, at: string) => {
    const page = pages.get(who)
    if (page) await page.goto(server.url + at)
    const shown = page ?? (await browser.visit(server, who, at))
    pages.set(who, shown)
    return shown
  }
  for (const at of [path, `/c/${later.id}`]) {
    const here = await goTo(mei, at)
    await suggestLines(here, ['More.'])
    const one = await goTo(ann, at)
    const card = await cardOf(one, 'More.')
    await card.getByText('Government has not agreed yet').waitFor()
    await card.getByText('Civil society has not agreed yet').waitFor()
    await card.getByRole('button', { name: 'Adopt' }).first().click()
    await card.getByText('Government agrees (Ann)').waitFor()
    expect(await card.getByText('Government has not agreed yet').count()).toBe(0)
    // the same sector’s second agreement is none
    await card.getByRole('button', { name: 'Adopt' }).first().click()
    await card.getByRole('alert').waitFor()

    const other = await goTo(cho, at)
    const theirs = await cardOf(other, 'More.')
    await theirs.getByText('Government agrees (Ann)').waitFor()
    await theirs.getByRole('button', { name: 'Adopt' }).first().click()
    for (const page of [here, one, other])
      await until(async () => (await page.locator('.mark-inserted').count()) === 0, 'adopted')
    await here.getByText('More.').first().waitFor()
  }
  for (const each of [id, later.id]) expect(await statuses(server, each, mei)).toEqual(['adopted'])
  expect(complaints).toEqual([])
})

test('P8 a facilitator passes over a missing key for several suggestions at once, with a reason that their author reads', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const { mei, ann, fay } = await fourIn(server)
  const { id, path } = await sampleCommitment(server, mei)
  const setting = `/api/plans/${fay.plan.id}/two-keys`
  await server.request('POST', setting, { token: fay.token, body: { on: true } })
  const here = await browser.visit(server, mei, path)
  await suggestLines(here, ['First.'])
  await here.keyboard.press('Control+Home')
  await here.keyboard.type('Second. ')
  await saved(here)
  await until(async () => (await statuses(server, id, mei)).length === 2, 'two suggestions')

  const one = await browser.visit(server, ann, path)
  await cardOf(one, 'First.')
  for (const number of [1, 2]) await one.getByLabel(`Select number ${number}`).click()
  await one.getByRole('button', { name: 'Answer together…' }).click()
  // a co-author has no such choice
  await one.getByRole('dialog').getByText('One answer to 2 suggestions').waitFor()
  expect(await one.getByLabel('Decide without the missing key').count()).toBe(0)
  await one.keyboard.press('Escape')

  const host = await browser.visit(server, fay, path)
  await cardOf(host, 'First.')
  // X selects from the keyboard
  await host.keyboard.press('Control+Alt+j')
  await host.locator('.rail-card-active:focus').waitFor()
  for (const key of ['x', 'k', 'x']) await host.keyboard.press(key)
  await host.getByText('2 selected').waitFor()
  await host.getByRole('button', { name: 'Answer together…' }).click()
  const dialog = host.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send answer' }).click()
  // without the override nothing happens, and it is said why
  await dialog.getByRole('alert').waitFor()
  expect(await statuses(server, id, mei)).toEqual(['open', 'open'])
  await dialog.getByLabel('Decide without the missing key').check()
  await dialog.getByRole('button', { name: 'Send answer' }).click()
  await dialog.getByText('Please give a reason.').waitFor()
  await dialog.getByLabel('Reason').fill('Agreed in the meeting of 3 May.')
  await dialog.getByRole('button', { name: 'Send answer' }).click()
  await dialog.waitFor({ state: 'detached' })
  await until(async () => (await here.locator('.mark-inserted').count()) === 0, 'adopted')
  expect(await statuses(server, id, mei)).toEqual(['adopted', 'adopted'])

  await here.goto(`${server.url}${path}/me`)
  const answers = here.locator('.input-answer')
  await answers.nth(1).waitFor()
  for (const text of await answers.allTextContents()) {
    expect(text).toContain('Fay')
    expect(text).toContain('Agreed in the meeting of 3 May.')
    expect(text).toContain('without the missing key')
  }
  // and is led to where the words stand today
  await here.getByRole('button', { name: 'In today’s text: “First.”' }).click()
  await until(
    () => here.evaluate(() => window.getSelection()?.toString() === 'First.'),
    'the words to be shown',
  )
  expect(complaints).toEqual([])
})
