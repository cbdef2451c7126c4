import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { openMeeting } from '../support/meeting.ts'
import { saved } from '../support/page/room.ts'
import { until } from '../support/until.ts'

test('U110 two entries are one person in the list and in every open room, and two again', async () => {
  const complaints: string[] = []
  await using meeting = await openMeeting()
  const { server, plan, commitment } = meeting
  await using browser = await openBrowser(complaints)
  using first = await meeting.join('suggester', { name: 'Ada' })
  const bella = await server.join('suggester', { name: 'Bella' })
  const host = await server.join('facilitator', { name: 'Hope' })
  first.suggest(0, 0, 'Open')
  const watching = await browser.visit(server, host, `/c/${commitment}`)
  const second = await browser.visit(server, bella, `/c/${commitment}`)
  await saved(watching)
  await saved(second)
  const here = (page: typeof second) => page.locator('.presence .avatar').count()
  await until(async () => (await here(watching)) === 3, 'three are here')
  const list = await browser.visit(server, host, `/plans/${plan}#people`)
  const row = (name: string) =>
    list.locator('.people > .person').filter({ has: list.locator('strong', { hasText: name }) })
  await row('Ada').locator('.person-acts').getByRole('button').last().click()
  await list.getByRole('menuitem', { name: 'Has come in twice' }).click()
  await list.getByRole('button', { name: /The other entry/ }).click()
  await list.getByRole('option', { name: /Bella/ }).click()
  await list.getByRole('button', { name: 'They are one person' }).click()
  await row('Ada').getByText('Also came in as', { exact: false }).waitFor()
  expect(await row('Bella').count()).toBe(0)
  const told = (await row('Ada').textContent())?.replace(/[\u2066-\u2069]/g, '')
  expect(told).toContain('Also came in as Bella, as Hope said on')

  await until(async () => (await here(watching)) === 2, 'two are here')
  await until(async () => (await here(second)) === 2, 'one’s other page is not somebody else')
  await second.reload()
  await saved(second)
  await until(async () => (await here(second)) === 2, 'nor after a reload')
  await second.locator('.presence').click()
  const own = second.locator('.presence-list .presence-person').first()
  await own.getByText('Ada').waitFor()

  await row('Ada').getByRole('button', { name: 'two people' }).click()
  await list.getByRole('dialog').getByRole('button', { name: 'They are two' }).click()
  await row('Bella').waitFor()
  await until(async () => (await here(watching)) === 3, 'three again')
  expect(complaints).toEqual([])
})
