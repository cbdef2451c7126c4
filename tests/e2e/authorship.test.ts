import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Joined } from '../../shared/api.ts'
import { type AttributionBody, attribution } from '../../shared/apiRecord.ts'
import { openBrowser } from '../support/browser.ts'
import { blocks, goBefore, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const field = 'problem'

test('W48 three people write, split, list, undo and move; legend, card and report say the truth', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann Lee', sector: 'government' })
  const bo = await server.join('co-author', {
    name: 'Bo Chen',
    organisation: 'OCF',
    sector: 'civil-society',
  })
  const cy = await server.join('suggester', { name: 'Cy Wu', sector: 'academia' })
  const { id, path } = await sampleCommitment(server, ann)
  const anns = await browser.visit(server, ann, path)
  const bos = await browser.visit(server, bo, path)
  const cys = await browser.visit(server, cy, path)
  const pages = [anns, bos, cys]
  for (const page of pages) await saved(page)
  const everybodyShows = async (...wanted: readonly string[]) => {
    for (const page of pages) {
      const shown = async () => (await blocks(page)).slice(-wanted.length).join('|')
      await expect.poll(shown, { timeout: 60_000 }).toBe(wanted.join('|'))
    }
  }

  await write(anns, ['Enter'], 'Data are published. ')
  await everybodyShows('Data are published. ')
  await write(bos, [], 'Requests are logged and answered.')
  await everybodyShows('Data are published. Requests are logged and answered.')
  await write(cys, [], ' Schemas are shared.')
  await everybodyShows('Data are published. Requests are logged and answered. Schemas are shared.')
  await anns.keyboard.press('Control+Alt+Shift+KeyA')
  const written = [
    ['Data are published. ', '0'],
    ['Requests are logged and answered.', '1'],
    [' Schemas are shared.', '2'],
  ]
  await shows(anns, written)

  // Bo splits the sentence, makes a list of it.
  await bos.bringToFront()
  await goBefore(bos, ' and answered.')
  await bos.keyboard.press('Enter')
  await bos.keyboard.press('Control+Shift+8')
  await everybodyShows(
    'Data are published. Requests are logged',
    ' and answered. Schemas are shared.',
  )
  // Ann writes something and takes it back: what she wrote long before stays.
  await write(anns, [], 'oops')
  await everybodyShows(
    'Data are published. Requests are logged',
    ' and answered. Schemas are shared.oops',
  )
  await anns.keyboard.press('Control+z')
  await everybodyShows(
    'Data are published. Requests are logged',
    ' and answered. Schemas are shared.',
  )
  const split = [
    ['Data are published. ', '0'],
    ['Requests are logged', '1'],
    [' and answered.', '1'],
    [' Schemas are shared.', '2'],
  ]
  await shows(anns, split)

  // Bo moves Ann's line below: it stays Ann's and Bo's.
  await bos.bringToFront()
  await bos.locator(`${at} .field-text > *`).nth(-2).click()
  await bos.keyboard.press('Home')
  await bos.keyboard.press('Shift+End')
  await bos.keyboard.press('Control+x')
  await goToEnd(bos)
  await bos.keyboard.press('Enter')
  await bos.keyboard.press('Control+v')
  await everybodyShows(
    ' and answered. Schemas are shared.',
    'Data are published. Requests are logged',
  )
  const moved = [
    [' and answered.', '1'],
    [' Schemas are shared.', '2'],
    ['Data are published. ', '0'],
    ['Requests are logged', '1'],
  ]
  await shows(anns, moved)
  for (const page of pages) await saved(page)

  const report = await reportOf(server, ann, id)
  await expect.poll(() => legend(anns)).toEqual(expectedLegend(report, [ann, bo, cy]))

  await anns.bringToFront()
  const card = async () => (await anns.locator('.who-card').textContent()) ?? ''
  await rest(anns, 'and answered.')
  await until(async () => (await anns.locator('.who-card').count()) === 1, 'the card')
  expect(await card()).toMatch(/^Bo ChenOCF · Civil society.* typed$/)
  await rest(anns, 'Schemas are')
  await until(async () => (await card()).startsWith('Cy Wu'), 'the card of another')
  expect(await card()).toContain('suggestion 1 · not decided yet')

  await anns.locator('.legend-entry', { hasText: 'Bo Chen' }).click()
  const said = async () => (await anns.locator('[role="status"]').textContent()) ?? ''
  await until(
    async () => /Only the words of Bo Chen stand out: \d+ %/.test(await said()),
    'said who stands out',
  )
  const alone = async () => (await drawn(anns)).flatMap(({ words, faded }) => (faded ? [] : words))
  await expect.poll(alone).toEqual([' and answered.', 'Requests are logged'])

  await goToEnd(anns)
  await anns.keyboard.press('Control+Alt+Shift+KeyW')
  await until(async () => (await said()).startsWith('Bo Chen · OCF'), 'said who wrote')
  expect(complaints).toEqual([])
})

test('W47 a scribe writes for somebody who has no device, and for themselves again', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann Lee', sector: 'government' })
  const { id, path } = await sampleCommitment(server, ann)
  const page = await browser.visit(server, ann, path)
  await saved(page)
  await page.getByRole('button', { name: 'Write for somebody else' }).click()
  await page.getByLabel('Find a name').fill('Grandmother Tsai')
  await page.getByRole('button', { name: 'Somebody who is not listed' }).click()
  await page.getByRole('textbox', { name: 'Organisation' }).fill('Village council')
  await page.getByRole('button', { name: 'Write for this person' }).click()
  await page.getByRole('button', { name: 'Writing for Grandmother Tsai' }).waitFor()
  await write(page, ['Enter'], 'Her words.')
  await page.keyboard.press('Control+Alt+Shift+KeyS')
  await page.getByRole('button', { name: 'Write for somebody else' }).waitFor()
  await page.keyboard.type(' Mine.')
  await page.keyboard.press('Control+z')
  await page.keyboard.type(' Ann’s.')
  await saved(page)

  const spoken = async () => {
    const { fields, people } = await reportOf(server, ann, id)
    const runs = fields.find(({ name }) => name === field)?.runs ?? []
    return runs
      .filter(({ person }) => person === ann.person.id)
      .map(({ text, onBehalfOf }) => [text.trim(), onBehalfOf ? people[onBehalfOf]?.name : null])
      .filter(([text]) => text !== '')
  }
  await expect.poll(spoken).toEqual([
    ['Her words.', 'Grandmother Tsai'],
    ['Ann’s.', null],
  ])
  expect(complaints).toEqual([])
})

const at = `section[data-field="${field}"]`

/** Writes at the end of the field, as a person does. */
async function write(page: Page, keys: readonly string[], words: string): Promise<void> {
  await page.bringToFront()
  await goToEnd(page)
  for (const key of keys) await page.keyboard.press(key)
  await page.keyboard.type(words)
}

/** Rests the mouse on the first line of some words. */
async function rest(page: Page, words: string): Promise<void> {
  const { x, y } = await page
    .locator(`${at} .field-text > *`, { hasText: words })
    .evaluate(async (element, words) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      // The page hears of the scrolling with its next frame, and takes a card away then.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
      const range = document.createRange()
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      let node = walker.nextNode()
      while (node && !node.textContent?.includes(words)) node = walker.nextNode()
      if (!node) throw new Error(`${words} stand in no piece of text`)
      const from = node.textContent?.indexOf(words) ?? 0
      range.setStart(node, from + 1)
      range.setEnd(node, from + words.length - 1)
      const line = range.getClientRects()[0] ?? element.getBoundingClientRect()
      return { x: line.x + line.width / 2, y: line.y + line.height / 2 }
    }, words)
  await page.mouse.move(x, y)
}

/** Waits until the page draws these words in these tones, whatever else cuts them into pieces. */
async function shows(page: Page, wanted: readonly (readonly string[])[]): Promise<void> {
  const toned = async () => (await drawn(page)).map(({ words, tone }) => [words, `${tone}`])
  await expect.poll(toned).toEqual(wanted)
}

/** Words and the tone of the tint under the middle of each character, and whether a veil is over it. */
function drawn(page: Page): Promise<{ words: string; tone: number; faded: boolean }[]> {
  return page.locator(`${at} .field-text > *`).evaluateAll((blocks) => {
    const shapeAt = (plane: string, x: number, y: number) =>
      [...document.querySelectorAll<SVGPathElement>(`${plane} path[fill]`)].find((path) => {
        const { left, top } = path.ownerSVGElement?.getBoundingClientRect() ?? { left: 0, top: 0 }
        return path.isPointInFill(new DOMPoint(x - left, y - top))
      })
    const found: { words: string; tone: number; faded: boolean; block: Element }[] = []
    for (const block of blocks) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let at = 0; at < (node.textContent?.length ?? 0); at++) {
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + 1)
          const { left, top, width, height } = range.getBoundingClientRect()
          const [x, y] = [left + width / 2, top + height / 2]
          const tint = shapeAt('.authors:not(.authors-over)', x, y)
          if (!tint) continue
          const tone = Number(tint.getAttribute('fill')?.replace(/\D/g, ''))
          const faded = shapeAt('.authors-over', x, y) !== undefined
          const last = found.at(-1)
          const character = node.textContent?.charAt(at) ?? ''
          if (last?.block === block && last.tone === tone && last.faded === faded) {
            last.words += character
          } else found.push({ words: character, tone, faded, block })
        }
      }
    }
    return found.map(({ words, tone, faded }) => ({ words, tone, faded }))
  })
}

async function reportOf(server: TestServer, who: Joined, id: string): Promise<AttributionBody> {
  const { token } = who
  const answer = await server.request('GET', `/api/commitments/${id}/attribution`, { token })
  return attribution.parse(await answer.json())
}

async function legend(page: Page): Promise<Record<string, string>> {
  const names = await page.locator('.legend .legend-name').allTextContents()
  const shares = await page.locator('.legend .legend-share').allTextContents()
  return Object.fromEntries(names.map((name, index) => [name, shares[index] ?? '']))
}

function expectedLegend(
  { shares, fields }: AttributionBody,
  people: readonly Joined[],
): Record<string, string> {
  const agreed = shares.total - shares.waiting
  // what waits for an answer is no part of the agreed text, and stands beside it
  const told = (id: string) => {
    const { spoken = 0, waiting = 0 } = shares.byPerson[id] ?? {}
    const share = `${Math.round(((spoken - waiting) / agreed) * 100)} %`
    return waiting > 0 ? `${share} +${waiting} suggested` : share
  }
  const hasForm = fields.some(({ runs }) => runs.some(({ person }) => person === 'template'))
  return {
    ...Object.fromEntries(people.map(({ person: { id, name } }) => [name, told(id)])),
    'Text from elsewhere': told('imported'),
    ...(hasForm && { 'The form itself': 'not counted' }),
  }
}
