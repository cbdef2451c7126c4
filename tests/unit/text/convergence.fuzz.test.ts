import { describe, expect, test } from 'vitest'
import { suggestionWords } from '../../../client/locale/suggestions.ts'
import { describe as describedOf } from '../../../client/suggestions/described.ts'
import { drawnIn, Numbers, whoSuggestsOf } from '../../../client/suggestions/drawing.ts'
import { marksOf } from '../../../client/suggestions/marks.ts'
import { isLive } from '../../../server/rooms/numbering.ts'
import { pendingOf } from '../../../shared/authorship/pending.ts'
import { awaitsAnswer } from '../../../shared/record/answering.ts'
import { emptiedBy } from '../../../shared/text/emptied.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { contentHash } from '../../../shared/text/hash.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { deletionsByTarget } from '../../../shared/text/pending.ts'
import { textOf } from '../../../shared/text/views.ts'
import { Intents } from '../../support/intents.ts'
import { moveUnits } from '../../support/recreating.ts'
import { seeds } from '../../support/seeds.ts'
import {
  copyOf,
  fields,
  randomAct,
  seeded,
  shapeOf,
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

function session(seed: number): { world: World; intents: Intents } {
  const random = seeded(seed)
  const world = World.start(random, modes)
  const intents = new Intents(world)
  for (let act = 0; act < acts; act++) {
    const person = world.people[Math.floor(random() * world.people.length)]
    if (!person) break
    const fresh = (length: number) => intents.fresh(person.name, length)
    randomAct(person, random, fresh, intents.watch(person))
    intents.wrote(person)
    if (random() < 0.03) {
      const open = Object.values(world.record.suggestions).filter(awaitsAnswer)
      const one = open[Math.floor(random() * open.length)]
      const adopts = random() < 0.5
      const before = intents.inRoom()
      if (one && world.answer(one, adopts ? 'adopted' : 'declined'))
        intents.decided(one, adopts, before)
    }
    if (random() < 0.05) moveAtOnce(world, intents, random)
    // what is written, undone and moved is often heard of as one, with nothing of what was in between
    if (random() < 0.3) world.resync(person)
    world.deliverSome(random)
  }
  world.settle()
  return { world, intents }
}

/** Two who edit put the same waiting words elsewhere, if both have them. */
function moveAtOnce(world: World, intents: Intents, random: () => number): void {
  const open = Object.values(world.record.suggestions).filter(awaitsAnswer)
  const words = new IdSet(open[Math.floor(random() * open.length)]?.inserted)
  const editors = world.people.filter(({ mode }) => mode === 'editing')
  for (const person of [0, 1].flatMap(() => editors[Math.floor(random() * editors.length)] ?? [])) {
    for (const field of fields) {
      const units = unitsOf(person.doc, field)
      const start = units.findIndex(({ client, clock }) => words.has(client, clock))
      const into = { field: random() < 0.5 ? 'a' : 'b', place: random() }
      if (start < 0 || units[start]?.key.startsWith('¶')) continue
      const stretch = { field, start, end: start + 1 }
      intents.watch(person).recreates(() => moveUnits(person, stretch, into, random() < 0.5))
      intents.wrote(person)
      break
    }
  }
}

function allAnswered(world: World, outcome: 'adopted' | 'declined'): World {
  const copy = world.copy()
  copy.decideAll(outcome)
  return copy
}

describe.each(seeds('convergence', 14))('seed %i', (seed) => {
  const { world, intents } = session(seed)
  const all = { declined: allAnswered(world, 'declined'), adopted: allAnswered(world, 'adopted') }

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
    const settledLater = world.settledLater.size
    console.info(`seed ${seed}: ${JSON.stringify({ acts, settledLater, ...world.counts })}`)
  })

  test('T10 a character is gone only if somebody deleted it, and stands nowhere twice', () => {
    expect(intents.there()).toEqual(intents.expected())
    const first = intents.inRoom().filter((unit) => intents.isFirst(unit))
    expect(first.length).toBe(new Set(first.map(({ key }) => key)).size)
  })

  test('T30 no decision is untrue: what it says is gone stands nowhere under another identity', () => {
    expect(intents.untrue).toEqual([])
  })

  test('T50 what an answer took out is gone also where somebody had moved it, or undid it, meanwhile', () => {
    expect(intents.untrueSince()).toEqual([])
  })

  test('T71 nothing suggested is agreed without an answer, however many moved it at once', () => {
    expect(intents.agreedUnasked()).toEqual([])
  })

  test('A67 verify finds nothing in what honest people do at once', () => {
    expect(world.findings()).toEqual([])
  })

  test('T31 what somebody suggests to take out is struck, however often it was taken out and put back', () => {
    const suggestions = Object.values(world.record.suggestions).filter(({ status }) =>
      isLive(status),
    )
    const struck = suggestions.map(({ person, deleted }) => [person, new IdSet(deleted)] as const)
    for (const unit of intents.inRoom()) {
      const by = struck.flatMap(([who, set]) => (set.has(unit.client, unit.clock) ? [who] : []))
      expect([unit, [...new Set(by)].sort()]).toEqual([unit, intents.whoStrikes(unit)])
    }
  })

  test('P63 every suggestion that waits is marked in the text, and nothing else is', () => {
    const { room, record } = world
    const numbers = new Numbers()
    const who = whoSuggestsOf(record, new Map(), '', null)
    const deletions = deletionsByTarget(room, record.origins)
    const marked = fields.flatMap((field) => {
      const drawn = drawnIn(room, field, record, who, numbers, deletions)
      const marks = marksOf(drawn, fieldText(room, field)._length, null, suggestionWords.en)
      return [...marks.stretches, ...marks.blocks].flatMap(({ attributes }) =>
        (attributes['data-items'] ?? 'without a number').split(' '),
      )
    })
    const waiting = Object.values(record.suggestions).filter(({ status }) => isLive(status))
    expect([...new Set(marked)].sort()).toEqual(
      waiting.map(({ number }) => `suggestion:${number}`).sort(),
    )
  })

  test('P64 what a suggestion’s title is made of is all that adopting it alone does', () => {
    const random = seeded(seed)
    const isPending = pendingOf(world.record)
    const structural = world.open().filter(({ added, removed, kinds }) => {
      return `${added}${removed}`.includes('\n') || Object.keys(kinds).length > 0
    })
    const some = structural.filter(() => random() < 12 / structural.length)
    const agreed = ({ room, record }: World) =>
      textOf(room, 'original', record, fields).flatMap(({ blocks }) => blocks)
    const before = agreed(world)
    for (const suggestion of some) {
      const { splits, kinds } = describedOf(world.room, suggestion)
      const struck = new IdSet(suggestion.deleted)
      const joins = fields
        .flatMap((field) => unitsOf(world.room, field))
        .filter(({ client, clock, key }) => key.startsWith('¶') && struck.has(client, clock))
        .filter(({ client, clock }) => isPending(client, clock).by === null)
      const comes = new Map(Object.entries(suggestion.kinds))
      const emptied = emptiedBy(
        world.room,
        [suggestion.field],
        world.record,
        suggestion.deleted,
        comes,
      )
      const copy = world.copy()
      if (!copy.answer(suggestion, 'adopted')) continue
      const after = agreed(copy)
      const grew = splits.length - joins.length - emptied.length
      expect([suggestion, after.length - before.length]).toEqual([suggestion, grew])
      const was = new Map(before.map(({ id, kind }) => [id, kind]))
      const came = after.flatMap(({ id, kind }) => (was.has(id) ? [] : [kind]))
      expect([suggestion, splits]).toEqual([suggestion, expect.arrayContaining(came)])
      const firsts = new Set(emptied.map(({ first }) => first?.block))
      const turned = after.flatMap(({ id, kind }) =>
        !was.has(id) || was.get(id) === kind || firsts.has(id) ? [] : [kind],
      )
      const told = kinds.flatMap(({ from, to }) => (from === to ? [] : [to]))
      expect([suggestion, told]).toEqual([suggestion, expect.arrayContaining(turned)])
    }
  })

  test('T11 declining everything leaves exactly the agreed text', () => {
    const base = world.base()
    const units = fields.map((field) => unitsOf(world.room, field))
    const copy = all.declined
    expect(copy.base()).toBe(base)
    expect(shapeOf(copy.room)).toBe(base)
    expect(copy.open()).toEqual([])
    expect(fields.map((field) => unitsOf(world.room, field))).toEqual(units)
  })

  test('T12 adopting everything leaves exactly what people meant', () => {
    const final = textOf(world.room, 'final', world.record, fields)
    const meant = fields.map((field) =>
      unitsOf(world.room, field)
        .filter((unit) => intents.whoStrikes(unit).length === 0)
        .flatMap(({ key }) => (key.startsWith('¶') ? [] : [key])),
    )
    const copy = all.adopted
    const stands = fields.map((field) =>
      unitsOf(copy.room, field).flatMap(({ key }) => (key.startsWith('¶') ? [] : [key])),
    )
    expect(stands).toEqual(meant)
    // a paragraph goes with its last word, when that is adopted
    const words = (texts: typeof final) =>
      texts.map(({ blocks }) =>
        blocks
          .map(({ runs }) => runs.map(({ text }) => text).join(''))
          .filter((text) => text !== ''),
      )
    expect(words(textOf(copy.room, 'current', copy.record, fields))).toEqual(words(final))
  })

  test('T34 the final view is what one answer that adopts everything leaves, paragraph by paragraph', () => {
    const final = world.words('final')
    const copy = world.copy()
    copy.adoptTogether()
    expect(copy.open()).toEqual([])
    expect(copy.words('current')).toBe(final)
  })

  test.each(['declined', 'adopted'] as const)(
    'T75 several %s by one answer and taken back one by one, in any order: the text is as before',
    (outcome) => {
      const random = seeded(seed)
      const copy = world.copy()
      const waiting = copy.open().map(({ number }) => number)
      const some = waiting.filter(() => random() < 0.2)
      const seen = () => [copy.words('original'), copy.words('current')]
      const before = seen()
      copy.answerTogether(some, outcome)
      const order = some.map((number) => ({ number, turn: random() }))
      for (const { number } of order.sort((a, b) => a.turn - b.turn)) copy.takeBack(number)
      expect(seen()).toEqual(before)
    },
  )

  test.each(['declined', 'adopted'] as const)(
    'T27 when all is %s every character that is left is its typist’s',
    (outcome) => {
      const copy = all[outcome]
      const strange = fields
        .flatMap((field) => unitsOf(copy.room, field))
        .filter((unit) => intents.written.has(unit.key) && !intents.isCopy(unit))
        .filter((unit) => copy.authorOf(unit) !== intents.written.get(unit.key))
      expect(strange).toEqual([])
    },
  )
})
