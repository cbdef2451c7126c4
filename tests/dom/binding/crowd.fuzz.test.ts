import { expect, test } from 'vitest'
import { accordPeer } from '../../support/accordPeer.ts'
import { Crowd, type Verdict } from '../../support/crowd.ts'
import { seeds } from '../../support/seeds.ts'

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

test.each(seeds('crowd, editing', 100))(
  'B2 three people write at random and lose nothing (seed %i)',
  (seed) => {
    expect(new Crowd(seed, accordPeer()).run(500)).toEqual(sound)
  },
)

test.each(seeds('crowd, suggesting', 20))(
  'B2 three people suggest at random and lose nothing (seed %i)',
  (seed) => {
    expect(new Crowd(seed, accordPeer({ mode: 'suggest' })).run(500)).toEqual(sound)
  },
)
