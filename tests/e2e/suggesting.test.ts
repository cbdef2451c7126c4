import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { blocks, drag, field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const wide = { width: 1400, height: 900 }
const toastOf = (page: Page) => page.locator('.toast')
const spoken = (page: Page) => page.locator('[role="status"]').first().textContent()

/** Pastes where the caret is, as a browser does it: data by kind, and files. */
async function paste(page: Page, data: Record<string, string>, files: string[] = []) {
  await page.evaluate(
    ({ data, files }) => {
      const clipboardData = new DataTransfer()
      for (const [kind, text] of Object.entries(data)) clipboardData.setData(kind, text)
      for (const name of files)
        clipboardData.items.add(new File(['x'], name, { type: 'image/png' }))
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(event)
    },
    { data, files },
  )
}

/** Signs in the margin: what becomes of which block. */
function blockMarks(page: Page): Promise<string[]> {
  return page
    .locator('#text .mark-block')
    .evaluateAll((all) =>
      all.map(
        (block) =>
          `${/mark-(inserted|deleted|kind)/.exec(block.className)?.[1]} ${block.textContent}`,
      ),
    )
}

async function bothShow(
  pages: readonly Page[],
  wanted: readonly string[],
  signs: readonly string[],
) {
  for (const page of pages) {
    const shown = async () => (await blocks(page)).slice(-wanted.length)
    await until(async () => (await shown()).join('|') === wanted.join('|'), wanted.join('|'))
    await until(async () => (await blockMarks(page)).join('|') === signs.join('|'), signs.join('|'))
  }
}

test('P38 in suggesting mode Enter, Backspace, several paragraphs, heading, list and indent are suggestions that all see at once, and the agreed text stays', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: 'Mei' })
  const ann = await server.join('co-author', { name: 'Ann', sector: 'government' })
  const { id, path } = await sampleCommitment(server, mei)
  const there = await browser.visit(server, ann, path)
  const here = await browser.visit(server, mei, path)
  for (const page of [here, there]) await saved(page)
  await there.bringToFront()
  await goToEnd(there)
  await there.keyboard.press('Enter')
  await there.keyboard.type('- One')
  await there.keyboard.press('Enter')
  await there.keyboard.press('Enter')
  await there.keyboard.type('Two')
  await saved(there)
  await until(async () => (await blocks(here)).at(-1) === 'Two', 'the agreed text')
  const original = async () => {
    const asked = `/api/commitments/${id}/text?view=original`
    return (await server.request('GET', asked, { token: ann.token })).text()
  }
  const agreed = await original()
  const words = (text: string) => text.replace(/"seq":\d+/, '')

  // a suggester has the middle of three modes, a co-author goes there by key and hears so
  expect(await here.getByRole('radio', { name: 'Suggesting' }).isChecked()).toBe(true)
  expect(await here.getByRole('radio', { name: 'Editing' }).isDisabled()).toBe(true)
  for (const [key, mode] of [
    ['c', 'Viewing'],
    ['z', 'Editing'],
    ['x', 'Suggesting'],
  ] as const) {
    await there.keyboard.press(`Control+Alt+Shift+Key${key.toUpperCase()}`)
    await until(() => there.getByRole('radio', { name: mode }).isChecked(), mode)
    await until(async () => ((await spoken(there)) ?? '').includes(`${mode}:`), `${mode}, told`)
  }

  const pages = [here, there]
  await here.bringToFront()
  await goToEnd(here)
  await here.keyboard.press('Enter')
  await here.keyboard.type('Three')
  await bothShow(pages, ['One', 'Two', 'Three'], ['inserted Three'])
  // their own break goes for good, an agreed one only by suggestion
  await here.keyboard.press('Home')
  await here.keyboard.press('Backspace')
  await bothShow(pages, ['One', 'TwoThree'], [])
  await here.keyboard.press('Home')
  await here.keyboard.press('Backspace')
  await bothShow(pages, ['One', 'TwoThree'], ['deleted TwoThree'])
  await here.keyboard.press('Control+z')
  await bothShow(pages, ['One', 'TwoThree'], [])

  await here.keyboard.press('Control+Alt+1')
  await bothShow(pages, ['One', 'TwoThree'], ['kind TwoThree'])
  const kind = () => there.locator('#text .mark-kind').getAttribute('aria-description')
  await until(
    async () => ((await kind()) ?? '').startsWith('suggested as heading by Mei'),
    'heading',
  )
  await here.keyboard.press('Control+z')
  await bothShow(pages, ['One', 'TwoThree'], [])
  // both within one pause, in which nobody looks: one step
  await here.keyboard.press('Control+Alt+1')
  await here.keyboard.press('Control+Shift+Digit8')
  await until(async () => ((await kind()) ?? '').startsWith('suggested as bullet item'), 'list')
  await here.keyboard.press('Control+z')
  await bothShow(pages, ['One', 'TwoThree'], [])
  await here.getByText('One', { exact: true }).click()
  await here.keyboard.press('Tab')
  await bothShow(pages, ['One', 'TwoThree'], ['kind One'])
  await here.keyboard.press('Control+z')
  await bothShow(pages, ['One', 'TwoThree'], [])

  await here.getByText('TwoThree').click()
  await here.keyboard.press('End')
  await paste(here, { 'text/plain': ' a\nb\nc' })
  await bothShow(pages, ['One', 'TwoThree a', 'b', 'c'], ['inserted b', 'inserted c'])
  await here.keyboard.press('Home')
  await here.keyboard.press('Shift+ArrowUp')
  await here.keyboard.press('Shift+ArrowUp')
  await here.keyboard.press('Delete')
  await until(async () => (await here.locator('.mark-deleted').count()) > 0, 'struck')
  await saved(here)
  expect(words(await original())).toBe(words(agreed))
  expect(complaints).toEqual([])
})

test('P38 a word that a suggester drags is struck where it was and pending where it goes; one undo takes both back', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: 'Mei' })
  const { path } = await sampleCommitment(server, mei, 'ogp-2022')
  const here = await browser.visit(server, mei, path)
  await here.setViewportSize(wide)
  await saved(here)
  const box = here.locator('section[data-field="title"] .field-text')
  const title = (await box.textContent()) ?? ''
  await box.locator('> *').dblclick({ position: { x: 20, y: 20 } })
  const word = (await here.evaluate(() => window.getSelection()?.toString()))?.trim() ?? ''
  expect(title.startsWith(word) && word.length > 2).toBe(true)
  await drag(here, 'section[data-field="title"] .field-text > :last-child', 'end')
  await box.locator('.mark-deleted', { hasText: word }).waitFor()
  await box.locator('.mark-inserted', { hasText: word }).waitFor()
  expect(await box.textContent()).toContain(title)
  await here.keyboard.press('Control+z')
  await until(async () => (await box.locator('.mark').count()) === 0, 'both taken back')
  expect(await box.textContent()).toBe(title)
  expect(complaints).toEqual([])
})

test('B14 what cannot be suggested says so in the reader’s words and does nothing', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: '陳美玲' })
  const ann = await server.join('co-author', { name: 'Ann' })
  const { path } = await sampleCommitment(server, mei, 'ogp-2022')
  const here = await browser.visit(server, mei, path, 'zh-Hant-TW')
  await saved(here)
  await here.getByText('里程碑的新增、移動、移除與日期由編輯者處理').waitFor()
  expect(await here.locator('.milestone-tools, .milestone-actions, .cell-date input').count()).toBe(
    0,
  )
  await goToEnd(here)
  const before = await here.locator('#text').textContent()
  for (const keys of ['Control+b', 'Control+k']) {
    await here.keyboard.press(keys)
    await toastOf(here).getByText('無法以建議方式調整格式').waitFor()
    expect(await here.getByRole('dialog').count()).toBe(0)
    await paste(here, {}, ['photo.png'])
    await toastOf(here).getByText('內文只能有文字').waitFor()
  }
  await here.keyboard.press('Control+a')
  await here.keyboard.press('Control+a')
  for (const act of [
    () => paste(here, { 'text/plain': 'All' }),
    () => here.keyboard.press('Delete'),
  ]) {
    await act()
    await toastOf(here).getByText('一次修改只能在同一節內').waitFor()
    await here.keyboard.press('Control+b')
    await toastOf(here).getByText('無法以建議方式調整格式').waitFor()
  }
  expect(await here.locator('#text').textContent()).toBe(before)
  expect(await here.locator('#text .mark').count()).toBe(0)

  // whoever edits is told as well
  const there = await browser.visit(server, ann, path)
  await saved(there)
  await goToEnd(there)
  await there.keyboard.press('Control+a')
  await there.keyboard.press('Control+a')
  await paste(there, { 'text/plain': 'All' })
  await toastOf(there).getByText('One change stays inside one section').waitFor()
  expect(await there.locator(`section[data-field="${field}"]`).count()).toBe(1)
  expect(complaints).toEqual([])
})

test('P39 B121 the final view is the text with all suggestions, the original without any; both are for reading, and one press leads back', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: 'Mei' })
  const { id, path } = await sampleCommitment(server, mei, 'ogp-2022')
  const here = await browser.visit(server, mei, path)
  await here.setViewportSize(wide)
  await saved(here)
  const cell = here.locator('.milestone .ProseMirror').first()
  await cell.click()
  await here.keyboard.press('Control+Home')
  await here.keyboard.press('Control+Delete')
  await here.keyboard.type('Drafting')
  await here.locator('.mark-deleted', { hasText: 'Development' }).waitFor()
  await saved(here)
  const read = here.locator('.read-notice + .field-section').locator('..')
  const show = async (name: string) => {
    await here.getByRole('button', { name: /^Show changes/ }).click()
    await here.getByRole('menuitemradio', { name }).click()
    await read.waitFor()
    return (await read.textContent()) ?? ''
  }
  const final = await show('As if all were adopted')
  expect(final).toContain('Drafting of a National')
  expect(final).not.toContain('Development of a National')
  expect(final).toContain('31st May 2027')
  expect(await read.locator('[contenteditable="true"]').count()).toBe(0)
  // Find counts and marks what is seen here
  const find = async (words: string, told: string) => {
    await here.getByRole('textbox', { name: 'Find' }).fill(words)
    await here.locator('.find-found', { hasText: told }).waitFor()
    return here.evaluate(() =>
      ['found', 'found-current'].map((name) => [...(CSS.highlights.get(name) ?? [])].join('|')),
    )
  }
  await here.getByRole('button', { name: 'Find', exact: true }).click()
  expect(await find('drafting of', '1 of 1')).toEqual(['', 'Drafting of'])
  expect(await find('Development of a National', 'Nothing found')).toEqual(['', ''])
  await here.keyboard.press('Escape')
  await here.getByRole('button', { name: 'Back to the text' }).click()
  await here.locator('.mark-inserted', { hasText: 'Drafting' }).waitFor({ state: 'visible' })
  const original = await show('Without suggestions')
  expect(original).toContain('Development of a National')
  expect(original).not.toContain('Drafting')
  await here.getByRole('button', { name: 'Find', exact: true }).click()
  expect(await find('Drafting of', 'Nothing found')).toEqual(['', ''])
  expect(await find('Development of a National', '1 of 1')).toContain('Development of a National')

  const http = async (view: string) =>
    (
      await server.request('GET', `/api/commitments/${id}/text?view=${view}`, { token: mei.token })
    ).text()
  expect(await http('final')).toContain('Drafting of a National')
  expect(await http('original')).toContain('Development of a National')
  expect(await http('original')).not.toContain('Drafting')
  expect(complaints).toEqual([])
})

test('P40 text and card find each other by click and by key', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const mei = await server.join('suggester', { name: 'Mei' })
  const ann = await server.join('co-author', { name: 'Ann' })
  const { path } = await sampleCommitment(server, mei, 'ogp-2022')
  const here = await browser.visit(server, mei, path)
  await saved(here)
  const places = ['problem', 'solution', 'results']
  for (const place of places) {
    await here.locator(`section[data-field="${place}"] .field-text > *`).first().click()
    await here.keyboard.press('Home')
    await here.keyboard.type(`${place}! `)
  }
  await saved(here)

  const there = await browser.visit(server, ann, path)
  await there.setViewportSize(wide)
  await saved(there)
  const mark = (place: string) => there.locator('#text .mark-inserted', { hasText: `${place}!` })
  const active = there.locator('.rail-card-active')
  const inSight = (place: string) =>
    mark(place).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top > 0 && bottom < window.innerHeight
    })
  const isOn = async (place: string) => {
    await active.locator('.card-title', { hasText: `${place}!` }).waitFor()
    await until(() => inSight(place), `${place} in sight`)
    await until(() => mark(place).evaluate((one) => one.classList.contains('mark-active')), place)
    expect(await there.locator('.rail-card-active').count()).toBe(1)
    // its words describe it to a screen reader, and the card says which it is
    expect(await mark(place).getAttribute('aria-description')).toMatch(
      /^suggested by Mei, number \d$/,
    )
    expect(await active.getAttribute('aria-current')).toBe('true')
  }

  await mark('problem').click()
  await isOn('problem')
  await there.keyboard.press('Control+Alt+j')
  await until(() => active.evaluate((card) => card === document.activeElement), 'the card in focus')
  await there.keyboard.press('j')
  await isOn('solution')
  await there.keyboard.press('ArrowDown')
  await isOn('results')
  await there.keyboard.press('k')
  await isOn('solution')
  // back to the very words
  await there.keyboard.press('Escape')
  const caret = () =>
    there.evaluate(() => {
      const { focusNode } = window.getSelection() ?? {}
      return focusNode?.parentElement?.closest('[data-field]')?.getAttribute('data-field')
    })
  await until(async () => (await caret()) === 'solution', 'the caret at the words')
  await there.keyboard.type('x')
  const section = there.locator('section[data-field="solution"] .field-text')
  await until(async () => ((await section.textContent()) ?? '').startsWith('xsolution!'), 'written')

  await there.locator('.rail-card', { hasText: 'results!' }).click()
  await isOn('results')
  expect(complaints).toEqual([])
})
