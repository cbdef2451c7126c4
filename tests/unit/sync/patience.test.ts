import { expect, test } from 'vitest'
import { isFinal, reconnectDelay } from '../../../client/sync/patience.ts'
import { closeCode } from '../../../shared/wire.ts'

/** mulberry32: a seeded source of numbers in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

test('R4 300 pages that lose their server at once do not come back as one crowd', () => {
  const random = seeded(20261124)
  const buckets = new Map<number, number>()
  for (let page = 0; page < 300; page++) {
    const bucket = Math.floor(reconnectDelay(0, closeCode.goingAway, random) / 100)
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
  }
  expect(Math.max(...buckets.values())).toBeLessThanOrEqual(30)
  expect(Math.min(...buckets.keys())).toBeGreaterThanOrEqual(2)
})

test('R4 the waiting time grows with each attempt, and ends growing', () => {
  const longest = Array.from({ length: 12 }, (_, attempt) =>
    reconnectDelay(attempt, null, () => 0.999_999),
  )
  expect(longest.slice(0, 5)).toEqual([2000, 4000, 8000, 10_000, 10_000])
  expect(new Set(longest.slice(3))).toEqual(new Set([10_000]))
  expect(reconnectDelay(5, null, () => 0)).toBe(0)
})

test('R4 44xx is final, everything else means: try again', () => {
  expect(isFinal(closeCode.noSession)).toBe(true)
  expect(isFinal(closeCode.tooFast)).toBe(true)
  expect(isFinal(closeCode.goingAway)).toBe(false)
  expect(isFinal(1006)).toBe(false)
})
