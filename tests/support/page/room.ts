import type { Page } from 'playwright-core'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { commitments, type Joined } from '../../../shared/api.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import type { TestServer } from '../server.ts'
import { until } from '../until.ts'

/** The field of the sample commitment that tests write in. */
export const field = 'problem'
const text = `section[data-field="${field}"] .field-text`

/** The page of a sample commitment, and its id: the first, or the first in this form. */
export async function sampleCommitment(
  server: TestServer,
  { plan, token }: Joined,
  template?: string,
) {
  const answer = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const all = commitments.parse(await answer.json()).commitments
  const id = (template ? all.find((one) => one.template === template) : all[0])?.id ?? ''
  return { id, path: `/c/${id}` }
}

/** A commitment with nothing in it but its title. */
export async function emptyCommitment(server: TestServer): Promise<string> {
  const host = await server.join('facilitator', { name: 'Host' })
  const created = await server.request('POST', `/api/plans/${host.plan.id}/commitments`, {
    token: host.token,
    body: { template: 'ogp-2022', title: 'Open data', locale: 'en' },
  })
  return (await created.json()).id
}

/** The words of each block of the field, as a page shows them. */
export function blocks(page: Page): Promise<string[]> {
  return page.locator(`${text} > :not(.kept-place)`).allTextContents()
}

/** The room stands with everything around its text, and nothing is on its way to the server. */
export async function saved(page: Page): Promise<void> {
  await page.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
}

/** Cuts a page, in English, off the network; it knows. */
export async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await page.locator('.save-state', { hasText: 'Offline' }).waitFor()
}

/** Puts the caret behind the last letter of the field. */
export async function goToEnd(page: Page): Promise<void> {
  const last = page.locator(`${text} > *`).last()
  // In its last line: the key goes to the end of a line.
  const { width = 0, height = 0 } = (await last.boundingBox()) ?? {}
  await last.click({ position: { x: width / 2, y: height - 4 } })
  await page.keyboard.press('End')
}

/** Puts the caret before the only place of the field that reads `words`. */
export async function goBefore(page: Page, words: string): Promise<void> {
  await page.evaluate(
    ({ within, words }) => {
      const root = document.querySelector(within)
      const walker = document.createTreeWalker(root ?? document, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const offset = node.textContent?.indexOf(words) ?? -1
        if (offset < 0) continue
        node.parentElement?.closest<HTMLElement>('[contenteditable="true"]')?.focus()
        window.getSelection()?.collapse(node, offset)
        return
      }
      throw new Error(`${words} is not there`)
    },
    { within: text, words },
  )
}

/** Takes what is selected and drops it on a line's end, or before a block's first letter. */
export async function drag(page: Page, onto: string, where: 'end' | 'start'): Promise<void> {
  const from = await page.evaluate(() => {
    const range = window.getSelection()?.getRangeAt(0)
    const element = range?.startContainer.parentElement
    element?.scrollIntoView({ block: 'center', behavior: 'instant' })
    const { x, y, width, height } = range?.getClientRects()[0] ?? new DOMRect()
    return { x: x + width / 2, y: y + height / 2 }
  })
  const to = await page.locator(onto).evaluate((element, where) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    const lines = Array.from(range.getClientRects())
    const line = (where === 'end' ? lines.at(-1) : lines[0]) ?? element.getBoundingClientRect()
    return { x: where === 'end' ? line.right + 8 : line.left + 1, y: line.y + line.height / 2 }
  }, where)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 6, from.y + 6, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

/** Somebody with a stock client who reads along, and remembers all that ever stood in the field. */
export type Witness = Disposable & {
  /** Kinds and words of the last `count` blocks now. */
  blocks(count: number): string
  /** Writes `words` before the first place that reads `place`, at once. */
  insertBefore(place: string, words: string): void
  /** Every text that the field ever had, in order. */
  readonly seen: readonly string[]
}

export async function openWitness(
  server: TestServer,
  commitment: string,
  { token }: Joined,
): Promise<Witness> {
  const doc = new Y.Doc()
  guardBody(doc)
  const words = fieldText(doc, field)
  const provider = new WebsocketProvider(`ws://127.0.0.1:${server.port}/sync`, commitment, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: { token },
  })
  const seen: string[] = []
  doc.on('update', () => seen.push(words.toString()))
  await until(() => provider.synced && words.length > 0, 'the witness to have the text')
  return {
    seen,
    insertBefore: (place, text) => words.insert(words.toString().lastIndexOf(place), text),
    blocks: (count) =>
      readBlocks(doc, field)
        .slice(-count)
        .map(({ kind, runs }) => `${kind} ${runs.map((run) => run.text).join('')}`)
        .join(' | '),
    [Symbol.dispose]: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}
