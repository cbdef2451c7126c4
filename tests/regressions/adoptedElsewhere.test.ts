import { expect, test } from 'vitest'
import { type Decider, decide } from '../../server/rooms/decisions.ts'
import { declineAllOf } from '../../server/rooms/declining.ts'
import { smallRoom } from '../support/smallRoom.ts'

const host: Decider = { person: 'host', alike: new Set(), sector: 'public', facilitates: true }

test('T89 words that stand in two places and are adopted in one are not declined in the other (found by seed 436275845)', () => {
  const { editor, other, author, add, move, replace, settle, world } = smallRoom()
  add(author, 'abc', 'XYZ')
  settle()
  move(editor, 'XYZ', 'a', 'b')
  move(other, 'XYZ', 'a', 'a')
  settle()
  world.answerTogether([1], 'adopted')
  settle()
  expect(world.open()).toEqual([])
  const stands = world.words('current')
  expect(world.words('original')).toBe(stands)

  const answer = { outcome: 'declined', reason: 'because', override: false } as const
  const declined = decide(world.room, world.record, 2, host, answer)
  expect(declined).toEqual({ refused: 'not-open' })
  const all = declineAllOf(world.room, world.record, [author.name], host, 'because')
  expect(all).toEqual({ refused: 'not-open' })

  add(author, 'abc', 'later')
  settle()
  expect(world.open().map(({ number }) => number)).toEqual([3])
  const rest = declineAllOf(world.room, world.record, [author.name], host, 'because')
  if ('refused' in rest) throw new Error(rest.refused)
  world.does(rest)
  expect(world.words('current')).toBe(stands)
  expect(world.record.suggestions[3]?.status).toBe('declined')
  expect(world.findings()).toEqual([])

  // an answer that is so can be given; and once an editor takes the words out, they can be declined
  const second = world.record.suggestions[2]
  if (!second) throw new Error('no second')
  const part = { ...answer, outcome: 'adopted-in-part' } as const
  expect(decide(world.room, world.record, 2, host, part)).not.toHaveProperty('refused')
  replace(editor, 'XYZ')
  settle()
  expect(world.answer(second, 'declined')).toBe(true)
  expect(world.findings()).toEqual([])
})
