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

test('B177 U81 U83 U231 in a browser keys go by their meaning on every layout, an adoption is taken back, and suggestions are answered by keys alone', async () => {
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
  await page.locator('.shortcuts').waitFor()
  await closing(page, '.dialog')
  expect(await page.locator(`${text} p.li`).count()).toBe(0)
  await press(cdp, { key: ')', code: 'Digit9', at: 57, modifiers: held.ctrl | held.shift })
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

  // from the text to its suggestions' cards and back, and an answer with a reason, by keys alone
  const focus = (where: string) =>
    until(
      () => page.evaluate((place) => document.activeElement?.closest(place) !== null, where),
      where,
    )
  const one = '[data-card="suggestion:1"]'
  await other.suggest(field, 'Records', 'Files')
  await page.locator('[data-card="suggestion:2"]').waitFor()
  await goToEnd(page)
  // in a list Tab is the list's own
  await press(cdp, { key: ')', code: 'Digit9', at: 57, modifiers: held.ctrl | held.shift })
  await page.locator(`${text} p.li`).first().waitFor({ state: 'detached' })
  expect(await page.locator(`[role="textbox"]:focus`).getAttribute('aria-description')).toBe(
    'Ctrl+Alt+J: Go to the suggestions at the caret',
  )
  await page.keyboard.press('Home')
  for (let step = 0; step < 'RecordsFiles are cl'.length; step++)
    await page.keyboard.press('ArrowRight')
  await press(cdp, { key: 'j', code: 'KeyJ', at: 74, modifiers: held.ctrl | held.alt })
  await focus(one)
  await page.keyboard.press('Escape')
  await focus('[role="textbox"]')
  await press(cdp, { key: 'j', code: 'KeyJ', at: 74, modifiers: held.ctrl | held.alt })
  await focus(one)
  await page.keyboard.press('d')
  await focus(`${one} form`)
  const inOwn = () => page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA')
  for (let tabs = 0; tabs < 3 && !(await inOwn()); tabs++) await page.keyboard.press('Tab')
  await focus(`${one} textarea`)
  await page.keyboard.type('It is kept for ten years.')
  await page.keyboard.press('Control+Enter')
  await until(() => open() === 'declined', 'declined')
  expect(pen.replica.state.record.suggestions[1]?.decisions.at(-1)?.reason).toBe(
    'It is kept for ten years.',
  )
  await focus('[data-card="suggestion:2"]')
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
