import { describe, expect, test } from 'vitest'
import { contentHash } from '../../../shared/text/hash.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { suggestedDeletions } from '../../../shared/text/proposals.ts'
import { textOf } from '../../../shared/text/views.ts'
import { seeds } from '../../support/seeds.ts'
import {
  copyOf,
  fields,
  randomAct,
  seeded,
  shapeOf,
  type Unit,
  unitsOf,
  World,
} from '../../support/textWorld.ts'

const acts = 1500

/** Three editors, one of whom also suggests, and two who only suggest. */
const modes = [
  ['editing'],
  ['editing', 'suggesting'],
  ['suggesting'],
  ['suggesting'],
  ['editing'],
] as const

/** What people meant, kept apart from the document. Characters are unique in one session. */
class Intents {
  /** Who typed each character. */
  readonly written = new Map<string, string>()
  /** Whose turn it is. */
  typist = ''
  readonly deleted = new Set<string>()
  /** Units somebody wants deleted, and who. */
  readonly proposed = new Map<string, Set<string>>()
  #next = 0x3400

  fresh = (length: number): string => {
    let text = ''
    for (let count = 0; count < length; count++) {
      const character = String.fromCharCode(this.#next++)
      if (this.#next === 0xd800) this.#next = 0xe000
      if (this.#next === 0xf8ff) throw new Error('out of unique characters')
      this.written.set(character, this.typist)
      text += character
    }
    return text
  }

  propose(key: string, person: string): void {
    this.proposed.set(key, (this.proposed.get(key) ?? new Set()).add(person))
  }

  withdraw(key: string, person: string): void {
    this.proposed.get(key)?.delete(person)
  }

  isProposed(key: string): boolean {
    return (this.proposed.get(key)?.size ?? 0) > 0
  }
}

function session(seed: number): { world: World; intents: Intents } {
  const random = seeded(seed)
  const world = World.start(random, modes)
  const intents = new Intents()
  const inRoom = (set: IdSet) =>
    fields.flatMap((field) => unitsOf(world.room, field)).filter((unit) => has(set, unit))

  for (let act = 0; act < acts; act++) {
    const person = world.people[Math.floor(random() * world.people.length)]
    if (!person) break
    intents.typist = person.name
    randomAct(person, random, intents.fresh, {
      replaced(field, from, to) {
        const named = ownNamed(person.doc, person.isOwn)
        for (const unit of unitsOf(person.doc, field).slice(from, to)) {
          const { key, client, clock } = unit
          const takenBack = person.isOwn(client) && person.isPending(client, clock)
          if (person.mode === 'editing' || takenBack) intents.deleted.add(key)
          else if (!has(named, unit)) intents.propose(key, person.name)
        }
      },
      withdrew(range) {
        const gone = new IdSet([range])
        for (const field of fields) {
          for (const unit of unitsOf(person.doc, field)) {
            if (has(gone, unit)) intents.withdraw(unit.key, person.name)
          }
        }
      },
    })
    if (random() < 0.03) {
      const open = world.open()
      const one = open[Math.floor(random() * open.length)]
      if (one && random() < 0.5) {
        for (const { key } of inRoom(new IdSet(one.deleted))) intents.deleted.add(key)
        world.answer(one, 'adopted')
      } else if (one) {
        for (const { key } of inRoom(new IdSet(one.inserted))) intents.deleted.add(key)
        for (const { key } of inRoom(new IdSet(one.deleted))) intents.withdraw(key, one.person)
        world.answer(one, 'declined')
      }
    }
    world.deliverSome(random, false)
  }
  world.settle()
  return { world, intents }
}

const has = (set: IdSet, { client, clock }: Unit) => set.has(client, clock)

const ownNamed = (doc: Parameters<typeof suggestedDeletions>[0], isOwn: (c: number) => boolean) =>
  new IdSet(suggestedDeletions(doc).flatMap(({ by, range }) => (isOwn(by) ? [range] : [])))

describe.each(seeds('convergence', 14))('seed %i', (seed) => {
  const { world, intents } = session(seed)

  test('T9 five people, two of them only suggesting, converge, and a fresh load equals them', () => {
    const hash = contentHash(world.room)
    const shape = shapeOf(world.room)
    const replicas = [...world.people.map(({ doc }) => doc), copyOf(world.room, 99)]
    for (const replica of replicas) {
      expect(contentHash(replica)).toBe(hash)
      expect(shapeOf(replica)).toBe(shape)
    }
  })

  test('A5 no honest update is refused, and no suggester moves agreed text', () => {
    expect(world.refused).toEqual([])
    expect(world.counts.baseMoved).toBe(0)
    console.info(`seed ${seed}: ${JSON.stringify({ acts, ...world.counts })}`)
  })

  test('T10 a character is gone only if somebody deleted it, and stands nowhere twice', () => {
    const live = fields.flatMap((field) => unitsOf(world.room, field).map(({ key }) => key))
    expect(live.length).toBe(new Set(live).size)
    const there = new Set(live)
    expect(
      [...intents.written.keys()].filter((key) => !there.has(key) && !intents.deleted.has(key)),
    ).toEqual([])
    expect(live.filter((key) => intents.deleted.has(key))).toEqual([])
  })

  test('T11 declining everything leaves exactly the agreed text', () => {
    const base = world.base()
    const units = fields.map((field) => unitsOf(world.room, field))
    const copy = world.copy()
    copy.decideAll('declined')
    expect(copy.base()).toBe(base)
    expect(shapeOf(copy.room)).toBe(base)
    expect(copy.open()).toEqual([])
    expect(fields.map((field) => unitsOf(world.room, field))).toEqual(units)
  })

  test('T12 adopting everything leaves exactly what people meant', () => {
    const final = textOf(world.room, 'final', world.record, fields)
    const meant = fields.map((field) =>
      unitsOf(world.room, field)
        .map(({ key }) => key)
        .filter((key) => !intents.isProposed(key)),
    )
    const copy = world.copy()
    copy.decideAll('adopted')
    expect(fields.map((field) => unitsOf(copy.room, field).map(({ key }) => key))).toEqual(meant)
    const words = (texts: typeof final) =>
      texts.map(({ blocks }) => blocks.map(({ runs }) => runs.map(({ text }) => text).join('')))
    expect(words(textOf(copy.room, 'current', copy.record, fields))).toEqual(words(final))
  })

  test.each(['declined', 'adopted'] as const)(
    'T27 when all is %s every character that is left is its typist’s',
    (outcome) => {
      const copy = world.copy()
      copy.decideAll(outcome)
      const strange = fields
        .flatMap((field) => unitsOf(copy.room, field))
        .filter(({ key }) => intents.written.has(key))
        .filter((unit) => copy.authorOf(unit) !== intents.written.get(unit.key))
      expect(strange).toEqual([])
    },
  )
})
