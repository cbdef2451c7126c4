import { expect, test } from 'vitest'
import { Pace } from '../../server/api/pace.ts'
import { until } from '../support/until.ts'

test('H74 what arrives in one moment is taken one by one in turns of the loop', async () => {
  const pace = new Pace(() => false)
  let turn = 0
  let taken = 0
  const turns: number[] = []
  const count = () => {
    turn += 1
    if (taken < 60) setImmediate(count)
  }
  setImmediate(count)
  for (let nth = 0; nth < 60; nth++) {
    pace.take(null, '10.0.0.1', () => {
      taken += 1
      turns.push(turn)
    })
  }
  await until(() => taken === 60)
  expect(new Set(turns).size).toBeGreaterThanOrEqual(59)
})

test('H74 beside somebody who writes, many of one asker come at a walk, and others before them', async () => {
  let writes = true
  const pace = new Pace(() => writes)
  const taken: string[] = []
  const ask = (whose: string | null, from: string) =>
    pace.take(whose, from, () => taken.push(whose ?? from))
  for (let nth = 0; nth < 60; nth++) ask(null, '10.0.0.1')
  ask('Bearer a', '10.0.0.1')
  // a page that opens a room asks fifteen times
  for (let nth = 0; nth < 15; nth++) ask('Bearer b', '10.0.0.2')
  await until(() => taken.filter((by) => by === 'Bearer b').length === 15)
  expect(taken).toContain('Bearer a')
  expect(taken.filter((by) => by === '10.0.0.1').length).toBeLessThan(20)
  // nobody is held up any more
  writes = false
  await until(() => taken.length === 76)
})
