import { expect, test } from 'vitest'
import { IdSet } from '../../../shared/text/idSet.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
import { seeds } from '../../support/seeds.ts'
import { seeded } from '../../support/textWorld.ts'

test('T21 a set of identities answers as a plain set of them would', () => {
  const random = seeded(21)
  const pick = (count: number) => Math.floor(random() * count)
  for (let round = 0; round < 50; round++) {
    const set = new IdSet()
    const plain = new Set<string>()
    for (let range = 0; range < 30; range++) {
      const [client, clock, length] = [pick(3), pick(200), 1 + pick(12)]
      set.add([client, clock, length])
      for (let at = clock; at < clock + length; at++) plain.add(`${client}:${at}`)
    }
    const spelled = (ranges: readonly IdRange[]) =>
      ranges.flatMap(([client, clock, length]) =>
        Array.from({ length }, (_, at) => `${client}:${clock + at}`),
      )
    expect(new Set(spelled(set.ranges()))).toEqual(plain)
    const [clock, length] = [pick(200), 1 + pick(40)]
    const asked = spelled([[1, clock, length]])
    const within = set.within(1, clock, clock + length)
    expect(spelled(within.map(([start, end]) => [1, start, end - start]))).toEqual(
      asked.filter((id) => plain.has(id)),
    )
    expect(spelled(set.missing([1, clock, length]))).toEqual(asked.filter((id) => !plain.has(id)))
    expect(set.has(1, clock)).toBe(plain.has(`1:${clock}`))
  }
})

test('T21 a set of thousands of ranges has what was put into it, wherever that was', () => {
  for (const seed of seeds('a large set', 20)) {
    const random = seeded(seed)
    const set = new IdSet()
    const plain = new Uint8Array(40_000)
    for (let nth = 0; nth < 6000; nth++) {
      const length = 1 + Math.floor(random() ** 12 * 900)
      const clock = Math.floor(random() * (plain.length - length))
      set.add([7, clock, length])
      plain.fill(1, clock, clock + length)
      if (nth % 2000 > 0) continue
      const ranges: IdRange[] = []
      for (let at = 0; at < plain.length; ) {
        const end = plain.indexOf(plain[at] ? 0 : 1, at)
        const stop = end < 0 ? plain.length : end
        if (plain[at]) ranges.push([7, at, stop - at])
        at = stop
      }
      expect(set.ranges()).toEqual(ranges)
      const rest = new IdSet(set.missing([7, 0, plain.length]))
      expect(ranges.every(([, at]) => set.has(7, at) && !rest.has(7, at))).toBe(true)
    }
  }
})
