import { expect, test } from 'vitest'
import { reopen } from '../../../server/rooms/reopening.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { format } from '../../../shared/text/write.ts'
import { moveUnits } from '../../support/recreating.ts'
import { type Person, seeded, World } from '../../support/textWorld.ts'

/** Blocks of `a`, what is bold in capitals between stars. */
function looks(world: World): string {
  return readBlocks(world.room, 'a')
    .map(({ runs }) => runs.map(({ text, marks }) => (marks?.bold ? `*${text}*` : text)).join(''))
    .join('¶')
}

function bold(person: Person, from: number, length: number, value: true | null): void {
  person.write((transaction) => {
    format(transaction, fieldText(person.doc, 'a'), from, length, 'bold', value)
  })
}

function room() {
  const world = World.start(seeded(1), [['editing'], ['suggesting']])
  const [editor, author] = world.people as [Person, Person]
  // bold runs up to the very end of a block, as where somebody parts what is bold
  bold(editor, 12, 3, true)
  editor.replace('a', 14, 14, [{ separator: 'p' }])
  bold(editor, 15, 1, null)
  world.settle()
  expect(looks(world)).toBe('abcdefghijkl*mn*¶o¶ABCDEFGHIJKL')
  return { world, editor, author }
}

test('A61 what follows a break looks as before when it is adopted that the break goes, and when that is taken up again', () => {
  const { world, author } = room()
  author.replace('a', 14, 15, [])
  world.settle()
  const [suggestion] = world.open()
  if (!suggestion) throw new Error('nothing waits')
  world.answer(suggestion, 'adopted')
  world.settle()
  const joined = 'abcdefghijkl*mn*o¶ABCDEFGHIJKL'
  expect(looks(world)).toBe(joined)
  const act = reopen(world.room, world.record, suggestion.number, 'once more')
  if ('refused' in act) throw new Error(act.refused)
  world.does(act)
  expect(looks(world)).toBe('abcdefghijkl*mn*¶o¶ABCDEFGHIJKL')
})

test('A61 what follows a suggested break that an editor has moved looks as before when the break is declined (found by seed 50620869)', () => {
  const { world, editor, author } = room()
  author.replace('a', 2, 2, [{ separator: 'p' }])
  world.settle()
  // into the bold words: an editor's break ends what runs there
  moveUnits(editor, { field: 'a', start: 2, end: 3 }, { field: 'a', place: 13.5 / 29 }, true)
  world.settle()
  editor.replace('a', 14, 14, [{ text: 'x', marks: {} }])
  world.settle()
  const before = world.base()
  expect(looks(world)).toContain('*m*¶x*n*')
  const [suggestion] = world.open()
  if (!suggestion) throw new Error('nothing waits')
  world.answer(suggestion, 'declined')
  world.settle()
  expect(looks(world)).toBe('abcdefghijkl*m*x*n*¶o¶ABCDEFGHIJKL')
  expect(world.base()).toBe(before)
})
