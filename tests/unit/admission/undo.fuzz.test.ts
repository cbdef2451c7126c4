import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { contentHash } from '../../../shared/text/hash.ts'
import { seeds } from '../../support/seeds.ts'
import {
  fields,
  type Mode,
  type Person,
  seeded,
  type Watcher,
  World,
} from '../../support/textWorld.ts'

/** Undoing is done here, beside the world's own. */
const untouched: Watcher = { replaced() {}, withdrew() {}, recreates() {} }

/** One undo manager per mode, as an editor has them; suggesters only undo their own pending words. */
function undoManagers(person: Person): Record<Mode, Y.UndoManager> {
  const texts = fields.map((field) => fieldText(person.doc, field))
  const { doc } = person
  const manager = (mode: Mode, roots: (Y.Map<unknown> | Y.Array<unknown>)[]) =>
    new Y.UndoManager([...texts, ...roots], {
      trackedOrigins: new Set([person.undo.origins[mode === 'editing' ? 'edit' : 'suggest']]),
      captureTimeout: 0,
      deleteFilter: ({ id }) =>
        mode === 'editing' || (person.isOwn(id.client) && person.isPending(id.client, id.clock)),
    })
  return {
    editing: manager('editing', [doc.getMap(bodyRoots.kinds)]),
    suggesting: manager('suggesting', [
      doc.getArray(bodyRoots.deletions),
      doc.getMap(bodyRoots.kindProposals),
    ]),
  }
}

describe.each(seeds('undo', 8, 500))('seed %i', (seed) => {
  test('A9 undo and redo are admitted, restored blocks of others included', () => {
    const random = seeded(seed)
    const world = World.start(random)
    const undo = new Map(world.people.map((person) => [person, undoManagers(person)]))
    let undone = 0
    for (let act = 0; act < 500; act++) {
      const person = world.people[Math.floor(random() * 4)] as Person
      const manager = undo.get(person)?.[person.mode]
      const chance = random()
      if (manager && chance < 0.25) undone += manager.undo() ? 1 : 0
      else if (manager && chance < 0.35) undone += manager.redo() ? 1 : 0
      else world.act(person, random, untouched)
      world.deliverSome(random)
    }
    world.settle()
    expect(world.refused).toEqual([])
    expect(world.counts.baseMoved).toBe(0)
    expect(undone).toBeGreaterThan(20)
    for (const { doc } of world.people) expect(contentHash(doc)).toBe(contentHash(world.room))
  })
})
