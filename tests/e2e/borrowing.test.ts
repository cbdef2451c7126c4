import { expect, test } from 'vitest'
import { mark, openPair, runsIn, shows } from '../support/page/pair.ts'
import { goToEnd, saved } from '../support/page/room.ts'

test('W26 a sentence copied from one commitment into another stays its author’s, and the card says who placed it', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, ann, bo, bos } = here
  const made = await server.request('POST', `/api/plans/${ann.plan.id}/commitments`, {
    token: ann.token,
    body: { template: 'ogp-2022', title: 'Another', locale: 'en' },
  })
  const { id } = (await made.json()) as { id: string }
  await mark(bos, 'Data are published every month.')
  await bos.keyboard.press('Control+c')
  const there = await bos.context().newPage()
  await there.goto(`${server.url}/c/${id}`)
  await saved(there)
  await there.bringToFront()
  await goToEnd(there)
  await there.keyboard.press('Control+v')
  await there.keyboard.type(' Here, too.')
  await shows(there, 'Data are published every month. Here, too.')
  await saved(there)
  const runs = async () =>
    (await runsIn(server, bo, id))
      .filter(({ text }) => /published|too/.test(text))
      .map(({ text, person, placedBy }) => [text.trim(), person, placedBy])
  await expect.poll(runs).toEqual([
    ['Data are published every month.', ann.person.id, bo.person.id],
    ['Here, too.', bo.person.id, undefined],
  ])
  await there.keyboard.press('Home')
  await there.keyboard.press('Control+Alt+Shift+KeyW')
  await expect
    .poll(() => there.locator('.who-card').textContent())
    .toMatch(/^Ann Lee.*placed here by Bo Chen$/)
  expect(complaints).toEqual([])
})
