import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Presence } from '../../../server/rooms/presence.ts'
import { cursorOf, modeOf } from '../../../shared/presence.ts'
import { aCursor } from '../../support/cursors.ts'
import { fuzzed } from '../../support/seeds.ts'

const person = { id: 'an', name: 'An', organisation: '', sector: 'civil-society' } as const

test('V45 of what a page says of its caret the room passes on what is one, and nothing besides', () => {
  const told = (cursor: unknown, mode: unknown = null) => {
    const presence = new Presence()
    const holder = { person }
    presence.claim(holder, 7)
    const json = new TextEncoder().encode(JSON.stringify({ cursor, mode }))
    presence.take(holder, [{ id: 7, clock: 1, json }])
    return new TextDecoder().decode(presence.everybody())
  }
  const id = { client: 5, clock: 2 }
  const place = { tname: 'f:problem', type: null, item: id, assoc: 0 }
  const honest = { anchor: place, head: { ...place, assoc: -1 } }
  expect(told({ ...honest, more: 'x' }, 'editing')).toContain(
    JSON.stringify({ cursor: honest, mode: 'editing' }).slice(1),
  )
  const wrong = [
    ...[-1, 1.5, 2 ** 53, '1', null].flatMap((bad) => [
      { ...place, item: { client: 5, clock: bad } },
      { ...place, item: { client: bad, clock: 2 } },
      { ...place, type: { client: bad, clock: 2 } },
    ]),
    { ...place, tname: 7 },
    { ...place, tname: 'f:'.padEnd(300, 'x') },
    { ...place, assoc: 7 },
    { tname: null, item: null, type: null, assoc: 0 },
    [],
    'here',
    null,
  ]
  for (const bad of wrong) {
    for (const cursor of [{ anchor: bad, head: place }, { anchor: place, head: bad }, bad])
      expect(told(cursor), JSON.stringify(cursor)).toContain('"cursor":null')
  }
  for (const mode of [7, {}, ['editing'], 'x'.repeat(40)])
    expect(told(honest, mode)).toContain('"mode":null')
})

test('V45 no cursor that is passed on makes Yjs throw', () => {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getText('f:problem').insert(0, 'some words')
  fc.assert(
    fc.property(aCursor, fc.jsonValue(), (said, mode) => {
      const cursor = cursorOf(said)
      expect([null, mode]).toContain(modeOf(mode))
      if (!cursor) return
      // what was passed on once is passed on again as it is; as JSON, which knows no -0
      const passedOn = JSON.stringify(cursor)
      expect(JSON.stringify(cursorOf(JSON.parse(passedOn)))).toBe(passedOn)
      for (const place of [cursor.anchor, cursor.head])
        Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), doc)
    }),
    { numRuns: fuzzed(20_000) },
  )
})
