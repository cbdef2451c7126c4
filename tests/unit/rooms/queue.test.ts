import { expect, test } from 'vitest'
import { limits } from '../../../server/rooms/limits.ts'
import { Queue } from '../../../server/rooms/queue.ts'
import { until } from '../../support/until.ts'

test('S26 what comes in one turn, or while a tick is under way, shares a tick; ticks never overlap', async () => {
  const ticks: number[] = []
  let running = 0
  let release: () => void = () => undefined
  const queue = new Queue<null>(
    async (work) => {
      expect(++running).toBe(1)
      ticks.push(work.length)
      await new Promise<void>((resolve) => {
        release = resolve
      })
      running -= 1
    },
    () => 0,
  )
  for (let each = 0; each < 3; each++) queue.add(nothing(1))
  await until(() => ticks.length === 1)
  for (let each = 0; each < 5; each++) queue.add(nothing(1))
  release()
  await until(() => ticks.length === 2)
  release()
  await until(() => queue.quiet)
  expect(ticks).toEqual([3, 5])
})

test('S26 a tick that must rest comes at once when enough has gathered, or when the queue is drained', async () => {
  const ticks: number[] = []
  const forever = 1_000_000
  const queue = new Queue<null>(
    async (work) => {
      ticks.push(work.length)
    },
    () => (ticks.length === 0 ? 0 : forever),
  )
  queue.add(nothing(1))
  await until(() => ticks.length === 1 && queue.quiet)
  queue.add(nothing(1))
  queue.add(nothing(limits.tickBytes))
  await until(() => ticks.length === 2)
  queue.add(nothing(1))
  expect(queue.quiet).toBe(false)
  await queue.drain()
  expect(ticks).toEqual([1, 2, 1])
  for (let each = 0; each < 3; each++) queue.add(nothing(limits.tickMost))
  await queue.drain()
  expect(ticks).toEqual([1, 2, 1, 1, 1, 1])
  let lost = 0
  queue.add({ ...nothing(1), lost: () => lost++ })
  queue.stop()
  queue.add({ ...nothing(1), lost: () => lost++ })
  expect(lost).toBe(2)
})

function nothing(bytes: number) {
  return { bytes, run: () => undefined }
}
