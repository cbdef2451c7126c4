import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { steadyClock } from '../../server/clock.ts'
import { Document } from '../../server/rooms/document.ts'
import { forgetful } from '../support/memoryRoom.ts'

const day = 86_400_000

function clockOf() {
  const time = { wall: 1000 * day, passed: 5 }
  const jumps: number[] = []
  const clock = steadyClock(
    ({ by }) => jumps.push(by),
    () => time.wall,
    () => time.passed,
  )
  const pass = (ms: number) => {
    time.wall += ms
    time.passed += ms
  }
  return { time, jumps, clock, pass }
}

test('O24 a clock that jumps ahead for a moment dates nothing with a day that has not come, and is told', () => {
  const { time, jumps, clock, pass } = clockOf()
  pass(500)
  expect(clock()).toBe(1000 * day + 500)
  time.wall += 365 * day
  expect(clock()).toBe(1000 * day + 500)
  pass(1000)
  expect(clock()).toBe(1000 * day + 1500)
  expect(jumps).toEqual([365 * day])
  time.wall -= 365 * day
  pass(1000)
  expect(clock()).toBe(1000 * day + 2500)
})

test('O24 a jump that lasts is believed, so is a clock set right afterwards; a small correction at once', () => {
  const { time, jumps, clock, pass } = clockOf()
  time.wall += 3_600_000
  clock()
  pass(121_000)
  expect(clock()).toBe(time.wall)
  time.wall -= 3_600_000
  clock()
  pass(121_000)
  expect(clock()).toBe(time.wall)
  expect(jumps).toEqual([3_600_000, -3_600_000])
  time.wall += 900
  expect(clock()).toBe(time.wall)
})

test('H171 two moments of a wrong clock, long after each other, are no proof of each other', () => {
  const { time, jumps, clock, pass } = clockOf()
  for (const days of [365, -365]) {
    time.wall += days * day
    clock()
    time.wall -= days * day
    // nobody asks what time it is meanwhile
    pass(600_000)
  }
  expect(clock()).toBe(time.wall)
  time.wall += 30 * day
  expect(clock()).toBe(time.wall - 30 * day)
  expect(jumps).toEqual([365 * day, -365 * day, 30 * day])
})

test('H171 nothing on the server asks the system’s clock but the clock that holds it to the time that has passed', async () => {
  const root = fileURLToPath(new URL('../../server', import.meta.url))
  const files = (await readdir(root, { recursive: true })).filter((file) => /\.m?ts$/.test(file))
  expect(files.length).toBeGreaterThan(100)
  const asking: string[] = []
  for (const file of files) {
    const source = await readFile(join(root, file), 'utf8')
    if (/\bDate\.now\b|\bnew Date\(\)|\bDate\(\)/.test(source)) asking.push(file)
  }
  expect(asking).toEqual(['clock.ts'])
})

test('O24 a document’s time never goes back, but from a future that was none', () => {
  let now = 1000
  const document = Document.blank('any', forgetful, () => now)
  const enter = () => document.enter({ person: 'ann', onBehalfOf: null }, {}).at
  expect(enter()).toBe(1000)
  now = 400
  expect(enter()).toBe(1000)
  now = 365 * day
  expect(enter()).toBe(365 * day)
  now = 2000
  expect(enter()).toBe(2000)
})
