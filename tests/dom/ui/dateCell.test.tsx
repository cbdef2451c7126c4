import { act, useState } from 'react'
import { expect, test } from 'vitest'
import { DateCell } from '../../../client/milestones/DateCell.tsx'
import { render } from '../../support/page.tsx'

function Cell({ late }: { late: string[] }) {
  const [typed, type] = useState('May')
  const [open, setOpen] = useState(true)
  return (
    <>
      <button type="button" id="rule" onClick={() => setOpen(!open)}>
        {typed}
      </button>
      <DateCell
        label="Start"
        typed={typed}
        editable={open}
        onType={type}
        onUntaken={(words) => late.push(words)}
      />
    </>
  )
}

test('B40 a date that closes under somebody who types in it keeps focus and words until it is left', async () => {
  const late: string[] = []
  using page = await render(<Cell late={late} />)
  const input = page.find<HTMLInputElement>('input')
  await act(async () => input.focus())
  await page.type('input', 'June')
  await act(async () => page.find('#rule').click())
  expect(page.find('input')).toBe(input)
  expect(document.activeElement).toBe(input)
  await page.type('input', 'June 2026')
  expect(input.value).toBe('June 2026')
  expect(page.find('#rule').textContent).toBe('June')
  await act(async () => input.blur())
  expect(late).toEqual(['June 2026'])
  expect(page.root.querySelector('input')).toBe(null)
  expect(page.text()).toContain('June')
})

test('B40 what was typed on is written when the date opens again', async () => {
  const late: string[] = []
  using page = await render(<Cell late={late} />)
  const input = page.find<HTMLInputElement>('input')
  await act(async () => input.focus())
  await act(async () => page.find('#rule').click())
  await page.type('input', 'July')
  await act(async () => page.find('#rule').click())
  await act(async () => input.blur())
  expect(page.find('#rule').textContent).toBe('July')
  expect(late).toEqual([])
})
