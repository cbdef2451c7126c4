import { expect, test } from 'vitest'
import { Crowd } from './crowd.ts'

const sound = {
  lost: [],
  doubled: [],
  wrongOwner: [],
  unequal: 0,
  notShown: 0,
  invalid: 0,
  errors: [],
}

const times = Number(process.env.ACCORD_FUZZ ?? 1)
const seeds = Array.from({ length: 100 * times }, (_, at) => 1 + at)

test.each(seeds)('B2 three people write at random and lose nothing (seed %i)', (seed) => {
  expect(new Crowd(seed).run(500)).toEqual(sound)
})
