import { expect, test } from 'vitest'
import { type Decider, decide } from '../../../server/rooms/decisions.ts'
import { declineAllOf } from '../../../server/rooms/declining.ts'
import { moveUnits } from '../../support/recreating.ts'
import { type Person, seeded, unitsOf, World } from '../../support/textWorld.ts'

const host: Decider = { person: 'host', alike: new Set(), sector: 'public', facilitates: true }

/**
 * An answer to what `suggests` says, given between the cut and the paste of an editor who moves these
 * words from field `a` to `b`; `later` than the cut, in ms.
 */
function answeredBetween(
  suggests: (author: Person) => void,
  [start, end]: readonly [number, number],
  outcome: 'adopted' | 'declined' | 'all declined',
  later: number,
  comes: 'moved' | 'undone' = 'moved',
) {
  const modes = [['editing'], ['suggesting']] as const
  const world = World.start(seeded(3), modes)
  const [editor, author] = world.people as [Person, Person]
  suggests(author)
  author.replace('a', 0, 0, [{ text: '#' }])
  world.settle()
  editor.undo.cut()
  if (comes === 'moved')
    moveUnits(editor, { field: 'a', start, end }, { field: 'b', place: 0 }, false)
  else editor.replace('a', start, end, [])
  world.take(editor, 1)
  const at = (world.record.suggestions[1]?.changedAt ?? 0) + later
  const act =
    outcome === 'all declined'
      ? declineAllOf(world.room, world.record, [author.name], host, 'no', at)
      : decide(world.room, world.record, 1, host, {
          ...{ outcome, reason: 'because', override: false, at },
        })
  if ('refused' in act) throw new Error(act.refused)
  world.does(act)
  world.settle()
  if (comes === 'undone') editor.undo.undo()
  world.settle()
  expect(world.findings()).toEqual([])
  const moved = unitsOf(world.room, 'b').map(({ key }) => key)
  const numbers = Object.values(world.record.suggestions).map(({ number, status, added }) =>
    [number, status, added].join(' '),
  )
  return { world, moved: moved.join(''), numbers }
}

const adds = (author: Person) => author.replace('a', 3, 3, [{ text: 'XYZ' }])
const strikes = (author: Person) => author.replace('a', 3, 6, [{ text: 'XYZ' }])

test('T78 an answer to words that are on their way to another place holds where they come in', () => {
  const adopted = answeredBetween(adds, [4, 7], 'adopted', 30)
  expect(adopted.moved).toBe('XYZ')
  expect(adopted.world.words('original')).toBe('abcdefghijklmno¶ABCDEFGHIJKL‖XYZ')
  expect(adopted.numbers).toEqual(['1 adopted XYZ', '2 open #'])

  const declined = answeredBetween(adds, [4, 7], 'declined', 30)
  expect(declined.world.words('current')).toBe('#abcdefghijklmno¶ABCDEFGHIJKL‖')
  expect(declined.numbers).toEqual(['1 declined XYZ', '2 open #'])
  const all = answeredBetween(adds, [4, 7], 'all declined', 30)
  expect(all.world.words('current')).toBe('abcdefghijklmno¶ABCDEFGHIJKL‖')
  expect(all.numbers).toEqual(['1 declined XYZ', '2 declined #'])
})

test('T78 also to words that go, with others about them', () => {
  const adopted = answeredBetween(strikes, [3, 11], 'adopted', 30)
  expect(adopted.moved).toBe('cXYZg')
  expect(adopted.world.words('current')).toBe('#abhijklmno¶ABCDEFGHIJKL‖cXYZg')
  const declined = answeredBetween(strikes, [3, 11], 'declined', 30)
  expect(declined.world.words('current')).toBe('#abhijklmno¶ABCDEFGHIJKL‖cdefg')
  for (const { world, numbers } of [adopted, declined]) {
    expect(world.words('original')).toBe(world.words('current').slice(1))
    expect(numbers).toHaveLength(2)
  }
})

test('T78 and where they come back by undo; once all can have seen that they are gone they wait again', () => {
  const soon = answeredBetween(adds, [4, 7], 'adopted', 900, 'undone')
  expect(soon.world.words('original')).toBe('abcXYZdefghijklmno¶ABCDEFGHIJKL‖')
  for (const comes of ['moved', 'undone'] as const) {
    const late = answeredBetween(adds, [4, 7], 'declined', 1100, comes)
    expect(late.world.words('original')).toBe('abcdefghijklmno¶ABCDEFGHIJKL‖')
    expect(late.numbers).toEqual(['1 declined XYZ', '2 open #', '3 open XYZ'])
    // and none of it could have been adopted
    expect(() => answeredBetween(adds, [4, 7], 'adopted', 1100, comes)).toThrow('nothing-left')
  }
})
