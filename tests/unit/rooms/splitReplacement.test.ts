import { expect, test } from 'vitest'
import { besideOf } from '../../../client/suggestions/besideOf.ts'
import { drawnIn, Numbers, whoSuggestsOf } from '../../../client/suggestions/drawing.ts'
import { roomClient } from '../../../shared/text/identity.ts'
import { deletionsByTarget } from '../../../shared/text/pending.ts'
import { seedField } from '../../../shared/text/seed.ts'
import { newBody, Person, World } from '../../support/textWorld.ts'

const mei = 2 ** 32 + 5000
/** Which of two comes first where both write in one place goes by their ids. */
const orders = [
  ['in front', mei - 1000],
  ['behind', mei + 1000],
] as const

const english = ['A report may be published.', 'may', 'shall', 'must'] as const
const chinese = ['本部得公布清單。', '公布', '公開', '揭露'] as const
const cases = orders.flatMap(([where, bo]) => [
  { where, bo, words: english },
  { where, bo, words: chinese },
])

/** A room with one sentence, and two who suggest in it. */
function room(sentence: string, bo: number) {
  const body = newBody(roomClient, false)
  seedField(body, 'a', [{ kind: 'p', runs: [{ text: sentence }] }], roomClient)
  const people = [mei, bo].map(
    (id, nth) =>
      new Person(
        nth === 0 ? 'mei' : 'bo',
        { editing: 1000 + nth, suggesting: id },
        ['suggesting'],
        body,
      ),
  )
  // the world reads all anew at each update, and throws where that says something else
  const world = new World(body, people)
  world.settle()
  return { world, people: people as [Person, Person] }
}

/** What each suggestion that waits says, by its number. */
function said(world: World) {
  return world.open().map(({ person, removed, added }) => ({ person, removed, added }))
}

/** The numbers under which a page draws what is pending. */
function drawnNumbers({ doc, record }: Person) {
  const who = whoSuggestsOf(record, new Map(), 'mei', null)
  const deletions = deletionsByTarget(doc, record.origins)
  const drawn = drawnIn(doc, 'a', record, who, new Numbers(), deletions)
  return new Map(
    ['mei', 'bo'].map((person) => [
      person,
      new Set(drawn.filter(({ by }) => by.person === person).map(({ number }) => number)),
    ]),
  )
}

test.each(cases)(
  'P117 two who replace the same word before they see each other have one number each, $where: $words',
  ({ bo, words: [sentence, word, one, other] }) => {
    const { world, people } = room(sentence, bo)
    const [first, second] = people
    const from = sentence.indexOf(word)
    const to = from + word.length
    first.replace('a', from, to, [{ text: one }])
    second.replace('a', from, to, [{ text: other }])
    world.take(second, second.out.length)
    world.settle()
    const between = bo < mei ? other + one : one + other
    expect(world.words('current')).toContain(sentence.replace(word, word + between))
    expect(said(world)).toEqual([
      { person: 'bo', removed: word, added: other },
      { person: 'mei', removed: word, added: one },
    ])
    expect(besideOf(world.record, 1).instead).toEqual([2])
    expect(besideOf(world.record, 2).instead).toEqual([1])
    const drawn = new Map([
      ['mei', new Set([2])],
      ['bo', new Set([1])],
    ])
    for (const person of people) expect(drawnNumbers(person)).toEqual(drawn)

    const [theirs, hers] = world.open()
    if (theirs) world.answer(theirs, 'declined')
    if (hers) world.answer(hers, 'adopted')
    expect(world.words('final')).toContain(sentence.replace(word, one))
  },
)

test.each(cases)(
  'P117 new words join what their author strikes across words that another only suggests, $where: $words',
  ({ bo, words: [sentence, word, one, other] }) => {
    const { world, people } = room(sentence, bo)
    const [first, second] = people
    const to = sentence.indexOf(word) + word.length
    first.replace('a', to - word.length, to, [])
    world.settle()
    second.replace('a', to, to, [{ text: other }])
    first.replace('a', to, to, [{ text: one }])
    world.take(second, second.out.length)
    world.settle()
    expect(said(world)).toEqual([
      { person: 'mei', removed: word, added: one },
      { person: 'bo', removed: '', added: other },
    ])
  },
)

test.each(orders)(
  'P117 also where one replaces words within those that the other replaces, at the same moment, %s',
  (_, bo) => {
    const { world, people } = room('A report may be published.', bo)
    const [first, second] = people
    first.replace('a', 2, 15, [{ text: 'list is' }])
    second.replace('a', 9, 12, [{ text: 'must' }])
    world.take(second, second.out.length)
    world.settle()
    expect(said(world)).toEqual([
      { person: 'bo', removed: 'may', added: 'must' },
      { person: 'mei', removed: 'report may be', added: 'list is' },
    ])
  },
)

test.each(orders)(
  'P117 the end of a block that another suggests parts them, as ever, %s',
  (_, bo) => {
    const { world, people } = room('A report may be published.', bo)
    const [first, second] = people
    first.replace('a', 0, 1, [])
    world.settle()
    second.replace('a', 1, 1, [{ text: 'But' }, { separator: 'p' }])
    first.replace('a', 1, 1, [{ text: 'One' }])
    world.take(second, second.out.length)
    world.settle()
    const hers = said(world).filter(({ person }) => person === 'mei')
    expect(hers).toHaveLength(bo < mei ? 2 : 1)
  },
)

test('P117 agreed words part them, and numbers that there are stay', () => {
  const { world, people } = room('A report may be published.', mei + 1000)
  const [first, second] = people
  first.replace('a', 0, 1, [])
  first.replace('a', 3, 3, [{ text: 'x' }])
  world.settle()
  second.replace('a', 1, 3, [])
  world.settle()
  const hers = () =>
    world
      .open()
      .filter(({ person }) => person === 'mei')
      .map(({ number }) => number)
  expect(hers()).toEqual([1, 2])
  for (const each of world.open()) if (each.person === 'bo') world.answer(each, 'adopted')
  world.settle()
  second.replace('a', 1, 1, [{ text: 'y' }])
  world.settle()
  first.replace('a', 1, 1, [{ text: 'z' }])
  world.settle()
  // nothing but what another suggests is left between the two
  expect(world.words('current')).toMatch(/^A(zy|yz)xeport/)
  expect(hers()).toEqual([1, 2])
})
