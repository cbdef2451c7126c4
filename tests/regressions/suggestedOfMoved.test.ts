import { expect, test } from 'vitest'
import { bodyRoots } from '../../shared/text/body.ts'
import { readBlocks } from '../../shared/text/read.ts'
import { moveUnits } from '../support/recreating.ts'
import { type Mode, type Person, seeded, unitsOf, World } from '../support/textWorld.ts'

/** What everybody has heard of, sections included. */
function allHeard(world: World, state: number): void {
  world.settle()
  for (const person of world.people) world.sees(person, state)
}

function begin(...modes: Mode[][]) {
  const world = World.start(seeded(1), modes)
  const [author, editor, other] = world.people as [Person, Person, Person]
  const move = (who: Person, field: string) => {
    moveUnits(who, { field: 'a', start: 2, end: 5 }, { field, place: 0 }, true)
    world.take(who, who.out.length)
  }
  return { world, author, editor, other, move }
}

const strike = (author: Person, from: number, to: number) => author.replace('a', from, to, [])

test('A63 words that somebody has moved at once to a section which takes nothing can still be suggested to go (found by seed 463107347)', () => {
  const { world, author, editor, move } = begin(['suggesting'], ['editing'])
  allHeard(world, 0)
  const closed = world.setSection('b', 'closed')
  world.sees(author, closed)
  move(editor, 'b')
  // on the author's page they still stand where they stood
  strike(author, 2, 5)
  world.take(author, author.out.length)
  expect(world.refused).toEqual([])
  expect(world.open()).toMatchObject([{ number: 1, field: 'b', removed: 'cde' }])
  author.undo.undo()
  world.settle()
  expect(world.refused).toEqual([])
  expect(world.open()).toEqual([])
})

test('A63 whoever has heard of the move suggests nothing of them by what they were called', () => {
  const { world, author, editor, move } = begin(['suggesting'], ['editing'])
  move(editor, 'b')
  strike(author, 2, 4)
  world.setSection('b', 'closed')
  allHeard(world, world.setSection('a', 'open'))
  expect(world.refused).toEqual([])
  const before = world.open()
  const [first] = unitsOf(author.doc, 'b')
  author.write(() => {
    const entry = [first?.client ?? 0, first?.clock ?? 0, 1] as [number, number, number]
    author.doc.getArray(bodyRoots.deletions).push([entry])
  })
  world.take(author, author.out.length)
  expect(world.refused).toEqual(['person 0 suggesting section-closed'])
  expect(world.open()).toEqual(before)
})

test('A64 what is suggested of words that stand in two sections is taken back where one of them takes it', () => {
  const { world, author, editor, other, move } = begin(['suggesting'], ['editing'], ['editing'])
  strike(author, 2, 5)
  world.settle()
  move(editor, 'b')
  move(other, 'a')
  world.settle()
  expect(world.open()).toHaveLength(2)
  const closed = world.setSection('b', 'closed')
  allHeard(world, closed)
  author.undo.undo()
  world.settle()
  expect(world.refused).toEqual([])
  expect(world.open()).toEqual([])
})

test('A64 where none of them takes it, it is not', () => {
  const { world, author, editor, other, move } = begin(['suggesting'], ['editing'], ['editing'])
  strike(author, 2, 5)
  world.settle()
  move(editor, 'b')
  move(other, 'b')
  world.settle()
  allHeard(world, world.setSection('b', 'closed'))
  author.undo.undo()
  world.settle()
  expect(world.refused).toEqual(['person 0 suggesting section-closed'])
})

test('A63 a kind suggested of a block that somebody moves at once to a section which takes nothing is taken', () => {
  const { world, author, editor } = begin(['suggesting'], ['editing'])
  const block = readBlocks(editor.doc, 'a')[1]?.id ?? ''
  const start = unitsOf(editor.doc, 'a').findIndex(({ key }) => key === `¶${block}`)
  world.sees(author, world.setSection('b', 'closed'))
  moveUnits(editor, { field: 'a', start, end: start + 3 }, { field: 'b', place: 0 }, true)
  world.take(editor, editor.out.length)
  author.setKind(block, 'q')
  world.take(author, author.out.length)
  expect(world.refused).toEqual([])
  expect(world.open()).toMatchObject([{ number: 1, field: 'b' }])
})
