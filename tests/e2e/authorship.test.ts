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
      await expect.poll(shown, { timeout: 10_000 }).toBe(wanted.join('|'))
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
  const plain = anns.locator(`${at} .author:not(.author-faded)`)
  await until(
    async () =>
      (await plain.allTextContents()).join('|').trim() === 'and answered.|Requests are logged',
    'only Bo’s words stand out',
  )

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

/** Rests the mouse on the first line of a piece; its box may span more. */
async function rest(page: Page, words: string): Promise<void> {
  const piece = page.locator(`${at} .author`, { hasText: words })
  const { x, y } = await piece.evaluate(async (element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
    // The page hears of the scrolling with its next frame, and takes a card away then.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    const line = element.getClientRects()[0] ?? element.getBoundingClientRect()
    return { x: line.x + line.width / 2, y: line.y + line.height / 2 }
  })
  await page.mouse.move(x, y)
}

/** Waits until the page draws these words in these tones, whatever else cuts them into pieces. */
async function shows(page: Page, wanted: readonly (readonly string[])[]): Promise<void> {
  const drawn = () =>
    page.locator(`${at} .author:not([data-tone="plain"])`).evaluateAll((pieces) => {
      const runs: { words: string; tone: string; block: Element | null }[] = []
      for (const piece of pieces) {
        const words = piece.textContent ?? ''
        const tone = piece.getAttribute('data-tone') ?? ''
        const block = piece.closest('.field-text > *')
        const last = runs.at(-1)
        if (last?.tone === tone && last.block === block) last.words += words
        else runs.push({ words, tone, block })
      }
      return runs.map(({ words, tone }) => [words, tone])
    })
  await expect.poll(drawn).toEqual(wanted)
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
  const percent = (count: number) => `${Math.round((count / shares.total) * 100)} %`
  const hasForm = fields.some(({ runs }) => runs.some(({ person }) => person === 'template'))
  return {
    ...Object.fromEntries(
      people.map(({ person: { id, name } }) => [name, percent(shares.byPerson[id]?.spoken ?? 0)]),
    ),
    'Text from elsewhere': percent(shares.byPerson.imported?.spoken ?? 0),
    ...(hasForm && { 'The form itself': 'not counted' }),
  }
}
