import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, field, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

test('U84 an answer waits to be read on front door, plan and room, and comes at once to who is present', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const host = await server.join('facilitator', { name: 'Lin', sector: 'government' })
  const guest = await server.join('suggester', { name: 'Ama', sector: 'civil-society' })
  using pen = await penOf(server, host, commitment)
  await pen.write(field, 'Records are closed by law.')
  using other = await penOf(server, guest, commitment)
  await other.suggest(field, 'closed', 'open')
  await other.suggest(field, 'law', 'rule')
  const answer = async (number: number, reason: string) => {
    const path = `/api/commitments/${commitment}/suggestions/${number}/decision`
    const body = { outcome: 'declined', reason, override: false }
    expect((await server.request('POST', path, { token: host.token, body })).status).toBe(200)
  }
  await answer(1, 'The archive act forbids it.')

  const page = await browser.visit(server, guest, '/')
  await page.getByText('1 new for you').waitFor()
  await page.goto(`${server.url}/c/${commitment}`)
  await saved(page)
  await page.locator('.room-menu-count', { hasText: '1' }).waitFor()
  await answer(2, 'The law is meant.')
  await page.locator('.toast', { hasText: 'The law is meant.' }).waitFor()
  await page.locator('.room-menu-count', { hasText: '2' }).waitFor()

  await page.goto(`${server.url}/plans/${guest.plan.id}`)
  await page.getByRole('button', { name: '2 new for you' }).click()
  await page.locator('.dialog blockquote', { hasText: 'The archive act forbids it.' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'What became of my input', exact: true }).waitFor()
  await page.goto(`${server.url}/c/${commitment}`)
  await saved(page)
  expect(await page.locator('.room-menu-count').count()).toBe(0)
  expect(complaints).toEqual([])
})
