import { expect, test } from 'vitest'
import { IdSet } from '../../../shared/text/idSet.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'
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
