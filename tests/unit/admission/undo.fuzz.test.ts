import { describe, expect, test } from 'vitest'
import { contentHash } from '../../../shared/text/hash.ts'
import { seeds } from '../../support/seeds.ts'
import { type Person, seeded, World } from '../../support/textWorld.ts'

describe.each(seeds('undo', 8, 500))('seed %i', (seed) => {
  test('A9 undo and redo are admitted, restored blocks of others included', () => {
    const random = seeded(seed)
    const world = World.start(random)
    let undone = 0
    for (let act = 0; act < 500; act++) {
      const person = world.people[Math.floor(random() * 4)] as Person
      const chance = random()
      const { mode } = person
      if (chance < 0.25) undone += person.undo.undo() ? 1 : 0
      else if (chance < 0.35) undone += person.undo.redo() ? 1 : 0
      else world.act(person, random)
      // each step goes back in the mode in which it was done
      person.mode = mode
      world.deliverSome(random)
    }
    world.settle()
    expect(world.refused).toEqual([])
    expect(world.counts.baseMoved).toBe(0)
    expect(undone).toBeGreaterThan(20)
    for (const { doc } of world.people) expect(contentHash(doc)).toBe(contentHash(world.room))
  })
})
