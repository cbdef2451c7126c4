import { expect, test } from 'vitest'
import { descentOf } from '../../../shared/authorship/descent.ts'
import { RangeMap } from '../../../shared/authorship/rangeMap.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { Stretches } from '../../../shared/text/stretches.ts'
import { growth, mostGrowth } from '../../support/growth.ts'
import { seeds } from '../../support/seeds.ts'
import { seeded } from '../../support/textWorld.ts'

type Order = (size: number) => readonly number[]

const upward: Order = (size) => Array.from({ length: size }, (_, nth) => nth)
const orders: Readonly<Record<string, Order>> = {
  rise: upward,
  fall: (size) => [...upward(size)].reverse(),
  jump: (size) => shuffled(size, seeded(80)),
}

test.each(Object.entries(orders))(
  'W80 what was put back is followed as fast in a long record, when clocks %s',
  (_, order) => {
    const origins = (size: number) => [
      ...order(size).map((nth): Origin => ({ to: [8, nth, 1], from: [7, nth], how: 'undo' })),
      // one step that lies over all others
      { to: [9, 0, size], from: [7, 0], how: 'moved' } satisfies Origin,
    ]
    const all = (given: readonly Origin[]) => {
      const { descendants } = descentOf(given)
      for (let clock = 0; clock < given.length; clock++) descendants([[7, clock, 1]])
      return descendants([[7, 0, given.length]])
    }
    expect(growth(origins, all)).toBeLessThan(mostGrowth)
  },
)

test.each(seeds('stretches', 300))(
  'W80 ranges that lie over each other are found as by looking at all, seed %i',
  (seed) => {
    const random = seeded(seed)
    const pick = (count: number) => Math.floor(random() * count)
    const all = Array.from({ length: pick(60) }, () => ({
      at: [1, pick(100), 1 + pick(random() < 0.2 ? 90 : 6)] as IdRange,
    }))
    const stretches = new Stretches(all)
    for (let from = 0; from < 110; from += 1 + pick(4)) {
      const to = from + 1 + pick(12)
      const plainly = all.filter(({ at: [, clock, length] }) => clock < to && clock + length > from)
      const found = stretches.over(from, to)
      expect(new Set(found)).toEqual(new Set(plainly))
      expect(found.map(({ at }) => at[1])).toEqual(
        plainly.map(({ at }) => at[1]).sort((a, b) => a - b),
      )
    }
  },
)

test.each(seeds('spans', 60))(
  'W80 a large set and a large map answer as plain ones, seed %i',
  (seed) => {
    const random = seeded(seed)
    const pick = (count: number) => Math.floor(random() * count)
    const [set, map] = [new IdSet(), new RangeMap<number>()]
    const clocks = 9000
    const [inSet, inMap] = [new Uint8Array(clocks), new Int32Array(clocks).fill(-1)]
    for (let nth = 0; nth < 6000; nth++) {
      const length = random() < 0.002 ? pick(3000) : 1
      const clock = pick(clocks - length)
      set.add([1, clock, length])
      map.set([1, clock, length], nth)
      inSet.fill(1, clock, clock + length)
      inMap.fill(nth, clock, clock + length)
    }
    for (let clock = 0; clock < clocks; clock++) {
      expect(set.has(1, clock)).toBe(inSet[clock] === 1)
      expect(map.at(1, clock).value ?? -1).toBe(inMap[clock])
    }
    for (const [[, clock, length], value] of map.entries())
      expect(new Set(inMap.subarray(clock, clock + length))).toEqual(new Set([value]))
    let end = -1
    for (const [, clock, length] of set.ranges()) {
      expect(clock).toBeGreaterThan(end)
      end = clock + length
    }
  },
)

function shuffled(size: number, random: () => number): number[] {
  const all = [...upward(size)]
  for (let at = size - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const held = all[at] as number
    all[at] = all[other] as number
    all[other] = held
  }
  return all
}
