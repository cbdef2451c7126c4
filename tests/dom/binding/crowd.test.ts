import { expect, test } from 'vitest'
import { accordPeer } from '../../support/accordPeer.ts'
import { Crowd, type Verdict } from '../../support/crowd.ts'

const sound: Verdict = {
  lost: [],
  doubled: [],
  misplaced: [],
  wrongOwner: [],
  leaked: 0,
  refused: [],
  unequal: 0,
  notShown: 0,
  invalid: 0,
  errors: [],
}

const times = Number(process.env.ACCORD_FUZZ ?? 1)
const seeds = (count: number) => Array.from({ length: count * times }, (_, at) => 1 + at)

test.each(seeds(100))('B2 three people write at random and lose nothing (seed %i)', (seed) => {
  expect(new Crowd(seed, accordPeer()).run(500)).toEqual(sound)
})

test.each(seeds(20))('B2 three people suggest at random and lose nothing (seed %i)', (seed) => {
  expect(new Crowd(seed, accordPeer({ mode: 'suggest' })).run(500)).toEqual(sound)
})
