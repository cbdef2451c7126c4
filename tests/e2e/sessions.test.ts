import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { members } from '../../shared/api.ts'
import { barriersOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { openPlan } from '../support/plans.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const words = {
  en: {
    people: 'People',
    actions: (name: string) => `Actions for ${name}`,
    check: 'Identity is checked',
    is: 'identity checked',
    devices: 'Devices signed in',
    end: 'End the session: A device',
    none: 'Nowhere at the moment.',
    remove: 'Remove from the plan',
    only: 'Only people whose identity is checked answer suggestions',
  },
  'zh-Hant-TW': {
    people: '成員',
    actions: (name: string) => `對${name}的操作`,
    check: '確認身分',
    is: '已確認身分',
    devices: '登入的裝置',
    end: '結束登入：某台裝置',
    none: '目前沒有登入任何裝置。',
    remove: '移出行動方案',
    only: '只由已確認身分的人回應建議',
  },
} as const

test('H47 the list of people checks identities, ends sessions and renews codes, in both languages', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const host = await server.join('facilitator', { name: 'Host' })
  const plan = `/api/plans/${host.plan.id}`
  for (const locale of ['en', 'zh-Hant-TW'] as const) {
    const say = words[locale]
    const page = await browser.visit(server, host, `/plans/${host.plan.id}`, locale)
    const guest = await server.join('co-author', { name: `Guest ${locale}` })
    const made = await server.request('POST', `${plan}/invitations`, {
      ...{ token: host.token, body: { role: 'observer', label: `By ${locale}` } },
    })
    expect(made.status).toBe(201)
    await page.getByText(say.only).click()
    await until(
      async () =>
        (await (await server.request('GET', `${plan}/verified`, host)).json()).on ===
        (locale === 'en'),
    )
    await page.getByRole('tab', { name: say.people }).click()
    const entry = page.getByRole('listitem').filter({ hasText: guest.person.name })
    await choose(page, say.actions(guest.person.name), say.check)
    await page.getByRole('dialog').getByRole('button', { name: say.check }).click()
    await entry.getByText(say.is).waitFor()

    await choose(page, say.actions(guest.person.name), say.devices)
    await page.getByRole('button', { name: say.end }).waitFor()
    expect(await barriersOn(page, { within: '.dialog' })).toEqual([])
    await page.getByRole('button', { name: say.end }).click()
    await page.getByText(say.none).waitFor()
    expect((await server.request('GET', '/api/me', guest)).status).toBe(401)
    await page.keyboard.press('Escape')

    // the code that somebody came with is theirs to use again, under another name
    await choose(page, say.actions(guest.person.name), say.remove)
    await page.getByRole('dialog').getByRole('button', { name: say.remove }).click()
    const answer = await server.request('GET', `${plan}/invitations`, host)
    const open = (await answer.json()).invitations as { id: string; closed: boolean }[]
    const [came] = members
      .parse(await (await server.request('GET', `${plan}/people`, host)).json())
      .people.filter(({ id }) => id === guest.person.id)
    expect(open.find(({ id }) => id === came?.cameBy)?.closed).toBe(false)
    await page.getByRole('dialog').getByRole('button').last().click()
    await until(async () => {
      const now = await (await server.request('GET', `${plan}/invitations`, host)).json()
      const found = (now.invitations as typeof open).find(({ id }) => id === came?.cameBy)
      return found?.closed === true
    }, 'the code that they came with is renewed')
  }
  expect(complaints).toEqual([])
})

test('H55 words of a session that has ended, and of somebody who was removed, can be copied, in both languages', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const host = await server.join('facilitator', { name: 'Host' })
  const people = `/api/plans/${host.plan.id}/people`
  for (const [locale, ended, left, copy] of [
    ['en', 'Words that did not reach the others', 'Words that are still on this device', 'Copy'],
    ['zh-Hant-TW', '沒有送達其他人的文字', '仍留在這台裝置上的文字', '複製'],
  ] as const) {
    const guest = await server.join('co-author', { name: `Guest ${locale}` })
    const { path } = await sampleCommitment(server, guest)
    const page = await browser.visit(server, guest, path, locale)
    await saved(page)
    const sessions = await server.request('GET', `${people}/${guest.person.id}/sessions`, host)
    const [session] = (await sessions.json()).sessions
    const gone = `${people}/${guest.person.id}/sessions/${session.id}`
    expect((await server.request('DELETE', gone, host)).status).toBe(204)
    await page.locator('.save-care').waitFor()
    await goToEnd(page)
    await page.keyboard.type('Too late ')
    const told = page.getByRole('region', { name: ended })
    await told.getByText('Too late').waitFor()
    // in sight where they write, not only at the head of the text
    expect(await told.evaluate((it) => it.getBoundingClientRect().top)).toBeGreaterThan(0)
    expect(await barriersOn(page, { within: '.tray' })).toEqual([])
    await told.getByRole('button', { name: copy }).waitFor()

    const other = await server.join('co-author', { name: `Other ${locale}` })
    const away = await browser.visit(server, other, path, locale)
    await saved(away)
    await away.context().setOffline(true)
    await away.locator('.save-care').waitFor()
    await goToEnd(away)
    await away.keyboard.type('On the train ')
    await away.locator('.save-state', { hasText: /not sent|未送出/ }).waitFor()
    await away.close({ runBeforeUnload: false })
    const removed = await server.request('PATCH', `${people}/${other.person.id}`, {
      ...{ token: host.token, body: { removed: true } },
    })
    expect(removed.status).toBe(200)
    const context = away.context()
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(`${server.url}${path}`)
    await again.getByRole('region', { name: left }).getByText('On the train').waitFor()
    expect(await barriersOn(again)).toEqual([])
  }
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([])
})

test('H48 a room that is open goes on when its person joins another plan in the same browser', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const host = await server.join('facilitator')
  const mei = await server.join('co-author', { name: 'Mei' })
  const { path } = await sampleCommitment(server, mei)
  const other = await openPlan(server, host)
  const room = await browser.visit(server, mei, path)
  await saved(room)
  const second = await room.context().newPage()
  await second.goto(`${server.url}/join/${await other.invite('observer')}`)
  await second.getByRole('button', { name: 'Join' }).click()
  await second.locator('.commitment-title').first().waitFor()
  expect((await server.request('GET', '/api/me', mei)).status).toBe(401)
  await goToEnd(room)
  await room.keyboard.type('still here')
  await saved(room)
  const now = await second.evaluate(
    (address) => fetch(address).then((answer) => answer.text()),
    `/api/commitments/${path.split('/')[2]}/text`,
  )
  expect(now).toContain('still here')
  expect(complaints).toEqual([])
})

async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
