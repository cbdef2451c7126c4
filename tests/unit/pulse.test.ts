import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { heardServerTime, serverNow } from '../../client/clock.ts'
import { formatFor } from '../../client/locale/format.ts'
import { Pulse } from '../../client/sync/pulse.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  heardServerTime(Date.now())
  vi.useRealTimers()
})

function pulseOf(alive: () => boolean) {
  const asked = vi.fn()
  const dead = vi.fn()
  const pulse = new Pulse(() => {
    asked()
    if (alive()) setTimeout(() => pulse.heard(), 100)
  }, dead)
  pulse.heard()
  return { pulse, asked, dead }
}

test('R42 a silent connection is asked now and then, and given up within ten seconds of its death', () => {
  let alive = true
  const { asked, dead } = pulseOf(() => alive)
  vi.advanceTimersByTime(60_000)
  expect(dead).not.toHaveBeenCalled()
  expect(asked.mock.calls.length).toBeLessThan(15)
  alive = false
  vi.advanceTimersByTime(10_000)
  expect(dead).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(60_000)
  expect(dead).toHaveBeenCalledOnce()
})

test('R42 a page that has slept asks at once, and gives up two seconds later', () => {
  let alive = true
  const { pulse, asked, dead } = pulseOf(() => alive)
  vi.advanceTimersByTime(1000)
  alive = false
  pulse.wake()
  expect(asked).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(2000)
  expect(dead).toHaveBeenCalledOnce()

  // timers stand still while a device sleeps, its clock does not
  const sleeper = pulseOf(() => false)
  vi.advanceTimersByTime(4900)
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(100 + 2000)
  expect(sleeper.asked).toHaveBeenCalledOnce()
  expect(sleeper.dead).toHaveBeenCalledOnce()
})

test('U71 times are told by the clock of the server: a wrong one here says nothing of the future', () => {
  const here = new Date('2026-03-01T10:00:00Z').getTime()
  vi.setSystemTime(here)
  const { ago } = formatFor('en')
  const years = 2 * 365 * 24 * 3_600_000
  expect(ago(here + years)).toBe('just now')
  heardServerTime(new Date(here + years).toUTCString())
  expect(serverNow()).toBe(here + years)
  expect(ago(here + years - 180_000)).toBe('3 minutes ago')
  expect(formatFor('zh-Hant-TW').ago(here + years - 180_000)).toBe('3 分鐘前')
  // a device that is ahead
  heardServerTime(here - years)
  expect(ago(here - years - 180_000)).toBe('3 minutes ago')
  heardServerTime('no date')
  expect(serverNow()).toBe(here - years)
})
