import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit } from '../../../server/rooms/admission.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { home, isSuggesting } from '../../../shared/text/identity.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { markerOf } from '../../../shared/text/items.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { replay } from '../../../shared/text/replay.ts'
import { seeds } from '../../support/seeds.ts'
import {
  copyOf,
  fields,
  type Person,
  seeded,
  type Unit,
  unitsOf,
  World,
} from '../../support/textWorld.ts'

const newIds = { editing: 777, suggesting: 2 ** 32 + 777 }

/**
 * A person works while the room goes on without them; of what they send, the room takes some,
 * refuses one update, and lacks everything after it.
 */
function refusal(seed: number) {
  const random = seeded(seed)
  const world = World.start(random)
  world.play(random, 150)
  world.settle()
  const person = world.people[Math.floor(random() * 4)] as Person
  const alone = random() < 0.5
  for (let act = 0; act < 25; act++) {
    world.act(person, random)
    for (const other of world.people) {
      if (other === person || alone) continue
      world.act(other, random)
      world.take(other, 99)
      world.give(other, 99)
    }
  }
  const updates = person.out.flatMap((sent) => ('update' in sent ? [sent] : []))
  const chosen = Math.floor(random() * updates.length)
  for (const { update, mode } of updates.slice(0, chosen)) world.takeUpdate(person, update, mode)
  const refused = updates[chosen]?.update ?? new Uint8Array([0, 0])
  return { world, person, alone, refused, without: idsOf(refused) }
}

function idsOf(update: Uint8Array): IdSet {
  const { structs, ds } = Y.decodeUpdate(update)
  const ids = new IdSet(structs.map(({ id, length }) => [id.client, id.clock, length] as const))
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) ids.add([client, clock, len])
  }
  return ids
}

const isIn = (doc: Y.Doc) => (unit: Unit) => unit.clock < Y.getState(doc.store, unit.client)
const nameOf = (unit: Unit) => `${unit.client}:${unit.clock}`
/** A separator that is born anew changes its id. */
const keyOf = (isNew: boolean, { key }: Unit) => (isNew && key.startsWith('¶') ? '¶' : key)
const wasNew = ({ client }: Unit) => home(client) === 777 || home(client) === 2 ** 32 + 777

describe.each(seeds('replay', 60, 1000))('seed %i', (seed) => {
  const { world, person, alone, refused, without } = refusal(seed)
  const into = copyOf(world.room, 98)
  const before = fields.map((field) => unitsOf(into, field))
  const isKnown = isIn(copyOf(into, 97))
  const from = fields.map((field) => unitsOf(person.doc, field))
  const result = replay(person.doc, into, (client) => person.owns(client), without, newIds)
  const after = fields.map((field) => unitsOf(into, field))
  const refusedHere = ({ client, clock }: Unit) => without.has(client, clock)

  test('T15 after a refusal all other unacknowledged words stand where they stood, once', () => {
    fields.forEach((_, at) => {
      const known = new Set(after[at]?.map(nameOf))
      const expected = from[at]
        ?.filter((unit) => (isKnown(unit) ? known.has(nameOf(unit)) : !refusedHere(unit)))
        .map((unit) => keyOf(!isKnown(unit), unit))
      const seen = new Set(from[at]?.map(nameOf))
      const found = after[at]
        ?.filter((unit) => wasNew(unit) || seen.has(nameOf(unit)))
        .map((unit) => keyOf(wasNew(unit), unit))
      expect(found).toEqual(expected)
    })
    expect(result.kept).toBe(after.flat().filter(wasNew).length)
  })

  test('T16 after a refusal own deletions hold, and nothing else is deleted', () => {
    fields.forEach((_, at) => {
      const known = (before[at] ?? []).filter((unit) => {
        const stillThere = from[at]?.some((each) => nameOf(each) === nameOf(unit))
        return stillThere || refusedHere(unit) || !isIn(person.doc)(unit)
      })
      expect(after[at]?.filter((unit) => !wasNew(unit)).map(nameOf)).toEqual(known.map(nameOf))
    })
  })

  test('T17 after a refusal the refused words are put aside', () => {
    const words = from.map((units) =>
      units
        .filter((unit) => !isKnown(unit) && refusedHere(unit))
        .map(({ key }) => (key.startsWith('¶') ? '\n' : key))
        .join(''),
    )
    expect(
      fields.map((field) => {
        const words = result.aside.filter((each) => each.field === field)
        return words.map(({ text }) => text).join('')
      }),
    ).toEqual(words)
  })

  test('T18 what is replayed is admitted', () => {
    const update = Y.encodeStateAsUpdate(into, Y.encodeStateVector(world.room))
    const owner = (client: number) => {
      if (client === newIds.editing) return 'editing'
      return client === newIds.suggesting ? 'suggesting' : person.writer().owner(client)
    }
    expect(admit(update, { ...person.writer(), owner }, world.ground)).toMatchObject({
      admitted: true,
    })
  })

  test('R31 edits that came too late for a section become suggestions that it takes, and lose no word', () => {
    const late = copyOf(world.room, 96)
    const was = fields.map((field) => unitsOf(late, field))
    // as a page judges it: all that only an editor writes, and all that was deleted
    const edits = new IdSet()
    const items = fields.flatMap((field) => itemsOf(fieldText(person.doc, field)))
    const kinds = person.doc.getMap(bodyRoots.kinds)._map.values()
    for (const item of [...items, ...kinds]) {
      if (item.deleted || !isSuggesting(item.id.client)) {
        edits.add([item.id.client, item.id.clock, item.length])
      }
    }
    const own = (client: number) => person.owns(client)
    const { aside } = replay(person.doc, late, own, edits, newIds, () => true)
    expect(aside).toEqual([])
    const update = Y.encodeStateAsUpdate(late, Y.encodeStateVector(world.room))
    const owner = (client: number) => {
      if (client === newIds.editing) return 'editing'
      return client === newIds.suggesting ? 'suggesting' : person.writer().owner(client)
    }
    const ground = { ...world.ground, section: () => 'suggesting' as const }
    expect(admit(update, { ...person.writer(), owner }, ground)).toMatchObject({ admitted: true })
    fields.forEach((field, at) => {
      const now = unitsOf(late, field)
      const words = (units: readonly Unit[]) =>
        units.filter((unit) => !isKnown(unit)).map((unit) => keyOf(true, unit))
      expect(words(now)).toEqual(words(from[at] ?? []))
      const gone = (was[at] ?? []).filter(
        (unit) => !now.some((each) => nameOf(each) === nameOf(unit)),
      )
      expect(gone.filter(({ client }) => !isSuggesting(client) || !person.owns(client))).toEqual([])
    })
  })

  test('T19 replayed words keep their marks', () => {
    const touchesMarks =
      Y.decodeUpdate(refused).structs.some((s) => s instanceof Y.Item && markerOf(s)) ||
      Y.decodeUpdate(refused).ds.clients.size > 0
    if (!alone || touchesMarks) return
    for (const field of fields) {
      const bold = marksByCharacter(into, field)
      const wanted = marksByCharacter(person.doc, field)
      for (const [character, marks] of bold) expect(marks).toBe(wanted.get(character))
    }
  })
})

function itemsOf(text: Y.Text): Y.Item[] {
  const items: Y.Item[] = []
  for (let item = text._start; item; item = item.right) items.push(item)
  return items
}

function marksByCharacter(doc: Y.Doc, field: string): Map<string, string> {
  expect(fieldText(doc, field)).toBeInstanceOf(Y.Text)
  const marks = new Map<string, string>()
  for (const { runs } of readBlocks(doc, field)) {
    for (const run of runs) {
      for (const character of run.text) {
        marks.set(
          character,
          Object.keys(run.marks ?? {})
            .sort()
            .join(),
        )
      }
    }
  }
  return marks
}
