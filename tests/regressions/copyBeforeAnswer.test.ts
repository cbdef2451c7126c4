import { expect, test } from 'vitest'
import { isLive } from '../../server/rooms/numbering.ts'
import { Intents } from '../support/intents.ts'
import { moveUnits } from '../support/recreating.ts'
import { type Mode, type Person, seeded, World } from '../support/textWorld.ts'

function begin(...modes: Mode[][]) {
  const world = World.start(seeded(1), modes)
  const intents = new Intents(world)
  const [author, editor, other] = world.people as [Person, Person, Person]
  const replace = (who: Person, from: number, to: number, text = '') => {
    intents.watch(who).replaced('a', from, to)
    who.replace('a', from, to, text === '' ? [] : [{ text }])
    intents.wrote(who)
  }
  const recreate = (who: Person, act: () => void) => {
    intents.watch(who).recreates(act)
    intents.wrote(who)
  }
  const answer = (number: number, outcome: 'adopted' | 'adopted-in-part' | 'declined') => {
    const suggestion = world.record.suggestions[number]
    const before = intents.inRoom()
    if (!suggestion || !world.answer(suggestion, outcome)) throw new Error('not answered')
    intents.decided(suggestion, outcome !== 'declined', before)
  }
  return { world, intents, author, editor, other, replace, recreate, answer }
}

const move = (who: Person, start: number, length: number, from: string, into: string) => () =>
  moveUnits(who, { field: from, start, end: start + length }, { field: into, place: 0 }, true)

test('T58 what was a copy when the answer came is other words, wherever it is put then (found by seed 961298593)', () => {
  const { world, intents, author, editor, replace, recreate, answer } = begin(
    ['suggesting'],
    ['editing'],
  )
  replace(author, 3, 3, intents.fresh(author.name, 2))
  world.settle()
  // its author is quicker to take it back than the editor is to move it, and then wants it again
  author.undo.cut()
  replace(author, 3, 5)
  recreate(editor, move(editor, 3, 2, 'a', 'b'))
  world.take(author, author.out.length)
  world.take(editor, editor.out.length)
  recreate(author, () => author.undo.undo())
  world.settle()
  answer(1, 'declined')
  recreate(editor, move(editor, 0, 2, 'b', 'a'))
  world.settle()
  expect(world.words('original')).toMatch(/^..abcdefghijklmno¶/)
  expect(intents.untrueSince()).toEqual([])
  expect(intents.there()).toEqual(intents.expected())
  expect(world.findings()).toEqual([])
})

test('T50 an answer follows its words from one name to the next, whoever took them out in between (found by seed 432815915)', () => {
  const { world, intents, author, replace, recreate, answer } = begin(['suggesting'])
  replace(author, 3, 3, intents.fresh(author.name, 2))
  world.settle()
  // the author's page has not heard of the answer
  author.undo.cut()
  replace(author, 3, 5)
  recreate(author, () => author.undo.undo())
  author.undo.cut()
  replace(author, 3, 5)
  recreate(author, () => author.undo.undo())
  answer(1, 'declined')
  world.settle()
  expect(world.words('current')).toBe('abcdefghijklmno¶ABCDEFGHIJKL‖')
  expect(intents.untrueSince()).toEqual([])
  expect(world.findings()).toEqual([])
})

test('T58 a wish that comes in behind the answer to the same person’s former one waits for an answer of its own (found by seed 740590180)', () => {
  const { world, intents, author, editor, replace, recreate, answer } = begin(
    ['suggesting'],
    ['editing'],
  )
  world.settle()
  replace(editor, 3, 5)
  recreate(editor, () => editor.undo.undo())
  world.take(editor, editor.out.length)
  // the author's page has heard of none of this, nor will it of the answer
  replace(author, 3, 5)
  world.take(author, author.out.length)
  answer(1, 'declined')
  recreate(author, () => author.undo.undo())
  recreate(author, () => author.undo.redo())
  world.settle()
  const open = world.open()
  expect(open).toMatchObject([{ number: 2, removed: 'de' }])
  expect(open.every(({ status }) => isLive(status))).toBe(true)
  const struck = intents.inRoom().filter((unit) => intents.whoStrikes(unit).length > 0)
  expect(struck.map(({ key }) => key).join('')).toBe('de')
  expect(world.findings()).toEqual([])
})

test('T31 what its page takes to be struck already nobody strikes again, though it turns out a copy (found by seed 478354924)', () => {
  const { world, intents, author, other, replace, recreate } = begin(
    ['suggesting'],
    ['editing'],
    ['editing', 'suggesting'],
  )
  replace(author, 3, 3, intents.fresh(author.name, 2))
  world.settle()
  // its author is quicker to take it back than the other, who has wished so and brings it back
  replace(author, 3, 5)
  world.take(author, author.out.length)
  other.mode = 'suggesting'
  replace(other, 3, 5)
  other.mode = 'editing'
  other.undo.cut()
  replace(other, 3, 5)
  recreate(other, () => other.undo.undo())
  other.mode = 'suggesting'
  replace(other, 3, 5)
  world.settle()
  expect(world.words('original')).toMatch(/^abc..defghijklmno¶/)
  expect(world.open()).toEqual([])
  expect(intents.inRoom().filter((unit) => intents.whoStrikes(unit).length > 0)).toEqual([])
})

test('A67 verify takes the answer to a suggestion of which others had taken the words out for what it is (found by seed 5)', () => {
  const { world, author, editor, replace, answer } = begin(['suggesting'], ['editing'])
  replace(author, 3, 3, 'new')
  world.settle()
  replace(editor, 3, 6)
  world.settle()
  // adopting it as it is would do nothing, and is refused
  answer(1, 'adopted-in-part')
  expect(world.record.suggestions[1]?.decisions).toMatchObject([{ accepted: [], settled: [] }])
  expect(world.findings()).toEqual([])
})
