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

test('U228 U230 of two of one name the picked one is told, also after a reload; who is removed finds what they had begun', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const first = await server.join('suggester', { name: 'Lin Mei', organisation: 'Came First' })
  const picked = await server.join('suggester', { name: 'Lin Mei', organisation: 'Was Picked' })
  const ann = await server.join('suggester', { name: 'Ann' })
  const { path } = await sampleCommitment(server, ann)
  const here = await browser.visit(server, ann, path)
  await saved(here)
  const open = async () => {
    await goToEnd(here)
    await here.keyboard.press('Control+Alt+m')
    return here.locator('.dialog textarea')
  }
  const area = await open()
  await area.pressSequentially('For @Lin')
  await here.getByRole('option', { name: /Was Picked/ }).click()
  await area.pressSequentially('and @Lin')
  await here.getByRole('option', { name: /Came First/ }).click()
  await here.reload()
  await saved(here)
  const again = await open()
  await expect.poll(() => again.inputValue()).toBe('For @Lin Mei and @Lin Mei ')
  await again.press('End')
  await again.pressSequentially(', or @Lin Mei?')
  await here.keyboard.press('Control+Enter')
  const asked = here.locator('.mention-unclear')
  await asked.getByText('are called “Lin Mei”').waitFor()
  await asked.getByRole('button', { name: /Was Picked/ }).click()
  await here.keyboard.press('Control+Enter')
  await here.locator('.rail-card .mention').first().waitFor()
  const threads = await server.request('GET', `/api/commitments/${path.slice(3)}/threads`, ann)
  const { threads: said } = await threads.json()
  const [{ text, mentions }] = said[0].comments
  expect(mentions).toEqual([picked.person.id, first.person.id])
  expect(text).toBe('For @Lin Mei and @Lin Mei , or @Lin Mei?')

  await (await open()).fill('Half an answer')
  const host = await server.join('facilitator', { name: 'Host' })
  const gone = await server.request('PATCH', `/api/plans/${host.plan.id}/people/${ann.person.id}`, {
    token: host.token,
    body: { removed: true },
  })
  expect(gone.ok).toBe(true)
  await here.locator('.tray.unsent', { hasText: 'Half an answer' }).waitFor()
  await here.reload()
  await here.locator('.tray', { hasText: 'Half an answer' }).waitFor()
})
