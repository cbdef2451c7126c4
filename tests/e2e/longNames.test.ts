import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, field, goToEnd, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

/** What is wider than the page, or lies off it where nothing can be scrolled to it. */
const off = (page: Page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) ||
        scrolls(element.parentElement))
    const buttons = [...document.querySelectorAll('button, a, [role=menuitem]')].filter((one) => {
      const { left, right, width } = one.getBoundingClientRect()
      const visible = one.checkVisibility({ visibilityProperty: true }) && width > 1
      return visible && (right > clientWidth + 1 || left < -1) && !scrolls(one.parentElement)
    })
    return [
      ...(scrollWidth > clientWidth ? [`page ${scrollWidth}`] : []),
      ...buttons.map((one) => `${one.className}: ${one.textContent?.slice(0, 30)}`),
    ]
  })

test('U163 U164 a name of two hundred letters widens nothing and pushes nothing away on a phone; the save state says what it means', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const id = await emptyCommitment(server)
  const name = `Wilhelmina${'w'.repeat(190)}`
  const long = await server.join('co-author', { name, sector: 'civil-society' })
  const host = await server.join('facilitator', { name: 'Lin', sector: 'government' })
  for (const locale of ['en', 'zh-Hant-TW'] as const) {
    const zh = locale !== 'en'
    const plan = await browser.visit(server, host, `/plans/${host.plan.id}`, locale)
    await plan.setViewportSize({ width: 320, height: 640 })
    const row = plan.locator('.commitment-row', { hasText: 'Open data' })
    if (!zh) {
      await row.getByText('Begun').waitFor()
      expect(await row.getByText('Last change').count()).toBe(0)
    }
    expect(await off(plan)).toEqual([])
    await plan.close()
    const people = await browser.visit(server, host, `/plans/${host.plan.id}#people`, locale)
    await people.setViewportSize({ width: 320, height: 640 })
    await people.locator('.person').first().waitFor()
    expect(await off(people)).toEqual([])
    await people.close()

    using pen = await penOf(server, long, id)
    if (!zh) await pen.write(field, 'Records are closed by law.')
    const body = { anchor: { on: 'section', field }, text: `@${name} why?`, mentions: [] }
    const path = `/api/commitments/${id}/threads`
    expect((await server.request('POST', path, { token: host.token, body })).status).toBe(201)
    const page = await browser.visit(server, host, `/c/${id}`, locale)
    await page.setViewportSize({ width: 320, height: 640 })
    await saved(page)
    expect(await off(page)).toEqual([])

    const state = page.locator('.save-state')
    await state.press('Enter')
    const says = page.locator('.save-explained')
    await says.waitFor()
    const said = await says.boundingBox()
    expect(said?.x).toBeGreaterThanOrEqual(0)
    expect((said?.x ?? 0) + (said?.width ?? 0)).toBeLessThanOrEqual(320)
    expect(await says.textContent()).toContain(zh ? '留在這台裝置上' : 'stay on this device')
    await page.keyboard.press('Escape')
    await says.waitFor({ state: 'detached' })

    await goToEnd(page)
    await page.keyboard.press('Control+Alt+Shift+KeyA')
    await page.locator('.legend-entry').first().waitFor()
    expect(await off(page)).toEqual([])
    const heads = await page
      .locator('.legend-head button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y + one.clientHeight / 2))
    expect(Math.max(...heads) - Math.min(...heads)).toBeLessThan(8)
    await page.locator('.legend-head .button').first().click()
    await page.locator('.balance-table').first().waitFor()
    expect(await off(page)).toEqual([])
    // the name leaves the first figures beside it in sight
    const cell = await page.locator('.balance-table tbody th').last().boundingBox()
    expect(cell?.width).toBeLessThan(200)
    const over = await page
      .locator('.balance-table tbody th')
      .evaluateAll((cells) =>
        cells
          .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
          .map(({ textContent }) => textContent),
      )
    expect(over).toEqual([])
    await page.close()
  }
  expect(complaints).toEqual([])
})
