import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'

const folder = new URL('../../../node_modules/.cache/accord/screenshots/', import.meta.url).pathname

/**
 * A picture of a page, for people to look at: taken in the long run, or where `ACCORD_PICTURES` is set,
 * for no test asks for it and all together cost a minute. `always`: a fault is to be seen.
 */
export async function picture(page: Page, name: string, always = false): Promise<void> {
  if (!always && !process.env.ACCORD_PICTURES) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: `${folder}${name}.png` })
}
