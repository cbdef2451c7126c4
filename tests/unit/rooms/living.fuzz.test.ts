import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { livingState } from '../../../server/rooms/living.ts'
import { contentHash } from '../../../shared/text/hash.ts'
import { seeds } from '../../support/seeds.ts'
import { newBody, seeded, shapeOf, World } from '../../support/textWorld.ts'

describe.each(seeds('living state', 20))('seed %i', (seed) => {
  test('H146 what a page is sent of deleted text is where it stood: it comes to the same state by it', () => {
    const random = seeded(seed)
    const world = World.start(random)
    for (let part = 0; part < 6; part++) {
      // somebody who was away comes back with what they had
      const away = loaded(world.room)
      const vector = Y.encodeStateVector(away)
      world.play(random, 60)
      world.settle()
      const missed = livingState(world.room, vector)
      Y.applyUpdate(away, missed)
      const whole = livingState(world.room)
      for (const page of [away, newBody(1)]) {
        Y.applyUpdate(page, whole)
        expect(contentHash(page)).toBe(contentHash(world.room))
        expect(shapeOf(page)).toBe(shapeOf(world.room))
        expect(Y.encodeStateVector(page)).toEqual(Y.encodeStateVector(loaded(world.room)))
        expect(page.store.pendingStructs).toBeNull()
      }
      expect(whole.length).toBeLessThanOrEqual(Y.encodeStateAsUpdate(world.room).length)
      const dead = Y.decodeUpdate(whole).structs.filter((one) => isDead(one, world.room))
      for (const each of dead) expect((each as Y.Item).content).toBeInstanceOf(Y.ContentDeleted)
    }
  })
})

function loaded(room: Y.Doc): Y.Doc {
  const page = newBody(1)
  Y.applyUpdate(page, Y.encodeStateAsUpdate(room))
  return page
}

function isDead({ id }: { readonly id: Y.ID }, room: Y.Doc): boolean {
  const item: unknown = Y.getItem(room.store, id)
  return item instanceof Y.Item && item.deleted
}
