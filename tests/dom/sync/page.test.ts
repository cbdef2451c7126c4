import { expect, test, vi } from 'vitest'
import { followPage } from '../../../client/sync/page.ts'

function page(unsaved: boolean) {
  const target = new EventTarget()
  const life = { unsaved: () => unsaved, left: vi.fn(), back: vi.fn(), networkLost: vi.fn() }
  return { target, life, stop: followPage(target, life) }
}

test('R3 leaving asks only while something is unacknowledged', () => {
  for (const unsaved of [true, false]) {
    const { target } = page(unsaved)
    const leaving = new Event('beforeunload', { cancelable: true })
    target.dispatchEvent(leaving)
    expect(leaving.defaultPrevented).toBe(unsaved)
  }
})

test('R6 a page that is left says so, and comes back when it is shown again', () => {
  const { target, life, stop } = page(false)
  target.dispatchEvent(new Event('pageshow'))
  expect(life.back).not.toHaveBeenCalled()
  target.dispatchEvent(new Event('pagehide'))
  expect(life.left).toHaveBeenCalledOnce()
  target.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  expect(life.back).toHaveBeenCalledOnce()
  target.dispatchEvent(new Event('offline'))
  expect(life.networkLost).toHaveBeenCalledOnce()
  target.dispatchEvent(new Event('online'))
  expect(life.back).toHaveBeenCalledTimes(2)
  stop()
  target.dispatchEvent(new Event('pagehide'))
  expect(life.left).toHaveBeenCalledOnce()
})
