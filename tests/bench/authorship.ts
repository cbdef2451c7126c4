import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { openBrowser } from '../support/browser.ts'
import { openCrowdedRoom, openingInRoom } from './authorship/room.ts'
import type { Row } from './report/row.ts'

const rounds = 3
const keys = 60
const freshPages = 4
/** For so long somebody reads before they ask, in milliseconds. */
const reading = 2000

/** The page's own: lines break, and letters look, as in a room. */
const styles = [
  'styles/tokens.css',
  'styles/base.css',
  'text/text.css',
  'text/lists.css',
  'authorship/authorMarks.css',
]

/**
 * What the authorship view costs on a page of 20,000 characters by 30 people, in Chromium. Code that
 * runs for the first time is slow, so pages are opened that nothing was done on: some are asked at
 * once, before they could come to rest, others when somebody has read in them for a moment. A page of
 * its own says what the marks cost; a room says what whoever presses the key in it waits for.
 */
export async function run(): Promise<readonly Row[]> {
  const script = await bundled(`${import.meta.dirname}/authorship/page.ts`)
  const rows: Row[] = []
  for (const [name, read] of [
    ['a fresh page, at rest', reading],
    ['a fresh page, at once', 0],
  ] as const) {
    const waits: string[] = []
    for (let round = 0; round < freshPages; round++) {
      waits.push(await onPage(script, (page) => firstOpening(page, read)))
    }
    rows.push({ name, 'opens: wait (work), ms': waits.join(', ') })
  }
  return [...rows, ...(await inRoom()), ...(await onPage(script, measure))]
}

/** The same in a whole room, with everything that stands around its text. */
async function inRoom(): Promise<readonly Row[]> {
  // builds the page
  await (await openBrowser())[Symbol.asyncDispose]()
  await using room = await openCrowdedRoom()
  const rows: Row[] = []
  for (const read of [reading, 500, 250, 0]) {
    const waits: string[] = []
    for (let round = 0; round < freshPages; round++) {
      await using browser = await launch()
      const page = await browser.newPage()
      waits.push((await openingInRoom(page, room, read)).toFixed(1))
    }
    rows.push({
      name: `a room, ${read} ms after it stands`,
      'opens: wait (work), ms': waits.join(', '),
    })
  }
  return rows
}

/** Each in a browser of its own: another would remember what it has compiled. */
async function onPage<T>(
  script: string,
  act: (page: Page, devtools: CDPSession) => Promise<T>,
): Promise<T> {
  await using browser = await launch()
  const page = await browser.newPage()
  await page.setContent('<!doctype html><html lang="en"><body></body></html>')
  for (const style of styles) {
    const path = new URL(`../../client/${style}`, import.meta.url)
    await page.addStyleTag({ content: await readFile(path, 'utf8') })
  }
  await page.addScriptTag({ content: script })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' })
  await devtools.send('Performance.enable')
  await page.evaluate('bench.openPage().then((opened) => { globalThis.stage = opened })')
  return await act(page, devtools)
}

/** Frames come as soon as they are ready: what is measured is work, not the wait for a screen. */
function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-gpu-vsync',
      '--disable-frame-rate-limit',
    ],
  })
}

/** How long the first opening takes, behind so many milliseconds in which nothing happens. */
async function firstOpening(page: Page, read: number): Promise<string> {
  await page.evaluate('stage.rest()')
  await page.waitForTimeout(read)
  return (await page.evaluate<number>('stage.open()')).toFixed(1)
}

async function measure(page: Page, devtools: CDPSession): Promise<readonly Row[]> {
  const act = (what: string) => page.evaluate<number>(`stage.${what}`)
  const timed = async (what: string) => {
    const before = await worked(devtools)
    const waited = await act(what)
    await act('behind()')
    return { waited, work: (await worked(devtools)) - before }
  }
  const keystrokes = async () => {
    const own: Cost[] = []
    const others: Cost[] = []
    for (let key = 0; key < keys; key++) {
      await act(`aim(${key})`)
      await act('rest()')
      own.push(await timed('own()'))
      await act('rest()')
      others.push(await timed('others()'))
    }
    return { own: typical(own), others: typical(others) }
  }
  const rows: Row[] = []
  for (let round = 0; round < rounds; round++) {
    await act('rest()')
    const off = await keystrokes()
    const opened = await timed('open()')
    const drawn = await page.evaluate<string>('stage.drawnInSight()')
    const longest = await act('rest()')
    const on = await keystrokes()
    await act('close()')
    const more = (kind: 'own' | 'others') =>
      `${(on[kind].waited - off[kind].waited).toFixed(1)} (${(on[kind].work - off[kind].work).toFixed(1)})`
    rows.push({
      name: `4,000 items, 100 blocks, opening ${round + 1}`,
      'opens: wait (work), ms': `${opened.waited.toFixed(1)} (${opened.work.toFixed(1)})`,
      'blocks drawn in it': drawn,
      'longest frame after, ms': longest.toFixed(1),
      'own key off: wait (work), ms': `${off.own.waited.toFixed(1)} (${off.own.work.toFixed(1)})`,
      'own key more: wait (work), ms': more('own'),
      "another's key more: wait (work), ms": more('others'),
    })
  }
  return rows
}

/** Wait: from the act to behind the frame that shows it. Work: what the page's thread did for it in all. */
type Cost = { readonly waited: number; readonly work: number }

function typical(costs: readonly Cost[]): Cost {
  const median = (times: readonly number[]) =>
    times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
  return {
    waited: median(costs.map(({ waited }) => waited)),
    work: median(costs.map(({ work }) => work)),
  }
}

/**
 * Milliseconds of processor time that the page's thread has used: script, style, layout, paint. The
 * wait beside it grows with whatever else the machine does.
 */
async function worked(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

async function bundled(entry: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir,
        lib: { entry, name: 'bench', formats: ['iife'], fileName: () => 'page.js' },
      },
    })
    return await readFile(join(outDir, 'page.js'), 'utf8')
  } finally {
    await rm(outDir, { recursive: true })
  }
}
