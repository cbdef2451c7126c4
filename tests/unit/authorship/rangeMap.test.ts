import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RangeMap } from '../../../shared/authorship/rangeMap.ts'

const range = fc.record({
  client: fc.integer({ min: 1, max: 2 }),
  clock: fc.integer({ min: 0, max: 40 }),
  length: fc.integer({ min: 1, max: 12 }),
})

test('W1 of ranges that overlap the later one holds, and tells how far into it one is', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
      const map = new RangeMap<number>()
      const plain = new Map<string, { value: number; offset: number }>()
      ranges.forEach(({ client, clock, length }, value) => {
        map.set([client, clock, length], value)
        for (let offset = 0; offset < length; offset++)
          plain.set(`${client}.${clock + offset}`, { value, offset })
      })
      for (const client of [1, 2]) {
        for (let clock = 0; clock < 60; clock++) {
          const found = map.at(client, clock)
          const expected = plain.get(`${client}.${clock}`)
          expect(found.value).toBe(expected?.value)
          if (expected) expect(found.offset).toBe(expected.offset)
          const within = Math.min(found.until, 60)
          for (let next = clock; next < within; next++)
            expect(plain.get(`${client}.${next}`)?.value).toBe(expected?.value)
        }
      }
    }),
  )
})
