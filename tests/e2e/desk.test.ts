import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commitment } from '../../shared/api.ts'
import { openBrowser } from '../support/browser.ts'
import { blocks, field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const spoken = (page: Page) => page.locator('[role="status"]').first().textContent()

test('U12 find goes through the whole page, replaces one or all, and one undo takes all back', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author', { name: 'Ann' })
  const { path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path)
  await saved(page)
  await goToEnd(page)
  await page.keyboard.press('Enter')
  await page.keyboard.type('Zebra one, zebra two, ZEBRA three')
  await page.keyboard.press('Control+f')
  const bar = page.getByRole('search')
  await bar.getByLabel('Find').fill('zebra')
  await bar.getByText('1 of 3').waitFor()
  await page.keyboard.press('Enter')
  await bar.getByText('2 of 3').waitFor()
  await page.keyboard.press('Shift+Enter')
  await bar.getByText('1 of 3').waitFor()
  await bar.getByLabel('Replace with').fill('Horse')
  await bar.getByRole('button', { name: 'Replace', exact: true }).click()
  const last = async () => (await blocks(page)).at(-1)
  await until(async () => (await last()) === 'Horse one, zebra two, ZEBRA three')
  await bar.getByRole('button', { name: 'Replace all' }).click()
  await until(async () => (await last()) === 'Horse one, Horse two, Horse three')
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await goToEnd(page)
  await page.keyboard.press('Control+z')
  await until(async () => (await last()) === 'Horse one, zebra two, ZEBRA three')

  const mei = await server.join('suggester', { name: 'Mei' })
  const other = await browser.visit(server, mei, path)
  await saved(other)
  await other.keyboard.press('Control+f')
  await other.getByRole('search').getByLabel('Find').fill('horse')
  await other.getByText('1 of 1').waitFor()
  expect(await other.getByLabel('Replace with').count()).toBe(0)
})

test('U21 a page follows a person from section to section, says where they are, and stops when its own person scrolls', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author', { name: 'Ann' })
  const bo = await server.join('co-author', { name: 'Bo', sector: 'government' })
  const { path } = await sampleCommitment(server, ann, 'ogp-2022')
  const here = await browser.visit(server, ann, path)
  const there = await browser.visit(server, bo, path)
  await saved(here)
  await saved(there)
  const inSight = () =>
    here.evaluate((name) => {
      const { top, bottom } = document.getElementById(name)?.getBoundingClientRect() ?? {}
      return top !== undefined && bottom !== undefined && top < innerHeight && bottom > 0
    }, 'milestones')

  await here.getByRole('button', { name: '2 people here' }).click()
  const list = here.getByRole('dialog')
  await list.getByText('Government').waitFor()
  await list.getByRole('button', { name: 'Follow Bo' }).click()
  await list.waitFor({ state: 'detached' })
  await here.locator('.following', { hasText: 'Following Bo' }).waitFor()
  expect(await inSight()).toBe(false)
  await there.locator('.milestone .ProseMirror').first().click()
  await there.keyboard.type('x')
  await until(inSight, 'the page to follow')
  await until(async () => ((await spoken(here)) ?? '').includes('Following Bo'), 'told')

  await here.bringToFront()
  await here.mouse.move(600, 500)
  await here.mouse.wheel(0, -2000)
  await here.locator('.following').waitFor({ state: 'detached' })
  // Far enough, however far one turn of the wheel leads here.
  await here.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
  expect(await inSight()).toBe(false)
  await there.bringToFront()
  await goToEnd(there)
  await there.keyboard.type('y')
  await there.locator('.milestone .ProseMirror').first().click()
  await there.keyboard.type('z')
  await saved(there)
  await until(async () =>
    ((await here.locator('.milestone').first().textContent()) ?? '').includes('z'),
  )
  expect(await inSight()).toBe(false)
})

test('U22 guidance stands where nothing is written yet, a section’s link opens it, and a sheet lists the keys', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const lin = await server.join('facilitator', { name: 'Lin' })
  const answer = await server.request('POST', `/api/plans/${lin.plan.id}/commitments`, {
    token: lin.token,
    body: { template: 'ogp-2022', title: 'Open contracting', locale: 'en' },
  })
  const { id } = commitment.parse(await answer.json())
  const page = await browser.visit(server, lin, `/c/${id}`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await saved(page)
  const section = page.locator(`section[data-field="${field}"]`)
  await section.locator('.guidance').waitFor({ state: 'visible' })
  await section.locator('.field-text').click()
  await page.keyboard.type('P')
  await section.locator('.guidance').waitFor({ state: 'hidden' })
  await page.keyboard.press('Backspace')
  await section.locator('.guidance').waitFor({ state: 'visible' })

  await section.getByRole('button', { name: 'Copy link to this section' }).click()
  await until(async () => ((await spoken(page)) ?? '').includes('Copied'))
  const address = await page.evaluate(() => navigator.clipboard.readText())
  expect(address).toBe(`${server.url}/c/${id}#${field}`)
  await page.goto('about:blank')
  await page.goto(address)
  await until(
    () =>
      page.evaluate((name) => {
        const top = document.getElementById(name)?.getBoundingClientRect().top ?? -1
        return top > 0 && top < innerHeight / 2
      }, field),
    'the section to be in sight',
  )

  await page.keyboard.press('Control+/')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  for (const keys of ['Ctrl+B', 'Ctrl+F', 'Ctrl+Z', 'Ctrl+Alt+1', 'Ctrl+Alt+M', 'Ctrl+/']) {
    await sheet.getByText(keys, { exact: true }).waitFor()
  }
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
})

test('U23 a facilitator corrects, mutes and removes a person, whose page follows and says so', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const lin = await server.join('facilitator', { name: 'Lin' })
  const bo = await server.join('co-author', { name: 'Bo', sector: 'private-sector' })
  const { path } = await sampleCommitment(server, bo)
  const room = await browser.visit(server, bo, path)
  await saved(room)
  const home = await browser.visit(server, lin, `/plans/${lin.plan.id}#people`)
  const choose = async (name: string, item: string) => {
    await home.getByRole('button', { name: `Actions for ${name}` }).click()
    await home.getByRole('menuitem', { name: item }).click()
  }

  await choose('Bo', 'Correct name or sector')
  const dialog = home.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Bo Li')
  await dialog.getByRole('button', { name: /Sector/ }).click()
  await home.getByRole('option', { name: 'Government' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  const row = home.getByRole('listitem').filter({ hasText: 'Bo Li' })
  await row.getByText('Government').waitFor()

  await goToEnd(room)
  await choose('Bo Li', 'Limit to suggesting')
  await dialog.getByRole('button', { name: 'Limit to suggesting' }).click()
  await row.getByText('suggesting only').waitFor()
  await until(async () => ((await spoken(room)) ?? '').includes('Suggester'), 'told of the role')
  expect(await room.getByRole('radio', { name: 'Suggesting' }).isChecked()).toBe(true)
  expect(await room.getByRole('radio', { name: 'Editing' }).isDisabled()).toBe(true)
  await room.keyboard.type(' only proposed')
  await room.locator('.mark-inserted', { hasText: 'only proposed' }).waitFor()

  await choose('Bo Li', 'Remove from the plan')
  await dialog.getByRole('button', { name: 'Remove from the plan' }).click()
  await row.waitFor({ state: 'detached' })
  await room.locator('.save-state.save-care').waitFor()
})
