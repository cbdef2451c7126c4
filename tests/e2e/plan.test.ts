import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commitments, type Joined, me } from '../../shared/api.ts'
import { openBrowser } from '../support/browser.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

test('U16 U157 a phone that has never been here joins by a facilitator’s sheet and stays the same person', async () => {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const facilitator = await server.join('facilitator', { name: 'Lin' })
  const home = await browser.visit(server, facilitator, `/plans/${facilitator.plan.id}`)

  await home.getByRole('tab', { name: 'Invitations' }).click()
  await home.getByRole('button', { name: 'New invitation' }).click()
  await home.getByLabel('For whom').fill('Table 3')
  await home.getByLabel('At most').fill('20')
  await home.getByRole('dialog').getByRole('button', { name: 'New invitation' }).click()
  await home.getByText('no phone can reach it').waitFor()
  const invitation = home.getByRole('listitem').filter({ hasText: 'Table 3' })
  await invitation.getByRole('button', { name: 'Show and print' }).click()
  await home.locator('.qr').waitFor()
  const address = (await home.locator('.sheet-url').textContent()) ?? ''
  const sheet = home.getByRole('dialog', { name: 'Co-author' })
  await sheet.getByText('no phone can reach it').waitFor()
  await home.emulateMedia({ media: 'print' })
  for (const name of ['Table 3', 'no phone can reach it'])
    expect(await sheet.getByText(name).isVisible(), name).toBe(false)
  expect(await sheet.getByRole('button').count()).toBe(0)
  expect(await sheet.locator('.sheet-url').isVisible()).toBe(true)
  await home.emulateMedia({ media: 'screen' })
  await home.keyboard.press('Escape')

  const start = performance.now()
  const guest = await browser.arrive(address, phone)
  await guest.getByLabel('Your name').fill('Ama')
  await guest.getByText('Civil society', { exact: true }).click()
  await guest.getByRole('button', { name: 'Join' }).click()
  await guest.locator('.commitment-title').first().waitFor()
  console.log(
    `A new phone joined ${Math.round(performance.now() - start)} ms after it had the address`,
  )
  const who = () => guest.evaluate(() => fetch('/api/me').then((response) => response.json()))
  const before = me.parse(await who()).person
  expect(before).toMatchObject({ name: 'Ama', sector: 'civil-society' })
  await guest.reload()
  await guest.locator('.commitment-title').first().waitFor()
  expect(me.parse(await who()).person).toEqual(before)

  await invitation.getByRole('button', { name: 'Renew the code' }).click()
  await home.getByRole('dialog').getByRole('button', { name: 'Renew the code' }).click()
  await until(async () => (await server.request('GET', codePath(address))).status === 410)
  const late = await browser.arrive(address, phone)
  await late.getByRole('alert').waitFor()
  expect(complaints).toEqual([])
})

test('C24 while people write, the check asks beside the text; set aside with a reason it is so for all', async () => {
  await using server = await startServer()
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const author = await server.join('co-author', { name: 'Lin' })
  const path = `/c/${await idOf(server, author, 'ogp-2022')}`
  const page = await browser.visit(server, author, path)
  const cell = page.locator('.milestone .ProseMirror').first()
  await cell.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('Advocate for better records. ')
  const asked = page.locator('.asked', { hasText: 'Advocate' })
  await asked.waitFor()
  expect(await cell.textContent()).toContain('Advocate for better records.')

  await page.getByRole('button', { name: /questions$/ }).click()
  const panel = page.getByRole('complementary', { name: 'Questions to the group' })
  const card = panel.locator('.check', { hasText: 'Advocate' }).first()
  await card.getByRole('button', { name: 'Show in the text' }).click()
  expect(await page.evaluate(() => window.getSelection()?.toString())).toContain('Advocate')
  await card.getByRole('button', { name: 'Set aside' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Set aside' }).click()
  await dialog.getByText('Say in a few words').waitFor()
  await dialog.getByLabel('Reason', { exact: true }).fill('Agreed in the forum.')
  await dialog.getByRole('button', { name: 'Set aside' }).click()
  await asked.waitFor({ state: 'detached' })

  const observer = await server.join('observer', { name: 'Wu' })
  const other = await browser.visit(server, observer, path)
  await other.getByRole('button', { name: /questions$/ }).click()
  await other.getByText('1 question set aside').click()
  await other.getByText('Agreed in the forum.').waitFor()
  expect(await other.getByRole('button', { name: 'Set aside' }).count()).toBe(0)
  expect(complaints).toEqual([])
})

test('U9 a milestone that one person removes while another writes in it comes back with all words', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const [one, other] = [await server.join('co-author'), await server.join('co-author')]
  const path = `/c/${await idOf(server, one, 'tw-nap')}`
  const here = await browser.visit(server, one, path)
  const there = await browser.visit(server, other, path)
  const rows = (page: Page) => page.locator('.milestone').count()
  await here.locator('.milestone').first().waitFor()
  await there.locator('.milestone').first().waitFor()
  const count = await rows(here)

  await here.getByRole('button', { name: 'Add a milestone' }).click()
  await here.keyboard.type('Publish the register')
  await until(async () => (await rows(there)) === count + 1)
  const last = there.locator('.milestone').last()
  await last.getByText('Publish the register').waitFor()
  await last.getByRole('button', { name: /^Remove milestone/ }).click()
  await until(async () => (await rows(here)) === count)

  await here.getByText('1 removed milestone').click()
  await here.getByRole('button', { name: 'Put “Publish the register” back' }).click()
  await until(async () => (await rows(there)) === count + 1)
  await there.locator('.milestone').last().getByText('Publish the register').waitFor()
})

test('C22 a file of published commitments is shown before it comes in', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const facilitator = await server.join('facilitator')
  const page = await browser.visit(server, facilitator, `/plans/${facilitator.plan.id}`)
  await page.getByRole('button', { name: 'Import' }).click()
  const file = `${import.meta.dirname}/../fixtures/commitments/en_AU0030.json`
  await page.locator('input[type=file]').setInputFiles(file)
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/entries have no place in the form|entry has no place/).click()
  await dialog.locator('dt').first().waitFor()
  const title = (await dialog.locator('.import-list strong').textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Create 1 commitment' }).click()
  await page.locator('.commitment-title', { hasText: title }).waitFor()
})

test('U17 the language changes at once, on the same page, and is remembered', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const person = await server.join('suggester')
  const page = await browser.visit(server, person, `/plans/${person.plan.id}`, 'zh-Hant-TW')
  await page.getByRole('tab', { name: '承諾事項' }).waitFor()
  await page.evaluate(() => Object.assign(window, { stayed: true }))
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('tab', { name: 'Commitments' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
  await page.reload()
  await page.getByRole('tab', { name: 'Commitments' }).waitFor()
})

async function idOf(server: TestServer, { plan, token }: Joined, template: string) {
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const all = commitments.parse(await response.json()).commitments
  const found = all.find((one) => one.template === template)
  if (!found) throw new Error(`No commitment in ${template}`)
  return found.id
}

function codePath(address: string): string {
  return `/api/invited/${address.split('/').at(-1)}`
}
