import { expect, test } from 'vitest'
import { hear, unknownRoom } from '../../../client/sync/room.ts'
import type { Recorded } from '../../../shared/record/events.ts'

const named = (seq: number, name: string): Recorded => ({
  seq,
  at: seq,
  person: 'lin',
  onBehalfOf: null,
  event: { type: 'version-named', name, hash: '' },
})

test('R14 events are folded once, also when a message repeats them', () => {
  const events = [named(4, 'a'), named(4, 'b'), named(6, 'c')]
  const once = hear(unknownRoom, { type: 'events', events })
  expect(once.record.versions.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(hear(once, { type: 'events', events })).toBe(once)
  const more = hear(once, { type: 'events', events: [named(6, 'c'), named(7, 'd')] })
  expect(more.record.versions.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
})

test('R14 people and roles are as the room last said', () => {
  const lin = { id: 'lin', name: 'Lin', organisation: 'NDC', sector: 'government' } as const
  const here = hear(unknownRoom, { type: 'people', people: [lin] })
  expect(here.people.get('lin')).toEqual(lin)
  const wu = { ...lin, id: 'wu', name: 'Wu' }
  const more = hear(here, { type: 'people', people: [wu, { ...lin, name: 'Lin Mei' }] })
  expect([...more.people.values()].map(({ name }) => name)).toEqual(['Lin Mei', 'Wu'])
  expect(hear(here, { type: 'role', role: 'observer' }).role).toBe('observer')
  expect(hear(here, { type: 'pulse' })).toBe(here)
})
