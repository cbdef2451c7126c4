import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Joined } from '../../../shared/api.ts'
import { type AttributionBody, attribution } from '../../../shared/apiRecord.ts'
import type { Locale } from '../../../shared/locale/locale.ts'
import { openBrowser } from '../browser.ts'
import { startServer, type TestServer } from '../server.ts'
import { blocks, field, goBefore, goToEnd, sampleCommitment, saved } from './room.ts'

/** Ann and Bo with the sample open; Ann has written a line of her own, and Bo reads it. */
export async function openPair(complaints: string[], locale: Locale = 'en') {
  const server = await startServer()
  const browser = await openBrowser(complaints)
  const ann = await server.join('facilitator', { name: 'Ann Lee', sector: 'government' })
  const bo = await server.join('co-author', {
    name: 'Bo Chen',
    organisation: 'OCF',
    sector: 'civil-society',
  })
  const { id, path } = await sampleCommitment(server, ann)
  const anns = await browser.visit(server, ann, path, locale)
  const bos = await browser.visit(server, bo, path, locale)
  for (const page of [anns, bos]) await saved(page)
  await goToEnd(anns)
  await anns.keyboard.press('Enter')
  await anns.keyboard.type('Data are published every month.')
  await shows(bos, 'Data are published every month.')
  const close = async () => {
    await browser[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  }
  return { server, browser, ann, bo, id, path, anns, bos, [Symbol.asyncDispose]: close }
}

/** Waits until these are the last blocks of the field. */
export async function shows(page: Page, ...wanted: readonly string[]): Promise<void> {
  const shown = async () => (await blocks(page)).slice(-wanted.length).join('|')
  await expect.poll(shown, { timeout: 60_000 }).toBe(wanted.join('|'))
}

/** Marks words of the field, as a person does by keyboard. */
export async function mark(page: Page, words: string): Promise<void> {
  await page.bringToFront()
  await goBefore(page, words)
  for (const _ of words) await page.keyboard.press('Shift+ArrowRight')
}

export async function reportOf(
  server: TestServer,
  { token }: Joined,
  id: string,
): Promise<AttributionBody> {
  const answer = await server.request('GET', `/api/commitments/${id}/attribution`, { token })
  return attribution.parse(await answer.json())
}

export async function runsIn(server: TestServer, who: Joined, id: string, name = field) {
  const report = await reportOf(server, who, id)
  return report.fields.find((each) => each.name === name)?.runs ?? []
}
