import { describe, expect, test } from 'vitest'
import type { Suggestion } from '../../../shared/record/record.ts'
import { contentHash } from '../../../shared/text/hash.ts'
import { seeds } from '../../support/seeds.ts'
import { copyOf, type Person, seeded, World } from '../../support/textWorld.ts'
import { doubledByTheRoom, unnumbered } from '../../support/wholeness.ts'

const acts = 300

/** Two who edit, one of whom suggests, too, and two who only suggest. */
const modes = [['editing'], ['editing', 'suggesting'], ['suggesting'], ['suggesting']] as const

/** People write, move and undo while the room answers, one or several at once, and takes answers back. */
function session(seed: number): World {
  const random = seeded(seed)
  const world = World.start(random, modes)
  const one = <Of>(of: readonly Of[]): Of | undefined => of[Math.floor(random() * of.length)]
  for (let act = 0; act < acts; act++) {
    world.act(one(world.people) as Person, random)
    if (random() < 0.05) {
      const outcome = random() < 0.6 ? 'adopted' : 'declined'
      const open = world.open().filter(() => random() < 0.3)
      const [first] = open
      if (first && random() < 0.5) world.answer(first, outcome)
      else if (first) world.answerTogether(numbersOf(open), outcome)
    }
    if (random() < 0.03) {
      const decided = one(Object.values(world.record.suggestions).filter(isDecided))
      if (decided) world.takeBack(decided.number)
    }
    if (random() < 0.2) world.resync(one(world.people) as Person)
    world.deliverSome(random)
  }
  world.settle()
  return world
}

function isDecided({ status }: Suggestion): boolean {
  return status === 'adopted' || status === 'declined'
}

function numbersOf(suggestions: readonly Suggestion[]): number[] {
  return suggestions.map(({ number }) => number)
}

function seen(world: World) {
  return {
    agreed: world.words('original'),
    current: world.words('current'),
    final: world.words('final'),
    numbers: numbersWithWords(world.open()),
  }
}

/** What is suggested of a block that stands in two places is one for both, and answered in both. */
function numbersWithWords(open: readonly Suggestion[]): string[] {
  return open.flatMap(({ number, added, removed }) =>
    added + removed === '' ? [] : [`№ ${number} +${added} -${removed}`],
  )
}

describe.each(seeds('taken back', 60))('seed %i', (seed) => {
  const world = session(seed)

  test('T80 people, answers and answers taken back, all at once: everybody has the same text', () => {
    expect(world.refused).toEqual([])
    const hash = contentHash(world.room)
    for (const { doc } of [...world.people, { doc: copyOf(world.room, 99) }])
      expect(contentHash(doc)).toBe(hash)
    const answers = Object.values(world.record.suggestions).flatMap(({ decisions }) => decisions)
    const back = Object.values(world.record.suggestions).flatMap(({ reopenings }) => reopenings)
    console.info(`seed ${seed}: ${answers.length} answers, ${back.length} taken back`)
  })

  test('T80 verify finds nothing', () => {
    expect(world.findings()).toEqual([])
  })

  test('T80 what waits has one number, and each number stands in the text', () => {
    expect(unnumbered(world.room, world.record)).toEqual([])
  })

  test('T80 the room puts no word back beside itself', () => {
    expect(doubledByTheRoom(world.room, world.record)).toEqual([])
  })

  test('T80 declining everything leaves the agreed text, adopting everything the final one', () => {
    const { agreed, final } = seen(world)
    const [declined, adopted] = [world.copy(), world.copy()]
    declined.answerTogether(numbersOf(declined.open()), 'declined')
    adopted.adoptTogether()
    expect([declined.open(), adopted.open()]).toEqual([[], []])
    expect([declined.words('current'), adopted.words('current')]).toEqual([agreed, final])
  })

  const ways = (['adopted', 'declined'] as const).flatMap((outcome) =>
    [0.3, 1].map((part) => ({ outcome, part })),
  )
  test.each(ways)(
    'T81 $part of all $outcome at once and taken back in any order: texts and numbers are as they were',
    ({ outcome, part }) => {
      const random = seeded(seed)
      const copy = world.copy()
      const before = seen(copy)
      const some = numbersOf(copy.open()).filter(() => random() < part)
      copy.answerTogether(some, outcome)
      const order = some.map((number) => ({ number, turn: random() }))
      for (const { number } of order.sort((a, b) => a.turn - b.turn)) copy.takeBack(number)
      expect(seen(copy)).toEqual(before)
    },
  )

  test.each(ways)(
    'T81 $part of all $outcome one by one and taken back from the last to the first: as they were',
    ({ outcome, part }) => {
      const random = seeded(seed)
      const copy = world.copy()
      const before = seen(copy)
      const some = numbersOf(copy.open()).filter(() => random() < part)
      for (const number of some) answerOne(copy, number, outcome)
      const answered = some.filter((number) => copy.record.suggestions[number]?.status === outcome)
      for (const number of answered.reverse()) copy.takeBack(number)
      expect(seen(copy)).toEqual(before)
    },
  )
})

function answerOne(world: World, number: number, outcome: 'adopted' | 'declined'): void {
  const each = world.open().find((one) => one.number === number)
  if (each) world.answer(each, outcome)
}
