import { moveUnits } from './recreating.ts'
import { type Person, seeded, type Unit, unitsOf, World } from './textWorld.ts'

/** Field `a` says `abcdefghijklmno¶ABCDEFGHIJKL`, and `b` nothing. */
export function smallRoom() {
  const modes = [['editing'], ['editing', 'suggesting'], ['suggesting'], ['suggesting']] as const
  const world = World.start(seeded(1), modes)
  const [editor, other, striker, author] = world.people as [Person, Person, Person, Person]
  const at = ({ doc }: Person, word: string, field: string) => {
    const units = unitsOf(doc, field).map(({ key }: Unit) => (key.startsWith('¶') ? '¶' : key))
    return units.join('').indexOf(word)
  }
  const replace = (person: Person, word: string, text = '', field = 'a') => {
    const from = at(person, word, field)
    person.replace(field, from, from + word.length, text === '' ? [] : [{ text }])
  }
  return {
    world,
    ...{ editor, other, striker, author, replace },
    /** The words that stand, and what is agreed of them. */
    words: () => [world.words('current'), world.words('original')],
    /** Puts new words behind others. */
    add(person: Person, behind: string, text: string, field = 'a') {
      const from = at(person, behind, field) + behind.length
      person.replace(field, from, from, [{ text }])
    },
    move(person: Person, word: string, from = 'a', into = 'b', together = true) {
      const start = at(person, word, from)
      const range = { field: from, start, end: start + word.length }
      moveUnits(person, range, { field: into, place: 0.999 }, together)
    },
    /** Whose a character is that stands once. */
    authorOf(key: string) {
      const units = ['a', 'b'].flatMap((field) => unitsOf(world.room, field))
      const unit = units.find((each) => each.key === key)
      return unit && world.authorOf(unit)
    },
    waits: () => world.open().map(({ number }) => number),
    answer(number: number, outcome: 'adopted' | 'declined') {
      const suggestion = world.record.suggestions[number]
      if (!suggestion || !world.answer(suggestion, outcome)) throw new Error('not answered')
    },
    /** Everything is delivered: what people wrote meanwhile comes in behind the answers. */
    settle: () => world.settle(),
  }
}
