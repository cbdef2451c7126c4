import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Joined, members } from '../../shared/api.ts'
import type { TestBrowser } from '../support/browser.ts'
import { mark, openPair, runsIn, shows } from '../support/page/pair.ts'
import { drag, field, goOffline, goToEnd, saved } from '../support/page/room.ts'
import type { TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const at = `section[data-field="${field}"]`

async function openPeople(browser: TestBrowser, server: TestServer, who: Joined) {
  const page = await browser.visit(server, who, `/plans/${who.plan.id}#people`)
  await page.locator('.person').first().waitFor()
  return page
}

test('W20 what somebody took out of others’ words stands in their contributions, and in one’s own', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { anns, bos } = here
  await mark(bos, 'every month')
  await bos.keyboard.press('Delete')
  await bos.keyboard.type('twice a year')
  await shows(anns, 'Data are published twice a year.')

  await anns.keyboard.press('Control+Alt+Shift+KeyA')
  await anns.locator('.legend-entry', { hasText: 'Bo Chen' }).click()
  await anns.getByRole('button', { name: 'What Bo Chen contributed' }).click()
  const dialog = anns.getByRole('dialog')
  await dialog.locator('.contributed').waitFor()
  expect(await dialog.locator('.contributed-out').textContent()).toMatch(
    /words of Ann Lee.*every month$/,
  )
  expect(await dialog.locator('.contributed-sums').first().textContent()).toContain('10 characters')
  await anns.keyboard.press('Escape')

  await bos.getByRole('button', { name: 'More', exact: true }).click()
  await bos.getByRole('menuitem', { name: 'What became of my input' }).click()
  const own = bos.getByRole('dialog').locator('.contributed-out')
  await expect.poll(() => own.textContent()).toMatch(/every month$/)
  expect(complaints).toEqual([])
})

test('W22 words that two people moved at once are marked on both pages, and one press drops one', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, ann, id, anns, bos } = here
  await goOffline(bos)
  for (const page of [anns, bos]) {
    await mark(page, 'every month')
    await page.keyboard.press('Control+x')
    await goToEnd(page)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+v')
    await shows(page, 'Data are published .', 'every month')
  }
  await saved(anns)
  await bos.context().setOffline(false)
  await saved(bos)
  for (const page of [anns, bos]) {
    await expect
      .poll(async () => (await page.locator('.twin').allTextContents()).join('|'))
      .toBe('every month|every month')
  }
  const bar = bos.getByRole('region', { name: 'The same words stand twice' })
  await bar.getByRole('button', { name: 'Drop place 2' }).click()
  for (const page of [anns, bos]) {
    await expect.poll(() => page.locator('.twin').count()).toBe(0)
    await expect.poll(() => page.locator('.twins').count()).toBe(0)
  }
  const runs = await runsIn(server, ann, id)
  const moved = runs.filter(({ text }) => text.includes('every month'))
  expect(moved.map(({ person }) => person)).toEqual([ann.person.id])
  expect(complaints).toEqual([])
})

test('J21 W49 W50 people choose how they appear, and a facilitator erases a name from every open page', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, browser, ann, bo, anns, bos } = here
  const appearance = async () => {
    const { token } = bo
    const answer = await server.request('GET', `/api/plans/${bo.plan.id}/people`, { token })
    const { people } = members.parse(await answer.json())
    return people.find(({ id }) => id === bo.person.id)?.appearsAs
  }
  await bos.getByRole('button', { name: 'More', exact: true }).click()
  await bos.getByRole('menuitem', { name: 'How I appear in public' }).click()
  await choose(bos, 'Organisation only: OCF')
  await expect.poll(appearance).toBe('organisation')
  const bosPlan = await openPeople(browser, server, bo)
  await bosPlan.getByRole('button', { name: 'How I appear in public' }).click()
  await choose(bosPlan, 'Sector only: Civil society')
  await expect.poll(appearance).toBe('sector')
  await goToEnd(bos)
  await bos.keyboard.type(' Gladly.')
  await shows(anns, 'Data are published every month. Gladly.')

  await server.request('POST', `/api/plans/${ann.plan.id}/invitations`, {
    token: ann.token,
    body: { role: 'observer', label: 'For those whom Bo Chen sends' },
  })
  const annsPlan = await openPeople(browser, server, ann)
  await annsPlan.getByRole('button', { name: 'Actions for Bo Chen' }).click()
  await annsPlan.getByRole('menuitem', { name: 'Erase name' }).click()
  await annsPlan.getByRole('dialog').getByText('For those whom Bo Chen sends').waitFor()
  await annsPlan.getByRole('dialog').getByRole('button', { name: 'Erase name' }).click()
  await expect
    .poll(async () => (await annsPlan.locator('.people').textContent())?.includes('Bo Chen'))
    .toBe(false)

  await anns.bringToFront()
  await anns.keyboard.press('Control+Alt+Shift+KeyA')
  await anns.locator('.legend-entry', { hasText: 'Name removed' }).waitFor()
  await expect.poll(() => anns.locator('body').textContent()).not.toContain('Bo Chen')
  await goToEnd(anns)
  await anns.keyboard.press('Control+Alt+Shift+KeyW')
  await until(
    async () =>
      (await anns.locator('[role="status"]').textContent())?.startsWith('Name removed') ?? false,
    'said that the name is gone',
  )
  expect(complaints).toEqual([])
})

async function choose(page: Page, option: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'How I appear in public' })
  await dialog.getByRole('button', { name: 'You appear as' }).click()
  await page.getByRole('option', { name: option }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('W51 words dragged with the mouse stay their author’s, in a field and across', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, ann, bo, id, anns, bos } = here
  await goToEnd(bos)
  await bos.keyboard.type(' Yes.')
  await shows(anns, 'Data are published every month. Yes.')
  await mark(bos, 'are published')
  await drag(bos, `${at} .field-text > :last-child`, 'end')
  await shows(anns, 'Data  every month. Yes.are published')
  await saved(bos)
  const authors = async (name: string, words: string) =>
    (await runsIn(server, ann, id, name))
      .filter(({ text }) => text.includes(words))
      .map(({ person }) => person)
  expect(await authors(field, 'are published')).toEqual([ann.person.id])
  expect(await authors(field, 'Yes.')).toEqual([bo.person.id])

  await mark(bos, 'are published')
  await drag(bos, 'section[data-field="solution"] .field-text > :first-child', 'start')
  await shows(anns, 'Data  every month. Yes.')
  await saved(bos)
  await expect.poll(() => authors('solution', 'are published')).toEqual([ann.person.id])
  expect(complaints).toEqual([])
})
