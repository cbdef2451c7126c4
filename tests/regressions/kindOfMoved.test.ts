import { expect, test } from 'vitest'
import { readBlocks } from '../../shared/text/read.ts'
import { moveUnits } from '../support/recreating.ts'
import { type Person, seeded, unitsOf, World } from '../support/textWorld.ts'

test('A60 a kind that is suggested of a block which somebody moves at once is numbered where it stands, and taken back there (found by seed 569487049)', () => {
  const world = World.start(seeded(1), [['editing'], ['suggesting']])
  const [editor, author] = world.people as [Person, Person]
  const block = readBlocks(editor.doc, 'a')[1]?.id ?? ''
  const start = unitsOf(editor.doc, 'a').findIndex(({ key }) => key === `¶${block}`)
  moveUnits(editor, { field: 'a', start, end: start + 3 }, { field: 'b', place: 0 }, true)
  world.take(editor, editor.out.length)
  // of its author's page the block still stands where it stood
  author.setKind(block, 'q')
  world.take(author, author.out.length)
  const moved = readBlocks(world.room, 'b')[1]?.id
  expect(moved).not.toBe(block)
  expect(world.open()).toMatchObject([{ number: 1, field: 'b', kinds: { [`${moved}`]: 'q' } }])

  author.undo.undo()
  world.settle()
  expect(world.open()).toEqual([])
  expect(world.record.suggestions[1]?.status).toBe('emptied')
})
