import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { blocks, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

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
  const { path } = await sampleCommitment(server, ann)
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

  // without waiting for the browser to tell of the moved caret, and with another page in front
  for (const _letter of 'line.') await here.keyboard.press('ArrowLeft')
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

test('B11 keys that follow each other at once work where the caret is', async () => {
  await using server = await startServer()
  await using browser = await openBrowser()
  const ann = await server.join('co-author', { name: 'Ann' })
  const { path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path)
  await browser.visit(server, ann, path)
  await saved(page)
  await goToEnd(page)
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('abcdef')
  for (let round = 0; round < 5; round++) {
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
  }
  await bothShow([page], ['a', 'b', 'c', 'd', 'e', 'f'])
})

test('U28 words are written and kept before anything stands around the text, which comes after a failure, too', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const [ann, bo] = [await server.join('co-author'), await server.join('co-author')]
  const { path } = await sampleCommitment(server, ann)
  const there = await browser.visit(server, bo, path)
  await saved(there)
  const here = await browser.arrive('about:blank')
  await here.context().addCookies([{ name: 'accord_session', value: ann.token, url: server.url }])
  let allow = () => {}
  const allowed = new Promise<void>((resolve) => {
    allow = resolve
  })
  let tries = 0
  await here.route(/RoomAround.*\.js$/, async (route) => {
    tries += 1
    if (tries === 1) return route.abort()
    await allowed
    return route.continue()
  })
  const asked: string[] = []
  here.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await here.goto(server.url + path)

  await goToEnd(here)
  // The page had brought what it would have asked (H22).
  expect(asked.filter((each) => /^\/api\/(me|commitments\/[^/]+)$/.test(each))).toEqual([])
  await here.keyboard.press('Enter')
  await here.keyboard.type('Before the tools.')
  await bothShow([here, there], ['Before the tools.'])
  expect(await here.locator('.toolbar').count()).toBe(0)
  await until(() => tries > 1, 'asked again')
  allow()
  await here.locator('.room:not([aria-busy]) .toolbar').waitFor()
  await saved(here)
  expect(complaints).toEqual([])
})
