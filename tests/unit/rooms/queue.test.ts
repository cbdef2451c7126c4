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
      ticks.push(await countOf(work))
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
      ticks.push(await countOf(work))
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

test('S40 whose work is dear waits for their share; everybody else’s is done meanwhile, in order', async () => {
  const done: string[] = []
  const queue = new Queue<null>(
    async (works) => {
      for await (const { run } of works) await run(null)
    },
    () => 0,
  )
  const dear = (number: number) => () => {
    const end = performance.now() + limits.tickShare * 2
    while (performance.now() < end);
    done.push(`dear ${number}`)
  }
  for (let number = 0; number < 6; number++) queue.add({ bytes: 1, by: 'a', run: dear(number) })
  for (const by of ['b', 'c']) queue.add({ bytes: 1, by, run: () => void done.push(by) })
  await until(() => queue.quiet)
  expect(done.slice(0, 3)).toEqual(['dear 0', 'b', 'c'])
  expect(done.slice(3)).toEqual([1, 2, 3, 4, 5].map((number) => `dear ${number}`))

  queue.charge('a', limits.workBurst + limits.workPerSecond)
  queue.add({ bytes: 1, by: 'a', run: () => void done.push('a') })
  queue.add({ bytes: 1, by: 'b', run: () => void done.push('b') })
  await until(() => done.at(-1) === 'b')
  expect(queue.quiet).toBe(false)
  expect(queue.isFull('a')).toBe(false)
  for (let more = 0; more < limits.laneWorks; more++) {
    queue.add({ bytes: 1, by: 'a', run: () => void done.push('a') })
  }
  expect(queue.isFull('a')).toBe(true)
  expect(queue.isFull('b')).toBe(false)
  // a room that closes does what it has taken, whosever it is
  await queue.drain()
  expect(done.filter((by) => by === 'a')).toHaveLength(limits.laneWorks + 1)
})

async function countOf(works: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of works) count++
  return count
}

function nothing(bytes: number) {
  return { bytes, run: () => undefined }
}
