import { expect, test } from 'vitest'
import { Outline } from '../../../client/outline/Outline.tsx'
import { createDesk } from '../../../client/text/desk.ts'
import { allThere } from '../../../client/text/place.ts'
import { templateOf } from '../../../shared/commitment/template.ts'
import { cellField } from '../../../shared/text/body.ts'
import { openWriter } from '../../support/editors.ts'
import { render } from '../../support/page.tsx'

test('U234 how many sections are open is said when all of them are known, not before', async () => {
  const template = templateOf('ogp-2022')
  if (!template) throw new Error('there is no form')
  const written = new Set(template.fields.slice(2).map(({ name }) => name))
  const around = { template, written, current: null, present: [], states: {}, waiting: new Map() }
  for (const locale of ['en', 'zh-Hant-TW'] as const) {
    const open = locale === 'en' ? 'still open' : '尚待填寫'
    using unsure = await render(<Outline {...around} known={false} />, locale)
    expect(unsure.text()).not.toContain(open)
    expect(unsure.root.querySelectorAll('a')).toHaveLength(template.fields.length)
    const untold = (root: Element) =>
      [...root.querySelectorAll('.outline-label')].filter(
        (label) => label.querySelector('.visually-hidden')?.textContent === '',
      ).length
    expect(untold(unsure.root)).toBe(2)
    using sure = await render(<Outline {...around} known />, locale)
    expect(sure.text()).toContain(open)
    expect(untold(sure.root)).toBe(0)
  }
})

test('U234 what is known is the text, and every cell of the milestones', () => {
  const desk = createDesk()
  const text = openWriter(1, { fields: ['a', 'b'] })
  expect(allThere(desk, 0)).toBe(false)
  const off = desk.add(text.editor)
  expect(allThere(desk, 0)).toBe(true)
  expect(allThere(desk, 1)).toBe(false)
  const cell = openWriter(1, { fields: [cellField('r', 'milestone')], on: text })
  const cellOff = desk.add(cell.editor)
  expect(allThere(desk, 1)).toBe(true)
  for (const stop of [cellOff, off, () => cell.destroy(), () => text.destroy()]) stop()
})
