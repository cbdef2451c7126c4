import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import type { Joined } from '../../shared/api.ts'
import { imported } from '../../shared/apiPlan.ts'
import { closeBrowser, openBrowser, type TestBrowser } from '../support/browser.ts'
import { sampleCommitment, saved } from '../support/page/room.ts'
import { startServer, type TestServer } from '../support/server.ts'
import type { Row } from './report/row.ts'

const rounds = 5
const keys = 200
const words = 10_000
const wordsInParagraph = 80
/** How much slower the processor is made for the first load, as DevTools does it. */
const throttle = 4

const cell = '.field-section[data-field="problem"] .field-text > :nth-child(40)'

/**
 * What the page costs in a real browser: the first load of a room with an empty cache and the
 * processor throttled, and the time from a key to the next paint in a commitment of 10,000 words.
 * The first load is that of the sample plan, as `npm start` offers it, and beside it that of the long
 * commitment, each in a browser that has come to rest; and that of the sample plan while the browser
 * is still opening its window, which takes it more than one of two cores for a second. The peer for
 * keys is a bare `<textarea>` with the same words, in the same browser.
 */
export async function run(): Promise<readonly Row[]> {
  await using server = await startServer()
  await using _chromium = { [Symbol.asyncDispose]: closeBrowser }
  await using browser = await openBrowser()
  const who = await server.join('co-author', { name: 'Lin' })
  const sample = (await sampleCommitment(server, who)).path
  const long = `/c/${await imports(server, words)}`
  const rows: Row[] = []
  for (const [name, path, ready] of [
    ['first load', sample, atRest],
    [`first load, ${words} words`, long, atRest],
    ['first load, window just opening', sample, async () => {}],
  ] as const) {
    // Counting costs the page time: in a visit of its own.
    const { script, style } = await weigh(browser, server, who, path)
    const loads: Settled[] = []
    for (let round = 0; round < rounds; round++) {
      const page = await browser.arrive('about:blank')
      await ready(page)
      loads.push(await load(page, server, who, path))
    }
    rows.push({
      name,
      'script, kB compressed': kilobytes(script),
      'style, kB compressed': kilobytes(style),
      [`text shown, ms at ${throttle}×`]: median(loads.map(({ shown }) => shown)),
      [`first letter, ms at ${throttle}×`]: median(loads.map(({ letter }) => letter)),
      [`at rest, ms at ${throttle}×`]: median(loads.map(({ rest }) => rest)),
    })
  }
  const page = await browser.visit(server, who, long)
  await saved(page)
  const text = (await page.locator(cell).first().textContent()) ?? ''
  for (const [name, prepare] of [
    ['edit', async () => {}],
    ['suggest', () => page.locator('.mode[data-mode="suggest"]').click()],
    ['textarea (peer)', () => putTextarea(page, text)],
  ] as const) {
    await prepare()
    const peer = name.startsWith('textarea')
    const times = await typing(page, peer ? 'textarea' : cell)
    rows.push({
      name: `key to paint, ${words} words, ${name}`,
      'median, ms': quantile(times, 0.5),
      'p95, ms': quantile(times, 0.95),
      'longest, ms': quantile(times, 1),
    })
  }
  return rows
}

/**
 * When the text stood there, when a letter that was typed at once had been painted, and when the
 * page had come to rest behind it; milliseconds from the beginning of the navigation.
 */
type Settled = { shown: number; letter: number; rest: number }

/**
 * One visit of a device that has never been here. As soon as there is text, a hand clicks into it and
 * types a letter. Nothing else is asked of the page: Playwright's own questions would be measured too.
 */
async function load(
  page: Page,
  server: TestServer,
  { token }: Joined,
  path: string,
): Promise<Settled> {
  const context = page.context()
  await context.addCookies([{ name: 'accord_session', value: token, url: server.url }])
  const devtools = await context.newCDPSession(page)
  devtools.on('Runtime.bindingCalled', ({ payload }) => typeAt(devtools, JSON.parse(payload)))
  await devtools.send('Runtime.enable')
  await devtools.send('Runtime.addBinding', { name: 'textShown' })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  await page.addInitScript(watchLoad)
  await page.goto(server.url + path)
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: 'window.loadSettled',
    awaitPromise: true,
    returnByValue: true,
  })
  await context.close()
  return result.value as Settled
}

/** Resolves when all of the browser's processes together leave nine tenths of a core alone. */
async function atRest(page: Page): Promise<void> {
  const devtools = await page.context().browser()?.newBrowserCDPSession()
  if (!devtools) throw new Error('the page is in no browser')
  const used = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0)
  }
  const span = 250
  for (let before = Number.NEGATIVE_INFINITY, now = await used(); now - before > span / 10; ) {
    before = now
    await setTimeout(span)
    now = await used()
  }
  await devtools.detach()
}

async function typeAt(devtools: CDPSession, place: { x: number; y: number }): Promise<void> {
  const click = { ...place, button: 'left', clickCount: 1 } as const
  await devtools.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...click })
  await devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...click })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'x', text: 'x' })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'x' })
}

declare global {
  interface Window {
    textShown: (place: string) => void
    loadSettled: Promise<Settled>
    paints: number[]
  }
}

/**
 * The letter is painted in the frame behind the one that has it in the document. Rest is the end of
 * the last long task (over 50 ms) before the page has had none for a second, as Time to Interactive is
 * defined.
 */
function watchLoad(): void {
  const quiet = 1000
  let shown = 0
  let letter = 0
  let busy = 0
  let before = ''
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) busy = startTime + duration
  }).observe({ type: 'longtask', buffered: true })
  window.loadSettled = new Promise((settled) => {
    // No function here has a name: this runs in the page, without what the loader adds to names.
    addEventListener('look', () => {
      const text = document.querySelector('.ProseMirror[contenteditable="true"] .field-text')
      if (!text) return
      if (!shown) {
        shown = performance.now()
        before = text.textContent ?? ''
        const { x, y, width, height } = text.getBoundingClientRect()
        window.textShown(JSON.stringify({ x: x + width / 2, y: y + height / 2 }))
      }
      if (!letter && text.textContent !== before) {
        letter = -1
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => {
            letter = performance.now()
          }
          port2.postMessage(null)
        })
      }
      const last = Math.max(shown, letter, busy)
      if (letter <= 0 || performance.now() - last < quiet) return
      settled({
        shown: Math.round(shown),
        letter: Math.round(letter),
        rest: Math.round(Math.max(shown, busy)),
      })
    })
    // At once when something changes, so that no timer's turn is measured; and for what is no change.
    // The page's own head and body are no news.
    addEventListener('DOMContentLoaded', () =>
      new MutationObserver(() => dispatchEvent(new Event('look'))).observe(document, {
        childList: true,
        characterData: true,
        subtree: true,
      }),
    )
    setInterval(() => dispatchEvent(new Event('look')), 50)
  })
}

/** What the first visit of a room transfers, until everything that belongs to it stands. */
async function weigh(
  browser: TestBrowser,
  server: TestServer,
  { token }: Joined,
  path: string,
): Promise<{ script: number; style: number }> {
  const page = await browser.arrive('about:blank')
  const context = page.context()
  await context.addCookies([{ name: 'accord_session', value: token, url: server.url }])
  const transferred = await countBytes(await context.newCDPSession(page))
  await page.goto(server.url + path)
  await page.locator('.room:not([aria-busy])').waitFor()
  await context.close()
  return transferred()
}

/** Bytes as they came over the wire, by what they are. */
async function countBytes(devtools: CDPSession): Promise<() => { script: number; style: number }> {
  const kinds = new Map<string, 'script' | 'style'>()
  const bytes = { script: 0, style: 0 }
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (/\.js$/.test(response.url)) kinds.set(requestId, 'script')
    if (/\.css$/.test(response.url)) kinds.set(requestId, 'style')
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId)
    if (kind) bytes[kind] += encodedDataLength
  })
  await devtools.send('Network.enable')
  return () => bytes
}

/** Presses keys at a person's pace; each time from the key's own stamp to behind the next paint. */
async function typing(page: Page, place: string): Promise<readonly number[]> {
  await page.locator(place).first().click()
  await page.evaluate(() => {
    window.paints = []
    document.onkeydown = ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => window.paints.push(performance.now() - timeStamp)
        port2.postMessage(null)
      })
    }
  })
  for (let key = 0; key < keys; key++) {
    await page.keyboard.press(key % 6 === 5 ? 'Space' : 'abcdefgh'.charAt(key % 8), { delay: 20 })
  }
  await page.waitForFunction((wanted) => window.paints.length >= wanted, keys)
  return page.evaluate(() => window.paints)
}

/** The same words in the simplest thing that can be written in, and nothing else on the page. */
async function putTextarea(page: Page, paragraph: string): Promise<void> {
  const text = Array.from({ length: words / wordsInParagraph }, () => paragraph).join('\n\n')
  await page.goto('about:blank')
  await page.setContent('<textarea style="inline-size: 40rem; block-size: 40rem"></textarea>')
  await page.locator('textarea').fill(text)
}

/** A commitment of this many words; the answer is its id. */
async function imports(server: TestServer, count: number): Promise<string> {
  const facilitator = await server.join('facilitator')
  const vocabulary = 'the register of public contracts is published every month and checked '.split(
    ' ',
  )
  const paragraphs = Array.from({ length: Math.ceil(count / wordsInParagraph) }, (_, paragraph) =>
    Array.from(
      { length: wordsInParagraph },
      (_, word) => vocabulary[(paragraph * 7 + word) % (vocabulary.length - 1)],
    ).join(' '),
  )
  const data = {
    language: 'en',
    template: '2022 national template',
    title: `${count} words`,
    problem: paragraphs.join('\n\n'),
    milestones: [{ milestone: 'Publish the register', end: 'May 2027' }],
  }
  const path = `/api/plans/${facilitator.plan.id}/commitments/import`
  const answer = await server.request('POST', path, { token: facilitator.token, body: { data } })
  const [made] = imported.parse(await answer.json()).commitments
  if (!made) throw new Error('not imported')
  return made.commitment.id
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function quantile(times: readonly number[], of: number): string {
  const sorted = times.toSorted((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0).toFixed(1)
}
