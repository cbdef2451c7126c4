import { expect, test } from 'vitest'
import { drawnIn, Numbers } from '../../client/suggestions/drawing.ts'
import { deletionsByTarget } from '../../shared/text/pending.ts'
import { type Person, seeded, World } from '../support/textWorld.ts'

test('A68 words that are struck in one stretch keep each the number that they had, and are answered apart (found by seed 432815881)', () => {
  const world = World.start(seeded(1), [['editing'], ['suggesting']])
  const [editor, striker] = world.people as [Person, Person]
  const strike = (from: number, to: number) => {
    striker.undo.cut()
    striker.replace('a', from, to, [])
    world.settle()
  }
  strike(3, 4)
  strike(5, 6)
  striker.undo.undo()
  striker.undo.undo()
  world.settle()
  expect(world.open()).toEqual([])
  strike(3, 6)
  const open = () => world.open().map(({ number, removed }) => [number, removed])
  expect(open()).toEqual([
    [1, 'de'],
    [2, 'f'],
  ])
  const { doc, record } = striker
  const me = { person: striker.name, slot: 0 } as unknown as ReturnType<
    Parameters<typeof drawnIn>[3]
  >
  const deletions = deletionsByTarget(doc, record.origins)
  const drawn = drawnIn(doc, 'a', record, () => me, new Numbers(), deletions)
  expect(drawn.map(({ number, from, to }) => [number, from, to])).toEqual([
    [1, 3, 5],
    [2, 5, 6],
  ])
  // nobody's words in between make other numbers of them
  editor.replace('a', 5, 5, [{ text: '!' }])
  world.settle()
  expect(open()).toEqual([
    [1, 'de'],
    [2, 'f'],
  ])
  const [, second] = world.open()
  if (second) world.answer(second, 'adopted')
  expect(world.words('current')).toMatch(/^abcde!ghi/)
  expect(open()).toEqual([[1, 'de']])
  expect(world.findings()).toEqual([])
})
