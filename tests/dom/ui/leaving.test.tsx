import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { Link, Router } from 'wouter'
import { askBeforeLeaving, goUnlessAsked } from '../../../client/ui/leaving.ts'
import { render } from '../../support/page.tsx'

afterEach(() => {
  vi.unstubAllGlobals()
  window.history.replaceState(null, '', '/')
})

test('U70 whoever leaves a page with unsent words by a link or by going back is asked, and can stay', async () => {
  window.history.replaceState(null, '', '/plans/p')
  window.history.pushState(null, '', '/c/1')
  let unsent = true
  const asked = vi.fn(() => false)
  vi.stubGlobal('confirm', asked)
  const stop = askBeforeLeaving(() => (unsent ? 'Not sent yet' : null))
  using page = await render(
    <Router aroundNav={goUnlessAsked}>
      <Link href="/plans/p">Plan</Link>
      <Link href="/c/1#problem">Section</Link>
    </Router>,
  )
  await page.press('[href="/plans/p"]')
  expect(asked).toHaveBeenCalledExactlyOnceWith('Not sent yet')
  expect(window.location.pathname).toBe('/c/1')
  await page.press('[href="/c/1#problem"]')
  expect(window.location.hash).toBe('#problem')
  expect(asked).toHaveBeenCalledTimes(1)

  // the browser has gone back by the time it tells
  const told = vi.fn()
  window.addEventListener('popstate', told)
  act(() => {
    window.history.replaceState(null, '', '/plans/p')
    window.dispatchEvent(new PopStateEvent('popstate'))
  })
  expect(window.location.pathname).toBe('/c/1')
  expect(asked).toHaveBeenCalledTimes(2)
  expect(told).not.toHaveBeenCalled()

  asked.mockReturnValue(true)
  await page.press('[href="/plans/p"]')
  expect(window.location.pathname).toBe('/plans/p')
  unsent = false
  stop()
  window.removeEventListener('popstate', told)
})
