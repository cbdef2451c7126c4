import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { balance } from '../../shared/apiRecord.ts'
import { barriersOn } from '../support/axe.ts'
import { readPdf } from '../support/office.ts'
import { openIme } from '../support/page/ime.ts'
import { mark, openPair, runsIn, shows } from '../support/page/pair.ts'
import { blocks, field, goBefore, goOffline, goToEnd, saved } from '../support/page/room.ts'
import { until } from '../support/until.ts'

const view = 'Control+Alt+Shift+KeyA'
const caret = 'Control+Alt+Shift+KeyW'

async function said(page: Page): Promise<string> {
  return (await page.locator('[role="status"]').textContent()) ?? ''
}

test('W43 the card stands at the caret for whoever asks with the keyboard, and goes with the next key', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { bos } = here
  await goToEnd(bos)
  await bos.keyboard.press(caret)
  const card = bos.locator('.who-card')
  await card.waitFor()
  expect(await card.textContent()).toMatch(/^Ann Lee.*Government.*typed$/)
  await until(async () => (await said(bos)).startsWith('Ann Lee'), 'said who wrote')
  const caretBox = await bos.evaluate(() => {
    const { right, top, bottom } =
      window.getSelection()?.getRangeAt(0).getBoundingClientRect() ?? {}
    return { right: right ?? 0, top: top ?? 0, bottom: bottom ?? 0 }
  })
  const box = await card.boundingBox()
  const gap =
    box && Math.min(Math.abs(box.y - caretBox.bottom), Math.abs(box.y + box.height - caretBox.top))
  expect(gap).toBeLessThan(24)
  await bos.keyboard.press('ArrowLeft')
  await card.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test('W53 with the view open a word is composed unbroken, and is its writer’s when it is chosen', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, ann, bo, id, anns, bos } = here
  await bos.bringToFront()
  await bos.keyboard.press(view)
  await bos.locator('.legend-entry', { hasText: 'Ann Lee' }).waitFor()
  await goBefore(bos, 'every month')
  const ime = await openIme(bos)
  for (const [at, preedit] of ['ㄊ', 'ㄊㄞ', 'ㄊㄞˊ', '台', '臺'].entries()) {
    await ime.compose(preedit)
    await until(
      async () => (await blocks(bos)).at(-1) === `Data are published ${preedit}every month.`,
      preedit,
    )
    if (at === 1) {
      // another writes in the same paragraph, and what is drawn around the word is drawn anew
      await goToEnd(anns)
      await anns.keyboard.type('!')
    }
    const heard = await ime.events()
    expect(heard.filter(({ type }) => type !== 'update').map(({ type }) => type)).toEqual(['start'])
  }
  await ime.commit('臺')
  await shows(anns, 'Data are published 臺every month.!')
  await shows(bos, 'Data are published 臺every month.!')
  expect((await ime.events()).filter(({ type }) => type === 'end')).toHaveLength(1)
  await saved(bos)
  const runs = (await runsIn(server, ann, id)).filter(({ text }) => /published|臺|every/.test(text))
  expect(runs.map(({ text, person }) => [text.trim(), person])).toEqual([
    ['Data are published', ann.person.id],
    ['臺', bo.person.id],
    ['every month.!', ann.person.id],
  ])
  await bos.locator('.legend-entry', { hasText: 'Bo Chen' }).waitFor()
  await goBefore(bos, 'every month')
  await bos.keyboard.press(caret)
  await until(async () => (await said(bos)).startsWith('Bo Chen · OCF'), 'said whose word it is')
  expect(complaints).toEqual([])
})

test('W54 in colours of one’s own, light or dark, lines tell who is who, and faded words are fainter and not covered', async () => {
  await using here = await openPair([])
  const { anns, bos } = here
  await goToEnd(bos)
  await bos.keyboard.type(' HHHHHHHHHH')
  await shows(anns, 'Data are published every month. HHHHHHHHHH')
  await anns.bringToFront()
  await anns.keyboard.press(view)
  await anns.locator('.legend-entry', { hasText: 'Bo Chen' }).waitFor()
  const ann = anns.locator('.legend-entry', { hasText: 'Ann Lee' })
  for (const colorScheme of ['light', 'dark'] as const) {
    await anns.emulateMedia({ forcedColors: 'active', colorScheme })
    const signs = await anns
      .locator('.legend-entry .author-sign line')
      .evaluateAll((lines) =>
        lines.map((line) => [
          getComputedStyle(line).stroke,
          line.getAttribute('stroke-dasharray'),
          line.getAttribute('stroke-width'),
        ]),
      )
    const ink = await anns.evaluate(() => getComputedStyle(document.body).color)
    expect(new Set(signs.map(([stroke]) => stroke))).toEqual(new Set([ink]))
    expect(new Set(signs.map((sign) => String(sign))).size).toBe(signs.length)

    const plain = await inkOf(anns, 'HHHHHHHHHH')
    expect(plain.isDark).toBe(colorScheme === 'dark')
    const drawn = await inkOf(anns, 'published')
    for (const { contrast, under } of [plain, drawn]) {
      expect(contrast).toBeGreaterThan(7)
      // a line in the system's own colour
      expect(under).toBeGreaterThan(7)
    }
    await ann.click()
    await anns.locator('.legend-entry[data-selected]').waitFor()
    await expect
      .poll(async () => (await inkOf(anns, 'HHHHHHHHHH')).contrast)
      .toBeLessThan(plain.contrast / 2)
    const faded = await inkOf(anns, 'HHHHHHHHHH')
    expect(faded.isDark).toBe(plain.isDark)
    expect(faded.contrast).toBeGreaterThan(1.5)
    expect((await inkOf(anns, 'published')).contrast).toBeGreaterThan(7)
    await ann.click()
    await anns.locator('.legend-entry[data-selected]').waitFor({ state: 'detached' })
    await expect.poll(async () => (await inkOf(anns, 'HHHHHHHHHH')).contrast).toBeGreaterThan(7)
  }
})

/**
 * What is painted where words stand: whether the ground is dark, how much the words stand out from it
 * (as WCAG counts contrast), and how much the line below does.
 */
async function inkOf(
  page: Page,
  words: string,
): Promise<{ isDark: boolean; contrast: number; under: number }> {
  const clip = await page.evaluate(
    ({ field, words }) => {
      const root = document.querySelector(`section[data-field="${field}"] .field-text`)
      const walker = document.createTreeWalker(root ?? document, NodeFilter.SHOW_TEXT)
      let node = walker.nextNode()
      while (node && !node.textContent?.includes(words)) node = walker.nextNode()
      if (!node) throw new Error(`${words} is not there`)
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      const from = node.textContent?.indexOf(words) ?? 0
      const range = document.createRange()
      range.setStart(node, from)
      range.setEnd(node, from + words.length)
      const { x, y, width, height } = range.getBoundingClientRect()
      return { x, y, width, height: height + 4 }
    },
    { field, words },
  )
  const image = (await page.screenshot({ clip })).toString('base64')
  return page.evaluate(async (image) => {
    const bytes = Uint8Array.from(atob(image), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes]))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context?.drawImage(bitmap, 0, 0)
    const light = (y: number, x: number) => {
      const [r = 0, g = 0, b = 0] = context?.getImageData(x, y, 1, 1).data ?? []
      const [red = 0, green = 0, blue = 0] = [r, g, b].map((part) =>
        part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const rows = Array.from({ length: bitmap.height }, (_, y) =>
      Array.from({ length: bitmap.width }, (_, x) => light(y, x)),
    )
    const all = rows.flat().sort((a, b) => a - b)
    const ground = all[Math.floor(all.length / 2)] ?? 0
    const against = (other: number) =>
      (Math.max(other, ground) + 0.05) / (Math.min(other, ground) + 0.05)
    const most = (some: readonly number[]) => Math.max(...some.map(against))
    const letters = rows.slice(0, -8).flat()
    return { isDark: ground < 0.2, contrast: most(letters), under: most(rows.slice(-6).flat()) }
  }, image)
}

test('W44 on a phone, too, the legend stays whole in sight below the tools', async () => {
  await using here = await openPair([])
  const { anns } = here
  await anns.setViewportSize({ width: 390, height: 844 })
  await anns.keyboard.press(view)
  await anns.locator('.legend-entry', { hasText: 'Ann Lee' }).waitFor()
  await goToEnd(anns)
  const covered = () =>
    anns.locator('.legend').evaluate((legend) =>
      [...legend.querySelectorAll('.legend-head button, .legend-entry, .legend-caveat')]
        .map((part) => part.getBoundingClientRect())
        .filter(({ left, right }) => left >= 0 && right <= innerWidth)
        .flatMap(({ left, top, bottom }) => [top + 1, bottom - 1].map((y) => ({ x: left + 8, y })))
        .filter(({ x, y }) => !legend.contains(document.elementFromPoint(x, y))),
    )
  await expect.poll(covered).toEqual([])
})

test('W55 on paper the legend says who and how much, and where to read who wrote what', async () => {
  await using here = await openPair([])
  const { anns, bos } = here
  await goToEnd(bos)
  await bos.keyboard.type(' And every request.')
  await shows(anns, 'Data are published every month. And every request.')
  const printed = async () => {
    const { text } = await readPdf(await anns.pdf({ format: 'A4' }))
    return text.replaceAll(/\s+/g, '')
  }
  expect(await printed()).not.toContain('BoChen')
  await anns.bringToFront()
  await anns.keyboard.press(view)
  const entry = anns.locator('.legend-entry', { hasText: 'Bo Chen' })
  const share = await entry.locator('.legend-share').textContent()
  const text = await printed()
  expect(text).toContain(`Bo Chen ${share}`.replaceAll(/\s/g, ''))
  expect(text).toContain('markedonthescreenonly')
  expect(text).not.toContain('Bysector')
})

test('W56 legend, card, balance, contributions and twins have no barrier that axe calls serious', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, ann, id, anns, bos } = here
  await twinByUndo(anns, bos)
  const bar = anns.getByRole('region', { name: 'The same words stand twice' })
  await bar.waitFor()
  expect(await barriersOn(anns, { within: '.twins' })).toEqual([])
  await bar.getByRole('button', { name: 'Drop place 2' }).click()
  await bar.waitFor({ state: 'detached' })

  await anns.keyboard.press(view)
  await anns.locator('.legend-entry', { hasText: 'Ann Lee' }).click()
  expect(await barriersOn(anns, { within: '.legend' })).toEqual([])
  await anns.getByRole('button', { name: 'What Ann Lee contributed' }).click()
  await anns.getByRole('dialog').locator('.contributed').waitFor()
  expect(await barriersOn(anns, { within: '[role="dialog"]' })).toEqual([])
  await anns.keyboard.press('Escape')

  await anns.getByRole('button', { name: 'Balance' }).click()
  const dialog = anns.getByRole('dialog')
  await dialog.locator('table').first().waitFor()
  expect(await barriersOn(anns, { within: '[role="dialog"]' })).toEqual([])
  const answer = await server.request('GET', `/api/commitments/${id}/balance`, { token: ann.token })
  const { sections } = balance.parse(await answer.json())
  const oneSided = sections.filter(({ onlySide }) => onlySide !== null)
  expect(oneSided.map(({ name, onlySide }) => [name, onlySide])).toContainEqual([
    field,
    'government',
  ])
  const told = await dialog.textContent()
  expect(told).toContain('Sections that only one side has touched')
  expect(told).toMatch(/: Government/)
  expect(told).toContain('Characters are not influence')
  expect(complaints).toEqual([])
})

test('W22 words that two people took out at once, and both put back, are marked on both pages', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, ann, id, anns, bos } = here
  await twinByUndo(anns, bos)
  for (const page of [anns, bos]) {
    await expect
      .poll(async () => (await page.locator('.twin').allTextContents()).join('|'))
      .toBe('every month|every month')
  }
  const bar = bos.getByRole('region', { name: 'The same words stand twice' })
  await bar.getByRole('button', { name: 'Drop place 1' }).click()
  for (const page of [anns, bos]) await shows(page, 'Data are published every month.')
  const runs = (await runsIn(server, ann, id)).filter(({ text }) => text.includes('every month'))
  expect(runs.map(({ person }) => person)).toEqual([ann.person.id])
  expect(complaints).toEqual([])
})

/** While Bo is offline both take the same words out and put them back. */
async function twinByUndo(anns: Page, bos: Page): Promise<void> {
  await goOffline(bos)
  for (const page of [anns, bos]) {
    await mark(page, 'every month')
    await page.keyboard.press('Delete')
    await shows(page, 'Data are published .')
    await page.keyboard.press('Control+z')
    await shows(page, 'Data are published every month.')
  }
  await saved(anns)
  await bos.context().setOffline(false)
  await saved(bos)
}
