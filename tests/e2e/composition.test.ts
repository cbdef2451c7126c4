import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type Ime, openIme } from '../support/page/ime.ts'
import {
  blocks,
  goBefore,
  goToEnd,
  openWitness,
  sampleCommitment,
  saved,
} from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

/** What another person does to the paragraph while a word is composed in it, one at each key. */
const acts: readonly (readonly [name: string, act: (page: Page) => Promise<void>])[] = [
  [
    'types before it',
    async (page) => {
      await goBefore(page, '甲')
      await page.keyboard.insertText('天')
    },
  ],
  [
    'parts it behind',
    async (page) => {
      await goBefore(page, '丁')
      await page.keyboard.press('Enter')
    },
  ],
  [
    'makes it a heading',
    async (page) => {
      await goBefore(page, '甲')
      await page.keyboard.press('Control+Alt+1')
    },
  ],
  [
    'types behind it',
    async (page) => {
      await goBefore(page, '丁')
      await page.keyboard.insertText('地')
    },
  ],
  [
    'makes it a paragraph and joins it to the one before',
    async (page) => {
      await goBefore(page, '天')
      await page.keyboard.press('Backspace')
      await page.keyboard.press('Backspace')
    },
  ],
]

/** Keys of one word: what stands there after each, and what is chosen in the end (null: nothing). */
const words: readonly { readonly keys: readonly string[]; readonly chosen: string | null }[] = [
  { keys: ['ㄊ', 'ㄊㄞ', 'ㄊㄞˊ', '台', '臺'], chosen: '臺' },
  { keys: ['w', 'wa', 'wan', '完', '彎'], chosen: '灣' },
  { keys: ['ㄅ', 'ㄅㄚ', '八'], chosen: null },
]
const neverChosen = /[ㄊㄞˊ台完彎ㄅㄚ八]|wa?n?(?![a-z])/

for (const role of ['co-author', 'suggester'] as const) {
  test(`B4 a ${role} composes 注音 and 拼音 while another changes the paragraph around it`, async () => {
    const complaints: string[] = []
    await using server = await startServer()
    await using browser = await openBrowser(complaints)
    const ann = await server.join(role, { name: 'Ann' })
    const bo = await server.join('co-author', { name: 'Bo', sector: 'government' })
    const { id, path } = await sampleCommitment(server, ann)
    const here = await browser.visit(server, ann, path)
    const there = await browser.visit(server, bo, path)
    using witness = await openWitness(server, id, bo)
    for (const page of [here, there]) await saved(page)
    await goToEnd(there)
    await there.keyboard.press('Enter')
    await there.keyboard.insertText('子丑')
    await there.keyboard.press('Enter')
    await there.keyboard.insertText('甲乙丙丁')
    await until(async () => (await blocks(here)).at(-1) === '甲乙丙丁', 'the paragraph to be there')
    const before = witness.seen.length

    const ime = await openIme(here)
    await here.bringToFront()
    await goBefore(here, '丙')
    for (const [number, { keys, chosen }] of words.entries()) {
      for (const [at, key] of keys.entries()) {
        await ime.compose(key)
        await drawn(here, key)
        const act = number === 0 ? acts[at]?.[1] : undefined
        if (act) {
          const seen = witness.seen.length
          await act(there)
          await until(() => witness.seen.length > seen, `the other's act ${at}`)
          await drawn(here, key)
        }
        await isUnbroken(ime, number)
      }
      if (chosen === null) await ime.cancel()
      else await ime.commit(chosen)
      await until(async () => (await ime.events()).filter(ended).length === number + 1, 'the end')
    }

    const wanted = 'p 子丑天甲乙臺灣丙 | p 地丁'
    await until(() => witness.blocks(2) === wanted, wanted).catch((error: Error) => {
      throw new Error(`${error.message}; there is ${witness.blocks(4)}`)
    })
    for (const page of [here, there]) {
      await expect.poll(async () => (await blocks(page)).slice(-2).join('|')).toContain('乙臺灣丙')
      await saved(page)
    }
    expect(witness.seen.slice(before).filter((text) => neverChosen.test(tail(text)))).toEqual([])
    const events = await ime.events()
    expect(events.filter(({ type }) => type === 'start')).toHaveLength(words.length)
    expect(events.filter(ended).map(({ data }) => data)).toEqual(['臺', '灣', ''])
    expect(complaints).toEqual([])
  })
}

test('B4 two people compose in one paragraph at the same time, one over selected text and in bold', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const ann = await server.join('co-author', { name: 'Ann' })
  const bo = await server.join('co-author', { name: 'Bo', sector: 'government' })
  const { id, path } = await sampleCommitment(server, ann)
  const here = await browser.visit(server, ann, path)
  const there = await browser.visit(server, bo, path)
  using witness = await openWitness(server, id, bo)
  for (const page of [here, there]) await saved(page)
  await goToEnd(there)
  await there.keyboard.press('Enter')
  await there.keyboard.insertText('甲乙丙丁')
  await until(async () => (await blocks(here)).at(-1) === '甲乙丙丁', 'the paragraph to be there')

  const [annIme, boIme] = [await openIme(here), await openIme(there)]
  await goBefore(here, '乙')
  await here.keyboard.press('Shift+ArrowRight')
  await here.keyboard.press('Control+b')
  await goBefore(there, '丁')
  await annIme.compose('ㄊ')
  await boIme.compose('ㄨ')
  await annIme.compose('ㄊㄞ')
  await boIme.compose('ㄨㄢ')
  await boIme.commit('灣')
  await until(() => witness.blocks(1).includes('灣'), 'what Bo chose')
  await isUnbroken(annIme, 0)
  await annIme.compose('台')
  await annIme.commit('臺')
  await until(() => witness.blocks(1) === 'p 甲臺丙灣丁', 'what both chose').catch(
    (error: Error) => {
      throw new Error(`${error.message}; there is ${witness.blocks(2)}`)
    },
  )
  for (const page of [here, there]) {
    await expect.poll(async () => (await blocks(page)).at(-1)).toBe('甲臺丙灣丁')
    await expect.poll(() => page.locator('strong', { hasText: '臺' }).count()).toBe(1)
    await saved(page)
  }
  expect(witness.seen.join('')).not.toMatch(/[ㄊㄞㄨㄢ]|甲台/)
  expect((await annIme.events()).filter(ended).map(({ data }) => data)).toEqual(['臺'])
  expect(complaints).toEqual([])
})

/** Resolves when the page shows `preedit` where it is being composed. */
async function drawn(page: Page, preedit: string): Promise<void> {
  const shows = async () =>
    (await blocks(page)).some((block) => /乙.*丙/.exec(block)?.[0].includes(preedit))
  await until(shows, `${preedit} to be drawn`)
}

/** The composition of word `number` goes on: only those before it have ended. */
async function isUnbroken(ime: Ime, number: number): Promise<void> {
  const events = await ime.events()
  expect(events.filter(({ type }) => type === 'start')).toHaveLength(number + 1)
  expect(events.filter(ended)).toHaveLength(number)
}

function ended({ type }: { readonly type: string }): boolean {
  return type === 'end'
}

/** What was written in this test; the sample before it may hold any letter. */
function tail(text: string): string {
  return text.slice(text.indexOf('子丑'))
}

for (const pause of ['at once', 'when the first is drawn as a suggestion'] as const) {
  test(`B4 a suggester composes one word behind the other, ${pause}`, async () => {
    await using server = await startServer()
    await using browser = await openBrowser()
    const ann = await server.join('suggester', { name: 'Ann' })
    const bo = await server.join('co-author', { name: 'Bo', sector: 'government' })
    const { id, path } = await sampleCommitment(server, ann)
    const here = await browser.visit(server, ann, path)
    using witness = await openWitness(server, id, bo)
    await saved(here)
    const ime = await openIme(here)
    await goBefore(here, '他用')
    await ime.compose('ㄊ')
    witness.insertBefore('他用', '甲')
    witness.insertBefore('(1)', '一')
    await until(async () => (await blocks(here)).some((block) => block.startsWith('一(1)')), 'news')
    await ime.compose('台')
    await ime.commit('臺')
    if (pause !== 'at once') await here.locator('ins', { hasText: '臺' }).waitFor()
    for (const key of ['w', 'wa', 'wan']) {
      await ime.compose(key)
      await until(async () => (await blocks(here)).at(-1)?.includes(`臺${key}`) ?? false, key)
    }
    await isUnbroken(ime, 1)
    await ime.commit('灣')
    await until(() => /挪作甲?臺灣甲?他用。$/.test(witness.blocks(1)), 'what was chosen')
  })
}
