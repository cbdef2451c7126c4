import { expect, test } from 'vitest'
import { isLive } from '../../server/rooms/numbering.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { Intents } from '../support/intents.ts'
import { moveUnits } from '../support/recreating.ts'
import { type Person, seeded, type Unit, unitsOf, World } from '../support/textWorld.ts'

test('T45 a copy of suggested words is agreed text, and stays struck when two take it out and one puts it elsewhere (found by seed 50394395)', () => {
  const world = World.start(seeded(1), [['editing'], ['suggesting'], ['suggesting'], ['editing']])
  const intents = new Intents(world)
  const [mover, striker, author, other] = world.people as [Person, Person, Person, Person]
  const at = ({ doc }: Person, key: string, field: string) =>
    unitsOf(doc, field).findIndex((unit) => unit.key === key)
  const replace = (person: Person, from: number, to: number, text: string, field = 'a') => {
    intents.watch(person).replaced(field, from, to)
    person.replace(field, from, to, text === '' ? [] : [{ text }])
    intents.wrote(person)
  }
  const move = (person: Person, key: string, from: string, into: string) => {
    const start = at(person, key, from)
    const act = () =>
      moveUnits(person, { field: from, start, end: start + 1 }, { field: into, place: 0 }, true)
    intents.watch(person).recreates(act)
    intents.wrote(person)
  }
  const word = intents.fresh(author.name, 1)
  replace(author, 3, 3, word)
  world.settle()
  // its author is quicker to take it back than the editor is to move it
  replace(author, at(author, word, 'a'), at(author, word, 'a') + 1, '')
  move(mover, word, 'a', 'b')
  world.take(author, author.out.length)
  world.settle()
  replace(striker, at(striker, word, 'b'), at(striker, word, 'b') + 1, '', 'b')
  world.settle()
  replace(mover, at(mover, word, 'b'), at(mover, word, 'b') + 1, '', 'b')
  move(other, word, 'b', 'a')
  world.take(mover, mover.out.length)
  world.settle()

  const unit = unitsOf(world.room, 'a').find(({ key }) => key === word) as Unit
  const struckBy = Object.values(world.record.suggestions)
    .filter(({ status }) => isLive(status))
    .filter(({ deleted }) => new IdSet(deleted).has(unit.client, unit.clock))
    .map(({ person }) => person)
  expect(struckBy).toEqual([striker.name])
  expect(intents.whoStrikes(unit)).toEqual([striker.name])
})
