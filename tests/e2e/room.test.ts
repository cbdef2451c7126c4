import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commitments } from '../../shared/api.ts'
import { openBrowser } from '../support/browser.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const field = 'section[data-field="problem"]'

/** The words of each block of the field, as a page shows them. */
function blocks(page: Page): Promise<string[]> {
  return page.locator(`${field} .field-text > *`).allTextContents()
}

async function saved(page: Page): Promise<void> {
  await page.locator('.save-state.save-calm').waitFor()
}

/** Puts the caret behind the last letter of the field. */
async function goToEnd(page: Page): Promise<void> {
  await page.locator(`${field} .field-text > *`).last().click()
  await page.keyboard.press('End')
}

/**
 * One letter, as a hand does it: the next key is pressed when the caret is seen to have moved. The
 * browser tells the editor of a moved caret with a later frame.
 */
async function goLeft(page: Page): Promise<void> {
  const offset = () => page.evaluate(() => window.getSelection()?.focusOffset ?? 0)
  const before = await offset()
  await page.keyboard.press('ArrowLeft')
  await until(async () => (await offset()) === before - 1, 'the caret moved')
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  )
}

async function bothShow(pages: readonly Page[], wanted: readonly string[]): Promise<void> {
  for (const page of pages) {
    const shown = async () => (await blocks(page)).slice(-wanted.length)
    await until(async () => (await shown()).join('|') === wanted.join('|'), wanted.join('|')).catch(
      async (error: Error) => {
        throw new Error(`${error.message}; shown: ${(await shown()).join('|')}`)
      },
    )
  }
}

test('R19 two people on two pages write, split, list, undo, go offline and come back', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann' })
  const bo = await server.join('co-author', { name: 'Bo', sector: 'government' })
  const answer = await server.request('GET', `/api/plans/${ann.plan.id}/commitments`, {
    token: ann.token,
  })
  const path = `/c/${commitments.parse(await answer.json()).commitments[0]?.id}`
  const here = await browser.visit(server, ann, path)
  const there = await browser.visit(server, bo, path)
  const pages = [here, there]
  for (const page of pages) await saved(page)

  await goToEnd(here)
  await here.keyboard.press('Enter')
  await here.keyboard.type('One line.')
  await bothShow(pages, ['One line.'])

  await goToEnd(there)
  await there.keyboard.press('Enter')
  await there.keyboard.type('Another by Bo.')
  await bothShow(pages, ['One line.', 'Another by Bo.'])
  await expect.poll(() => here.locator('.caret-name').allTextContents()).toEqual(['Bo'])

  await here.bringToFront()
  for (let letter = 0; letter < 'line.'.length; letter++) await goLeft(here)
  await here.keyboard.press('Enter')
  await bothShow(pages, ['One ', 'line.', 'Another by Bo.'])
  await here.keyboard.press('Control+z')
  await bothShow(pages, ['One line.', 'Another by Bo.'])

  await goToEnd(there)
  await there.keyboard.press('Enter')
  await there.keyboard.type('- a point')
  await bothShow(pages, ['One line.', 'Another by Bo.', 'a point'])

  await there.context().setOffline(true)
  await there.locator('.save-state.save-care').waitFor()
  await there.keyboard.type(' kept')
  await goToEnd(here)
  await here.keyboard.press('Enter')
  await here.keyboard.press('Enter')
  await here.keyboard.type('Meanwhile.')
  await saved(here)
  await there.context().setOffline(false)
  for (const page of pages) await saved(page)
  await bothShow(pages, ['One line.', 'Another by Bo.', 'a point kept', 'Meanwhile.'])

  await there.reload()
  await saved(there)
  await bothShow(pages, ['One line.', 'Another by Bo.', 'a point kept', 'Meanwhile.'])
  expect(complaints).toEqual([])
})
