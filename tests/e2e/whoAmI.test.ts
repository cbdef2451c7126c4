import { expect, test } from 'vitest'
import { members } from '../../shared/api.ts'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, field, goToEnd, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('U90 U91 H90 a link leads to the code and then to where it pointed; one corrects oneself, and leaves', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const host = await server.join('facilitator', { name: 'Lin', sector: 'government' })
  const { token } = host
  const invited = await server.request('POST', `/api/plans/${host.plan.id}/invitations`, {
    token,
    body: { role: 'co-author', sector: 'civil-society', label: 'guests' },
  })
  const { code } = await invited.json()
  const path = `/c/${commitment}`

  const page = await browser.arrive(server.url + path)
  await page.getByLabel('Code from your invitation').fill(code)
  await page.keyboard.press('Enter')
  await page.getByLabel('Your name').fill('Ama')
  await page.keyboard.press('Enter')
  await saved(page)
  expect(new URL(page.url()).pathname).toBe(path)

  await page.goto(`${server.url}/plans/${host.plan.id}#people`)
  await page.getByRole('button', { name: 'Change my name or organisation' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Ama Boateng')
  expect(await page.locator('.dialog').getByText('Civil society').count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.locator('.person', { hasText: 'Ama Boateng' }).waitFor()
  const listed = await server.request('GET', `/api/plans/${host.plan.id}/people`, { token })
  const { people } = members.parse(await listed.json())
  const ama = people.find(({ name }) => name === 'Ama Boateng')
  expect(ama?.corrections).toMatchObject([{ by: ama?.id, from: 'Ama', to: 'Ama Boateng' }])

  await page.goto(server.url + path)
  await saved(page)
  const dialog = page.locator('.dialog')
  const leave = async () => {
    await page.locator('.room-menu button').click()
    await page.getByRole('menuitem', { name: 'Leave on this device' }).click()
    await dialog.getByText('This device forgets').waitFor()
  }
  await leave()
  expect(await dialog.locator('blockquote').count()).toBe(0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.context().setOffline(true)
  await goToEnd(page)
  await page.keyboard.type('Never sent')
  await leave()
  await dialog.locator('blockquote', { hasText: 'Never sent' }).waitFor()
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  await dialog.getByText('cannot be reached').waitFor()
  await page.keyboard.press('Escape')
  await page.context().setOffline(false)
  await saved(page)
  expect(await page.locator(`section[data-field="${field}"]`).textContent()).toContain('Never sent')

  await page.goto(`${server.url}/join/${code}`)
  await page.getByRole('button', { name: 'I am somebody else on this device' }).click()
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByLabel('Your name').waitFor()
  expect(await page.getByLabel('Your name').inputValue()).toBe('')
  const known = () => page.evaluate(() => fetch('/api/me').then(({ status }) => status))
  await until(async () => (await known()) === 401, 'nobody is known here')
  expect(complaints).toEqual([])
})

test('J70 a page that stands for somebody does nothing for who has joined in another tab since, and loses nothing', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const commitment = await emptyCommitment(server)
  const mei = await server.join('co-author', { name: 'Mei' })
  const bo = await server.join('co-author', { name: 'Bo' })
  const path = `/c/${commitment}`
  const opened = await server.request('POST', `/api/commitments/${commitment}/threads`, {
    token: mei.token,
    body: { anchor: { on: 'section', field }, text: 'A question', mentions: [] },
  })
  expect(opened.status).toBe(201)
  const page = await browser.visit(server, mei, path)
  await saved(page)
  await page.locator('.rail-card', { hasText: 'A question' }).click()
  const card = page.locator('.rail-card-active')
  await card.getByRole('textbox').fill('Half of an answer')
  await page.context().setOffline(true)
  await goToEnd(page)
  await page.keyboard.type('By Mei alone')

  // in another tab Mei leaves, and Bo joins
  await page.context().addCookies([{ name: 'accord_session', value: bo.token, url: server.url }])
  await page.context().setOffline(false)
  await page.getByText('You are no longer signed in').first().waitFor()
  await page.locator('.rail-card', { hasText: 'A question' }).click()
  await card.getByRole('button', { name: 'Send' }).click()
  await card.getByText('Please join with an invitation first').waitFor()
  expect(await card.getByRole('textbox').inputValue()).toBe('Half of an answer')
  await page.locator('blockquote', { hasText: 'By Mei alone' }).waitFor()

  const ask = async (what: string) =>
    JSON.stringify(
      await (await server.request('GET', `/api/commitments/${commitment}${what}`, bo)).json(),
    )
  expect(await ask('/threads')).not.toContain('Half of an answer')
  expect(await ask('/text')).not.toContain('By Mei alone')
})
