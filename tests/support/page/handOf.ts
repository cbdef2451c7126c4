import type { Page } from 'playwright-core'
import { openIme } from './ime.ts'
import { drag } from './room.ts'
import type { Hand } from './scenes.ts'
import { openWebKitIme } from './webkitIme.ts'

/** How a browser puts in what was chosen. */
export const manners = ['in one step', 'in two steps', 'as WebKit does'] as const
export type Manner = (typeof manners)[number]

/** Somebody at a page of a browser that nobody sees; input methods are played. */
export async function handOf(page: Page, manner: Manner): Promise<Hand> {
  const ime = manner === 'as WebKit does' ? await openWebKitIme(page) : await openIme(page)
  const { keyboard } = page
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await keyboard.press(key)
  }
  const textOf = (field: string) => `section[data-field="${field}"] .field-text`
  return {
    press,
    click: async (field) => {
      await page.locator(textOf(field)).click()
      await press('End')
    },
    type: (text) => keyboard.type(text),
    compose: async ({ preedits }) => {
      for (const preedit of preedits) await ime.compose(preedit)
    },
    commit: async ({ chosen }, between) => {
      if (manner === 'in two steps') {
        await ime.cancel()
        await between?.()
        await ime.commit(chosen)
      } else await ime.commit(chosen, between)
    },
    giveUp: () => ime.cancel(),
    dragToEnd: (field) => drag(page, `${textOf(field)} > :last-child`, 'end'),
    blocks: (field) => page.locator(`${textOf(field)} > :not(.kept-place)`).allTextContents(),
    kept: (field) => page.locator(`${textOf(field)} .kept blockquote`).allTextContents(),
  }
}
