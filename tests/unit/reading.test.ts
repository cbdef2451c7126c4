import { expect, test } from 'vitest'
import { begin, breathe, Reading } from '../../server/reading.ts'

test('H101 of one person one reading is under way, another’s goes on, and a failure is no end', async () => {
  const reading = new Reading()
  const told: string[] = []
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const first = reading.turn('eve', async () => {
    told.push('eve begins')
    await held
    throw new Error('wrong')
  })
  const second = reading.turn('eve', async () => void told.push('eve goes on'))
  await reading.turn('ann', async () => void told.push('ann'))
  expect(told).toEqual(['eve begins', 'ann'])
  letGo()
  await expect(first).rejects.toThrow('wrong')
  await second
  expect(told).toEqual(['eve begins', 'ann', 'eve goes on'])
})

test('H101 however many read, one slice is done in a turn of the loop', async () => {
  let turn = 0
  let over = false
  const count = () => {
    turn += 1
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  const seen: number[] = []
  const read = async () => {
    for (let piece = 0; piece < 3; piece++) {
      await breathe()
      seen.push(turn)
    }
  }
  await Promise.all(Array.from({ length: 20 }, read))
  over = true
  expect(seen.length).toBe(60)
  expect(new Set(seen).size).toBe(60)
})

test('H106 of requests that come in one moment some milliseconds are begun in a turn of the loop, in order', async () => {
  let turn = 0
  let over = false
  const count = () => {
    turn += 1
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  const seen: [nth: number, turn: number][] = []
  const one = (nth: number) => {
    const work = () => {
      seen.push([nth, turn])
      for (const end = performance.now() + 1; performance.now() < end; );
    }
    return begin()?.then(work) ?? work()
  }
  await Promise.all(Array.from({ length: 30 }, (_, nth) => one(nth)))
  expect(seen.map(([nth]) => nth)).toEqual(Array.from({ length: 30 }, (_, nth) => nth))
  expect(seen.at(-1)?.[1]).toBeGreaterThan(20)
  // alone, nobody waits for a turn
  await new Promise((rest) => setImmediate(rest))
  expect(begin()).toBeUndefined()
  over = true
})
