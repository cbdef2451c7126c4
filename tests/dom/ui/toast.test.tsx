import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Toaster, toast } from '../../../client/ui/Toast.tsx'
import { render } from '../../support/page.tsx'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const passes = (milliseconds: number) => act(async () => vi.advanceTimersByTime(milliseconds))

test('B82 what was done by itself is told with a button that takes it back, and waits for a slow hand', async () => {
  using page = await render(<Toaster />)
  const undone = vi.fn()
  await act(
    async () => void toast('Lines have been joined.', { act: { label: 'Undo', onPress: undone } }),
  )
  const button = page.find<HTMLButtonElement>('button')
  expect(button.textContent).toBe('Undo')
  await act(async () => button.focus())
  await passes(60_000)
  expect(document.activeElement).toBe(button)
  await page.press('button')
  expect(undone).toHaveBeenCalledOnce()
  expect(page.text()).toBe('')
})

test('B82 it goes when something else is written, and never takes what was said later along', async () => {
  using page = await render(<Toaster />)
  let takeBack = () => {}
  await act(async () => {
    takeBack = toast('Joined.', { act: { label: 'Undo', onPress() {} } })
  })
  expect(page.text()).toContain('Joined.')
  await act(async () => takeBack())
  expect(page.text()).toBe('')
  await act(async () => void toast('Another.'))
  await act(async () => takeBack())
  expect(page.text()).toBe('Another.')
  await passes(10_000)
  expect(page.text()).toBe('')
})
