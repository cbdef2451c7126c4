import { expect, test } from 'vitest'
import { readBlocks } from '../../shared/text/read.ts'
import { type Person, seeded, shapeOf, unitsOf, World } from '../support/textWorld.ts'

test('A65 a break that two people took out, and put back at once, is restored by both, and stands under one id (found by seed 195138518)', () => {
  const world = World.start(seeded(1), [['editing'], ['editing']])
  const [ann, bo] = world.people as [Person, Person]
  const block = readBlocks(world.room, 'a')[1]?.id ?? ''
  const at = unitsOf(ann.doc, 'a').findIndex(({ key }) => key === `¶${block}`)
  for (const person of [ann, bo]) person.replace('a', at, at + 1, [])
  world.settle()
  expect(readBlocks(world.room, 'a')).toHaveLength(1)

  for (const person of [ann, bo]) person.undo.undo()
  world.settle()
  expect(world.refused).toEqual([])
  expect(readBlocks(world.room, 'a').map(({ id }) => id)).toEqual(['a^', block, block])

  // whoever changes the one changes the other, and either can go
  ann.setKind(block, 'q')
  world.settle()
  expect(readBlocks(bo.doc, 'a').map(({ kind }) => kind)).toEqual(['p', 'q', 'q'])
  bo.replace('a', at, at + 1, [])
  world.settle()
  expect(readBlocks(world.room, 'a').map(({ id }) => id)).toEqual(['a^', block])
  for (const { doc } of world.people) expect(shapeOf(doc)).toBe(shapeOf(world.room))
})
