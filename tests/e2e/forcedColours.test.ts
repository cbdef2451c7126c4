import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'

const client = join(import.meta.dirname, '../../client')

/** One thing in two states: as it is, and how the same looks otherwise. */
const pairs: Readonly<Record<string, readonly [on: string, off: string]>> = {
  'a written section': ['<i class="dot dot-written">', '<i class="dot">'],
  'the section where I am': [
    '<nav class="outline"><a href="#a" aria-current="location">',
    '<nav class="outline"><a href="#a">',
  ],
  'the mode that is on': ['<b class="mode" data-selected="true">', '<b class="mode">'],
  'the tab that is open': ['<b class="tab" data-selected="true">', '<b class="tab">'],
  'a tool that is on': ['<b class="icon-button" data-selected="true">', '<b class="icon-button">'],
  'a menu that is open': [
    '<b class="icon-button" aria-expanded="true">',
    '<b class="icon-button" aria-expanded="false">',
  ],
  'what a menu has chosen': ['<b class="menu-item" data-selected="true">', '<b class="menu-item">'],
  'a form to export': [
    '<b class="export-option" data-selected="true">',
    '<b class="export-option">',
  ],
  'a state': ['<b class="state-option" data-selected="true">', '<b class="state-option">'],
  'a sector': ['<b class="sector-option" data-selected="true">', '<b class="sector-option">'],
  'a sign in the rail': [
    '<b class="rail-sign" aria-pressed="true">',
    '<b class="rail-sign" aria-pressed="false">',
  ],
  'a name to mention': [
    '<p class="mention-list"><b aria-selected="true">',
    '<p class="mention-list"><b aria-selected="false">',
  ],
  'an open card': [
    '<p class="rail-cards"><b class="rail-card rail-card-active">',
    '<p class="rail-cards"><b class="rail-card">',
  ],
  'words that a thread is about': ['<b class="commented">', '<b>'],
  'words of the open thread': ['<b class="commented commented-active">', '<b class="commented">'],
  'words of the open question': ['<b class="asked asked-chosen">', '<b class="asked">'],
  'found words': ['<b class="found">', '<b>'],
  'the found words of now': ['<b class="found found-current">', '<b class="found">'],
  'another’s caret': ['<b class="caret">', '<b>'],
  'the open suggestion': ['<b class="mark mark-active">', '<b class="mark">'],
}

test('U233 where people have chosen their own colours no state is told by ours or by boldness alone', async () => {
  const complaints: string[] = []
  await using browser = await openBrowser(complaints)
  const page = await browser.arrive('about:blank', { forcedColors: 'active' })
  const order = (file: string) => (file.startsWith('styles') ? 0 : 1)
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .toSorted((a, b) => order(a) - order(b))
  const looks = files.map((file) => readFileSync(join(client, file), 'utf8')).join('\n')
  await page.setContent(`<style>${looks}</style>`)
  const alike = await page.evaluate((pairs) => {
    const look = (html: string): string => {
      const place = document.createElement('div')
      place.innerHTML = html
      document.body.append(place)
      let one: Element = place
      while (one.firstElementChild) one = one.firstElementChild
      const style = getComputedStyle(one)
      // no ground, and the ground of the page itself, look the same
      const bare = ['rgba(0, 0, 0, 0)', 'rgba(255, 255, 255, 0)', 'rgb(255, 255, 255)']
      const ground = bare.includes(style.backgroundColor) ? '' : style.backgroundColor
      const told = [
        ...[style.outlineStyle, style.outlineWidth, style.textDecorationLine],
        ...[ground, style.borderBottomColor, style.borderBottomWidth],
        style.borderInlineStartWidth,
      ]
      place.remove()
      return told.join(' ')
    }
    return Object.entries(pairs).flatMap(([name, [on, off]]) =>
      look(on) === look(off) ? name : [],
    )
  }, pairs)
  expect(alike).toEqual([])
  expect(complaints).toEqual([])
})
