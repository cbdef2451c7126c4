import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'

test('U159 U160 somebody who has never been in the room is offered, named and told', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann' })
  const ama = await server.join('suggester', { name: 'Ama Serwaa', sector: 'civil-society' })
  for (let n = 0; n < 8; n++) await server.join('observer', { name: `Amadou ${n}` })
  const { path } = await sampleCommitment(server, ann)
  const here = await browser.visit(server, ann, path)
  await saved(here)
  await goToEnd(here)
  await here.keyboard.press('Control+Alt+m')
  const area = here.locator('.dialog textarea')
  await area.pressSequentially('Is this so, @am')
  await here.locator('.mention-note', { hasText: '3 more; type on.' }).waitFor()
  await area.pressSequentially('b')
  await here.locator('.mention-note', { hasText: 'Nobody of this plan is called “amb”.' }).waitFor()
  await here.keyboard.press('Backspace')
  await area.pressSequentially('a')
  await here.getByRole('option', { name: 'Ama Serwaa' }).click()
  expect(await area.inputValue()).toBe('Is this so, @Ama Serwaa ')
  await here.keyboard.press('Control+Enter')
  // her name is read at once, in a room that had not heard of her
  await here.locator('.rail-card .mention', { hasText: '@Ama Serwaa' }).waitFor()

  const there = await browser.visit(server, ama, '/')
  await there.getByText('1 new for you').waitFor()
  await there.goto(`${server.url}/plans/${ama.plan.id}#answers`)
  await there.locator('.dialog blockquote', { hasText: 'Is this so, @Ama Serwaa' }).waitFor()
  await there.locator('.dialog .answers-fresh').waitFor()
  await there.keyboard.press('Escape')
  await there.getByRole('button', { name: 'What became of my input', exact: true }).waitFor()
  // U213: the comment's link leads to its card
  await there.getByRole('button', { name: 'What became of my input', exact: true }).click()
  await there.locator('.dialog li a').click()
  await there.locator('.rail-card-active .mention', { hasText: '@Ama Serwaa' }).waitFor()
  await saved(there)
  expect(await there.locator('.room-menu-count').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('U159 without the list of the plan the box says so, and the words go out all the same', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author', { name: 'Ann' })
  const ama = await server.join('suggester', { name: 'Ama' })
  const { path } = await sampleCommitment(server, ann)
  const here = await browser.visit(server, ann, path, 'zh-Hant-TW')
  await saved(here)
  await here.route('**/people', (asked) => asked.abort())
  await goToEnd(here)
  await here.keyboard.press('Control+Alt+m')
  await here.locator('.dialog textarea').pressSequentially('@Ama')
  await here.locator('.mention-note', { hasText: '無法取得成員名單' }).waitFor()
  await here.keyboard.press('Control+Enter')
  await here.locator('.rail-card .mention', { hasText: '@Ama' }).waitFor()
  const answer = await server.request('GET', `/api/plans/${ama.plan.id}/answers`, {
    token: ama.token,
  })
  expect((await answer.json()).mentions).toMatchObject([
    { text: '@Ama', name: 'Ann', unread: true },
  ])
})
