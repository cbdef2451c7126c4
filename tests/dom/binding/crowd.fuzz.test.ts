import { expect, test } from 'vitest'
import { accordPeer } from '../../support/accordPeer.ts'
import { Crowd, sound } from '../../support/crowd.ts'
import type { Act } from '../../support/crowdActs.ts'
import { seeds } from '../../support/seeds.ts'

test.each(seeds('crowd, editing', 100))(
  'B2 three people write at random and lose nothing (seed %i)',
  (seed) => {
    expect(new Crowd(seed, accordPeer(), { sections: true }).run(500)).toEqual(sound())
  },
)

test.each(seeds('crowd, suggesting', 20))(
  'B2 three people suggest at random and lose nothing (seed %i)',
  (seed) => {
    expect(new Crowd(seed, accordPeer('suggest'), { sections: true }).run(500)).toEqual(sound())
  },
)

/** Everything that makes and takes words; nothing that brings them back under other identities. */
const writing: readonly Act[] = [
  'type',
  'compose',
  'Enter',
  'joinBack',
  'joinForward',
  'remove',
  'replace',
  'replaceAlike',
  'backspace',
  'Mod-Shift-8',
  'paste',
]

test.each(seeds('crowd, both', 10))(
  'B30 what is replaced by words that begin or end alike is what people meant, also once all is adopted (seed %i)',
  (seed) => {
    const crowd = new Crowd(seed, accordPeer('edit', 'suggest', 'suggest'), { only: writing })
    expect(crowd.run(200)).toEqual(sound())
  },
)

test.each(seeds('crowd, answered', 40))(
  'T35 an editor and two who suggest write, undo and move at random while others answer: no answer is untrue, and adopting everything ends (seed %i)',
  (seed) => {
    const crowd = new Crowd(seed, accordPeer('edit', 'suggest', 'suggest'), { sections: true })
    expect(crowd.run(300)).toEqual(sound())
  },
)
