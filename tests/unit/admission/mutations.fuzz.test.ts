import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit } from '../../../server/rooms/admission.ts'
import { rootsOf } from '../../../shared/authorship/pending.ts'
import { bodyRoots } from '../../../shared/text/body.ts'
import { suggestedDeletions, suggestedKinds } from '../../../shared/text/proposals.ts'
import { fuzzed, seeds } from '../../support/seeds.ts'
import {
  copyOf,
  fields,
  type Person,
  seeded,
  type Unit,
  unitsOf,
  World,
} from '../../support/textWorld.ts'

const [seed = 0] = seeds('mutations', 1, 5).slice(-1)
const tries = fuzzed(20_000)

const random = seeded(seed)
const pick = (count: number) => Math.floor(random() * count)
const world = World.start(random)
world.play(random, 700)
world.settle()

function honestUpdates(person: Person, count: number): Uint8Array[] {
  const updates: Uint8Array[] = []
  while (updates.length < count) {
    world.act(person, random)
    // a move is two: the second stands on the first
    const sent = person.out.splice(0).flatMap((one) => ('update' in one ? [one.update] : []))
    if (sent.length > 0) updates.push(Y.mergeUpdates(sent))
    // each from the same state, so that every one of them can be sent alone
    person.load(world.room, person.mode)
  }
  return updates
}

function mutate(update: Uint8Array, other: Uint8Array): Uint8Array {
  const way = pick(4)
  if (way === 2) return update.slice(0, 1 + pick(update.length))
  if (way === 3) {
    return Uint8Array.from([
      ...update.slice(0, pick(update.length)),
      ...other.slice(pick(other.length)),
    ])
  }
  const mutated = Uint8Array.from(update)
  for (let count = pick(3); count >= 0; count--) mutated[pick(mutated.length)] = pick(256)
  return mutated
}

/** All that this person may not change, whatever they send. */
function untouchable(doc: Y.Doc, person: Person): string {
  const suggests = !person.modes.includes('editing')
  // what they suggested is theirs to take back, also where others have put it
  const roots = rootsOf(world.record.origins)
  const isTheirs = ({ client, clock }: Unit) =>
    person.owns(client) || person.owns(roots(client, clock).root?.client ?? client)
  const text = fields.map((field) =>
    unitsOf(doc, field).filter((unit) => suggests && !isTheirs(unit)),
  )
  return JSON.stringify([
    text,
    suggests ? doc.getMap(bodyRoots.kinds).toJSON() : null,
    suggests ? doc.getMap(bodyRoots.rows).toJSON() : null,
    suggestedDeletions(doc, []).filter(({ by }) => !person.owns(by)),
    suggestedKinds(doc, []).filter(({ by }) => !person.owns(by)),
    [...doc.share.keys()].sort(),
  ])
}

/** Why an update that was admitted should not have been; null: it did no harm. */
function harmOf(update: Uint8Array, person: Person): string | null {
  const copy = copyOf(world.room, 3)
  const before = untouchable(copy, person)
  const foreign = foreignState(copy, person)
  try {
    Y.applyUpdate(copy, update)
  } catch (thrown) {
    return `threw ${String(thrown)}`
  }
  if (copy.store.pendingStructs || copy.store.pendingDs) return 'left something pending'
  if (foreignState(copy, person) !== foreign) return 'wrote under another id'
  return untouchable(copy, person) === before ? null : 'changed what is not theirs'
}

function foreignState(doc: Y.Doc, person: Person): string {
  const state = Y.decodeStateVector(Y.encodeStateVector(doc))
  return [...state]
    .filter(([client]) => !person.owns(client))
    .sort(([a], [b]) => a - b)
    .join()
}

describe.each([world.people[0], world.people[2]] as Person[])('$name', (person) => {
  test('A8 of honest updates with changed bytes none that does harm is admitted', () => {
    const honest = honestUpdates(person, 80)
    for (const update of honest) {
      expect(admit(update, person.writer(), world.ground)).toMatchObject({ admitted: true })
    }
    const harms: string[] = []
    let admitted = 0
    for (let time = 0; time < tries; time++) {
      const update = mutate(
        honest[pick(honest.length)] as Uint8Array,
        honest[pick(80)] as Uint8Array,
      )
      const verdict = admit(update, person.writer(), world.ground)
      if (!verdict.admitted) continue
      admitted++
      const harm = harmOf(update, person)
      if (harm) harms.push(`${harm}: ${update.join()}`)
    }
    console.info(
      `seed ${seed}, ${person.name}: ${tries} tried, ${admitted} admitted, ${harms.length} harmful`,
    )
    expect(harms).toEqual([])
  })
})
