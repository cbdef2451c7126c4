import type { CDPSession, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { emptyCommitment, field, goToEnd, saved } from '../support/page/room.ts'
import { penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const text = `section[data-field="${field}"] .field-text`

/** Bits of held keys, as the protocol of developer tools numbers them. */
const held = { alt: 1, ctrl: 2, shift: 8 } as const
const modes = held.alt | held.ctrl | held.shift

test('U81 U83 in a browser keys go by their meaning on every layout, and an adoption is taken back', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const commitment = await emptyCommitment(server)
  const host = await server.join('facilitator', { name: 'Lin', sector: 'government' })
  const guest = await server.join('suggester', { name: 'Ama', sector: 'civil-society' })
  using pen = await penOf(server, host, commitment)
  await pen.write(field, 'Records are closed.')
  using other = await penOf(server, guest, commitment)
  await other.suggest(field, 'closed', 'open')

  const page = await browser.visit(server, host, `/c/${commitment}`)
  await saved(page)
  const cdp = await page.context().newCDPSession(page)
  await goToEnd(page)
  await press(cdp, { key: '/', code: 'Digit7', at: 55, modifiers: held.ctrl | held.shift })
  await page.locator(`${text} p.li`).first().waitFor()
  expect(await page.locator('.dialog').count()).toBe(0)

  await press(cdp, { key: 'κ', code: 'KeyK', at: 75, modifiers: held.ctrl })
  await closing(page, '.dialog')
  await press(cdp, { key: 'а', code: 'KeyF', at: 70, modifiers: held.ctrl })
  await closing(page, '.find')
  await press(cdp, { key: 'F1', code: 'F1', at: 112, modifiers: 0 })
  await page.locator('.shortcuts kbd', { hasText: /^J$/ }).waitFor()
  await closing(page, '.dialog')

  const mode = page.locator('.mode[data-selected]')
  await press(cdp, { key: 'X', code: 'KeyB', at: 88, modifiers: modes })
  await until(async () => (await mode.getAttribute('data-mode')) === 'suggest')
  await press(cdp, { key: 'Y', code: 'KeyZ', at: 89, modifiers: modes })
  await page.evaluate(() =>
    window.dispatchEvent(
      new KeyboardEvent('keydown', {
        ...{ key: 'Ć', code: 'KeyC', ctrlKey: true, altKey: true, shiftKey: true },
        modifierAltGraph: true,
      }),
    ),
  )
  expect(await mode.getAttribute('data-mode')).toBe('suggest')
  await press(cdp, { key: 'Z', code: 'KeyY', at: 90, modifiers: modes })
  await until(async () => (await mode.getAttribute('data-mode')) === 'edit')

  const open = () => pen.replica.state.record.suggestions[1]?.status
  const card = page.locator('[data-card="suggestion:1"]')
  await card.click()
  await card.locator('.rail-letters', { hasText: 'adopt' }).waitFor()
  await page.keyboard.press('a')
  await until(() => open() === 'adopted', 'adopted')
  await page.locator('.toast-act', { hasText: 'Take back' }).click()
  await until(() => open() === 'open', 'open again')
  expect(pen.replica.state.record.suggestions[1]?.reopenings).toHaveLength(1)
  await card.click()
  await page.keyboard.press('a')
  await until(() => open() === 'adopted', 'adopted again')
  await page.locator('.toast-act').waitFor()
  await page.locator('.room-rail').evaluate((rail) => {
    const target = rail.querySelector('.rail')
    target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', code: 'KeyY', bubbles: true }))
  })
  await until(() => open() === 'open', 'open once more')
  expect(complaints).toEqual([])
})

type Stroke = {
  readonly key: string
  readonly code: string
  /** The number that Windows gives the key. */
  readonly at: number
  readonly modifiers: number
}

/** A key as a keyboard of another layout sends it. */
async function press(cdp: CDPSession, { at, ...stroke }: Stroke): Promise<void> {
  const event = { ...stroke, windowsVirtualKeyCode: at }
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

async function closing(page: Page, what: string): Promise<void> {
  await page.locator(what).waitFor()
  await page.keyboard.press('Escape')
  await page.locator(what).waitFor({ state: 'detached' })
}
