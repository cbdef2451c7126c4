import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { openIme } from '../support/page/ime.ts'
import { blocks, field, goToEnd, sampleCommitment, saved } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const within = `section[data-field="${field}"] .field-text`

/** Selects what stands from `first` to the end of `last` in the one block that holds both. */
async function choose(page: Page, first: string, last = first): Promise<void> {
  await page.evaluate(
    ({ within, first, last }) => {
      const block = [...document.querySelectorAll(`${within} > *`)].findLast(
        ({ textContent }) => textContent.includes(first) && textContent.includes(last),
      )
      if (!block) throw new Error(`${first} is not there`)
      block.closest<HTMLElement>('[contenteditable="true"]')?.focus()
      const range = document.createRange()
      const place = (index: number, end: boolean): readonly [Node, number] => {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
        let left = index
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const { length } = node.textContent ?? ''
          if (left < length || (end && left === length)) return [node, left]
          left -= length
        }
        throw new Error('behind the end')
      }
      const text = block.textContent
      range.setStart(...place(text.indexOf(first), false))
      range.setEnd(...place(text.lastIndexOf(last) + last.length, true))
      const selection = window.getSelection()
      selection?.removeAllRanges()
      selection?.addRange(range)
    },
    { within, first, last },
  )
}

/** Puts the caret behind `words` of the block that reads them. */
async function goBehind(page: Page, words: string): Promise<void> {
  await choose(page, words)
  await page.evaluate(() => window.getSelection()?.collapseToEnd())
}

/** What the eye reads in the last `count` blocks. */
async function seen(page: Page, count: number): Promise<string[]> {
  const all = await page.locator(`${within} > :not(.kept-place)`).evaluateAll((found) =>
    found.map((block) => {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
      let text = ''
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node.parentElement?.getClientRects().length) text += node.textContent
      return text
    }),
  )
  return all.slice(-count)
}

/** Presses the keys for copying or cutting; answers what the clipboard then holds. */
async function taken(page: Page, keys: 'Control+c' | 'Control+x') {
  await page.evaluate(() => {
    const hear = ({ clipboardData }: ClipboardEvent) => {
      Object.assign(window, {
        taken: {
          text: clipboardData?.getData('text/plain'),
          html: clipboardData?.getData('text/html'),
        },
      })
    }
    for (const type of ['copy', 'cut'] as const) window.addEventListener(type, hear, { once: true })
  })
  await page.keyboard.press(keys)
  return page.evaluate(() => (window as unknown as { taken: { text: string; html: string } }).taken)
}

const struckOn = (page: Page) => page.locator(`${within} .mark-deleted`).allTextContents()

test('B20 B21 B175 U40 in a browser the simple view copies, cuts, deletes, composes and finds what is seen, and Replace works while another types', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann', sector: 'government' })
  const mei = await server.join('suggester', { name: 'Mei' })
  const { path } = await sampleCommitment(server, ann)
  const here = await browser.visit(server, ann, path)
  await saved(here)
  const lines = [
    'The ministry may publish.',
    '公開全部資料。',
    'one two three',
    'alpha beta gamma delta',
    'keep secret this',
  ]
  await goToEnd(here)
  for (const line of lines) {
    await here.keyboard.press('Enter')
    await here.keyboard.insertText(line)
  }
  await saved(here)
  const there = await browser.visit(server, mei, path)
  await saved(there)
  const strikes: readonly (readonly [struck: string, put: string])[] = [
    ['may', 'shall'],
    ['全部', '部分'],
    ['two ', ''],
    ['beta ', ''],
    ['secret ', ''],
  ]
  for (const [struck, put] of strikes) {
    await choose(there, struck)
    if (put) await there.keyboard.insertText(put)
    else await there.keyboard.press('Delete')
  }
  await saved(there)
  const struck = strikes.map(([words]) => words)
  await until(async () => (await struckOn(here)).join() === struck.join(), 'what is struck')

  // with all changes shown: no struck word as a plain one, and HTML says what comes and goes
  await choose(here, 'The ministry', 'publish.')
  const all = await taken(here, 'Control+c')
  expect(all.text).toBe('The ministry shall publish.')
  expect(all.html).toContain('<del>may</del><ins>shall</ins>')

  await here.evaluate(() => localStorage.setItem('accord.changes', 'simple'))
  await here.reload()
  await saved(here)
  await until(async () => (await struckOn(here)).join() === struck.join(), 'what is struck')
  expect(await seen(here, 5)).toEqual([
    'The ministry shall publish.',
    '公開部分資料。',
    'one three',
    'alpha gamma delta',
    'keep this',
  ])

  await choose(here, 'The ministry', 'publish.')
  const simple = await taken(here, 'Control+c')
  expect(simple.text).toBe('The ministry shall publish.')
  expect(simple.html).not.toMatch(/may|<del|<ins/)

  // as a double click selects it
  await choose(here, 'may', 'shall')
  await here.keyboard.type('must')
  await choose(here, '全部', '部分')
  const ime = await openIme(here)
  await ime.compose('ㄖ')
  await ime.compose('若干')
  await ime.commit('若干')
  await goBehind(here, 'one two ')
  await here.keyboard.press('Backspace')
  await goBehind(here, 'alpha ')
  await here.keyboard.press('Control+Delete')
  await choose(here, 'keep', 'this')
  const cut = await taken(here, 'Control+x')
  expect(cut.text).toBe('keep this')
  await saved(here)
  const left = [
    'The ministry maymust publish.',
    '公開若干全部資料。',
    'onetwo three',
    'alpha beta  delta',
    'secret ',
  ]
  await until(
    async () => (await blocks(here)).slice(-5).join('|') === left.join('|'),
    left.join('|'),
  )
  expect(await seen(here, 5)).toEqual([
    'The ministry must publish.',
    '公開若干資料。',
    'onethree',
    'alpha  delta',
    '',
  ])
  await goBehind(here, 'onetwo ')
  await here.keyboard.press('Control+Backspace')
  await until(async () => (await seen(here, 3))[0] === 'three', 'the word before what is unseen')
  await until(async () => (await struckOn(there)).join() === struck.join(), 'what is still struck')

  // the caret, and what is selected by keys, goes over hidden words as if they were not there
  await goBehind(here, 'alpha ')
  await here.keyboard.press('ArrowRight')
  await here.keyboard.type('Z')
  await until(async () => (await seen(here, 2))[0] === 'alpha  Zdelta', 'a step over hidden words')
  for (let step = 0; step < 3; step++) await here.keyboard.press('Shift+ArrowLeft')
  await here.keyboard.type('-')
  await until(async () => (await seen(here, 2))[0] === 'alpha-delta', 'typed over hidden words')
  await goBehind(here, 'alpha-')
  await here.keyboard.press('Enter')
  await here.keyboard.press('Backspace')
  await here.keyboard.type('+')
  await until(async () => (await seen(here, 2))[0] === 'alpha-+delta', 'parted and joined')
  await until(async () => (await struckOn(there)).join() === struck.join(), 'what is struck yet')

  // Replace, pressed again and while another types before the place
  await goToEnd(here)
  await here.keyboard.press('Enter')
  await here.keyboard.type('The plan is good. The plan is bad. İİ 10\u00a0% “plan”')
  await saved(here)
  await until(async () => (await blocks(there)).at(-1)?.startsWith('The plan') === true, 'the line')
  await here.keyboard.press('Control+f')
  const bar = here.getByRole('search')
  await bar.getByLabel('Find', { exact: true }).fill('the plan')
  await bar.getByLabel('Replace with').fill('A project')
  await until(async () => (await bar.locator('output').textContent()) === '1 of 2', '1 of 2')
  const replace = bar.getByRole('button', { name: 'Replace', exact: true })
  await replace.click()
  await goBehind(there, 'is good. ')
  await there.keyboard.insertText('Yes! ')
  await until(async () => (await blocks(here)).at(-1)?.includes('Yes!') === true, 'what Mei typed')
  await replace.click()
  await replace.click()
  const replaced = 'A project is good. Yes! A project is bad. İİ 10\u00a0% “plan”'
  await until(async () => (await blocks(here)).at(-1)?.startsWith(replaced) === true, replaced)
  await bar.getByLabel('Find', { exact: true }).fill('10 % "plan"')
  expect(await here.locator('.found').allTextContents()).toEqual(['10\u00a0% “plan”'])
  await bar.getByRole('button', { name: 'Replace all' }).click()
  expect(await bar.locator('.find-done').textContent()).toBe('1 place replaced.')
  await until(async () => (await blocks(there)).at(-1)?.includes('İİ A project') === true, 'there')
  expect(complaints).toEqual([])
})
