import { expect, test } from 'vitest'
import { agreedIn } from '../../../server/filing/agreed.ts'
import { restore } from '../../../server/filing/restore.ts'
import { type Decider, decideTogether } from '../../../server/rooms/decisions.ts'
import { reopen } from '../../../server/rooms/reopening.ts'
import { copyOf, type Person, seeded, type Unit, unitsOf, World } from '../../support/textWorld.ts'

const host: Decider = { person: 'host', alike: new Set(), sector: 'public', facilitates: true }

/** Field `a` says `abcdefghijklmno¶ABCDEFGHIJKL`; an editor, and three who suggest. */
function room() {
  const modes = [['editing'], ['suggesting'], ['suggesting'], ['suggesting']] as const
  const world = World.start(seeded(7), modes)
  const [editor, an, bo, cy] = world.people as [Person, Person, Person, Person]
  const put = (person: Person, from: number, to: number, text: string) => {
    person.replace('a', from, to, text === '' ? [] : [{ text }])
    world.settle()
  }
  const does = (act: ReturnType<typeof decideTogether> | ReturnType<typeof reopen>) => {
    if ('refused' in act) throw new Error(act.refused)
    world.does(act)
    world.settle()
  }
  return {
    world,
    ...{ editor, an, bo, cy },
    /** Puts `text` in the place of words that this person sees. */
    replace(person: Person, words: string, text = '') {
      const from = seenBy(person).indexOf(words)
      put(person, from, from + words.length, text)
    },
    add(person: Person, behind: string, text: string) {
      const from = seenBy(person).indexOf(behind) + behind.length
      put(person, from, from, text)
    },
    say(numbers: readonly number[], outcome: 'adopted' | 'adopted-in-part' | 'declined') {
      const answer = { outcome, reason: 'because', override: false }
      does(decideTogether(world.room, world.record, numbers, host, answer))
    },
    back(...numbers: readonly number[]) {
      for (const number of numbers) does(reopen(world.room, world.record, number, 'taken back'))
    },
    /** The text of now; answers how to go back to it. */
    version() {
      const at = () => ({ record: world.record, seq: world.entries.length })
      const doc = copyOf(world.room, 9, false)
      const past = { ...agreedIn({ doc, record: world.record }), seq: at().seq }
      return () => {
        const now = { doc: world.room, ...at() }
        does(restore(now, past, ['a', 'b'], 'back'))
      }
    },
    /** The agreed text, all that stands, and what each number says. */
    see() {
      const numbers = Object.values(world.record.suggestions).map(
        ({ number, status, added, removed }) => `${number} ${status} +${added} -${removed}`,
      )
      return [world.words('original'), world.words('current'), ...numbers]
    },
  }
}

function seenBy({ doc }: Person): string {
  const units = unitsOf(doc, 'a').map(({ key }: Unit) => (key.startsWith('¶') ? '¶' : key))
  return units.join('')
}

const whole = 'abcdefghijklmno¶ABCDEFGHIJKL‖'

test.each([[[1, 2]], [[2, 1]]])(
  'T75 two who strike the same words: both adopted by one answer and taken back, the text is as before (%s)',
  (order) => {
    for (const [first, second] of [
      ['def', 'def'],
      ['cdef', 'efgh'],
      ['cdefgh', 'ef'],
      ['efghijklmno¶ABCDEF', 'klmno¶ABCDEFGHIJKL'],
      ['abcdefghijklmno', 'abcdefghijklmno¶'],
    ] as const) {
      const { world, an, bo, replace, say, back, see } = room()
      replace(an, first)
      replace(bo, second)
      const before = see()
      say([1, 2], 'adopted')
      back(...order)
      expect(see()).toEqual(before)
      say([1, 2], 'declined')
      expect(world.words('current')).toBe(whole)
      back(...order)
      say([1, 2], 'adopted')
      back(...order)
      expect(see()).toEqual(before)
      expect(world.findings()).toEqual([])
    }
  },
)

test('T75 adopted words of which others have taken some out since come back without these, and verify follows', () => {
  const { world, editor, an, add, replace, say, back, see } = room()
  add(an, 'abc', 'XYZ')
  say([1], 'adopted')
  replace(editor, 'Z')
  back(1)
  expect(see()).toEqual([whole, `abcXY${whole.slice(3)}`, '1 open +XY -'])
  expect(world.findings()).toEqual([])
})

test('T75 nor does it double where one is adopted after the other, and left empty by that', () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    const { world, an, bo, replace, say, back, see } = room()
    replace(an, 'def')
    replace(bo, 'def')
    const before = see()
    say([1], 'adopted')
    say([2], 'adopted')
    back(...order)
    expect(see()).toEqual(before)
    // whatever they are called by now
    say([order[0] as number], 'adopted')
    say([order[1] as number], 'adopted')
    back(...order.toReversed())
    expect(see()).toEqual(before)
    expect(world.findings()).toEqual([])
  }
})

test('T75 what stands again because an earlier text was gone back to is struck where it stands', () => {
  const { world, an, replace, say, back, see, version } = room()
  const goBack = version()
  replace(an, 'def')
  const before = see()
  say([1], 'adopted')
  goBack()
  back(1)
  expect(see()).toEqual(before)
  say([1], 'adopted')
  expect(world.words('current')).toBe('abcghijklmno¶ABCDEFGHIJKL‖')
  goBack()
  back(1)
  say([1], 'declined')
  expect(see()[1]).toBe(whole)
  expect(world.findings()).toEqual([])
})

test('T75 two strike what a third suggests; all three adopted, or the strikes first, and taken back', () => {
  for (const answers of [[[1, 2, 3]], [[2], [1]], [[3, 2], [1]], [[2, 3], [1]]]) {
    for (const order of [
      [1, 2, 3],
      [3, 1, 2],
      [2, 3, 1],
    ]) {
      const { world, an, bo, cy, add, replace, say, back, see } = room()
      add(an, 'abc', 'XYZ')
      replace(bo, 'XYZ')
      replace(cy, 'cXYZd')
      const before = see()
      for (const numbers of answers) {
        // of what the strikes have taken out nothing is left to be adopted as it is
        const isGone = numbers !== answers[0]
        say(numbers, isGone ? 'adopted-in-part' : 'adopted')
      }
      back(...order.filter((number) => answers.flat().includes(number)))
      expect(world.words('current')).toBe('abcXYZdefghijklmno¶ABCDEFGHIJKL‖')
      // what came back while its own number was answered had to have another
      if (answers.length === 1 || (answers.flat().length === 3 && order[0] === 1))
        expect(see()).toEqual(before)
      expect(world.findings()).toEqual([])
    }
  }
})

test('T75 a declined suggestion whose words have come back already stands once', () => {
  const { world, an, bo, add, replace, say, back, see } = room()
  add(an, 'abc', 'XYZ')
  replace(bo, 'XYZ')
  const before = see()
  say([1], 'declined')
  say([2], 'declined')
  back(1, 2)
  expect(see()).toEqual(before)
  say([1], 'declined')
  say([2], 'adopted')
  back(2, 1)
  expect(see()).toEqual(before)
  expect(world.findings()).toEqual([])
})

test('T76 an adopted suggestion whose words were deleted since comes before the room with them', () => {
  const { world, editor, an, replace, say, back, see } = room()
  replace(an, 'def', 'XYZ')
  const before = see()
  say([1], 'adopted')
  replace(editor, 'XYZ')
  back(1)
  expect(see()).toEqual(before)
  say([1], 'declined')
  expect(world.words('current')).toBe(whole)
  back(1)
  expect(see()).toEqual(before)
  expect(world.findings()).toEqual([])
})

test('T77 an answer taken back leaves the other numbers as they were', () => {
  for (const outcome of ['adopted', 'declined'] as const) {
    const { world, an, bo, replace, say, back, see } = room()
    replace(an, 'def', 'XYZ')
    replace(bo, 'def', 'uvw')
    const before = see()
    say([2], outcome)
    back(2)
    expect(see()).toEqual(before)
    say([1], outcome)
    back(1)
    expect(see()).toEqual(before)
    say([1, 2], 'adopted')
    expect(world.words('current')).not.toContain('def')
    back(2, 1)
    expect(see()).toEqual(before)
    expect(world.findings()).toEqual([])
  }
})

test('T77 also of suggested words that others have struck in part', () => {
  const { world, an, bo, cy, add, replace, say, back, see } = room()
  add(an, 'abc', 'UVWXYZ')
  replace(bo, 'cUVW', '!')
  replace(cy, 'YZd', '?')
  const before = see()
  say([2], 'adopted')
  back(2)
  expect(see()).toEqual(before)
  say([3, 2], 'adopted')
  back(2, 3)
  expect(see()).toEqual(before)
  say([1], 'declined')
  back(1)
  expect(see()).toEqual(before)
  expect(world.findings()).toEqual([])
})

test('T76 what is agreed because an earlier text was gone back to is not opened again', () => {
  const { world, an, add, say, back, see, version } = room()
  add(an, 'abc', 'XYZ')
  say([1], 'adopted')
  const goBack = version()
  back(1)
  say([1], 'declined')
  goBack()
  const before = see()
  expect(before[0]).toContain('XYZ')
  expect(() => back(1)).toThrow('not-open')
  expect(see()).toEqual(before)
  expect(world.findings()).toEqual([])
})

test('T79 going back to a version gives its agreed text, whatever has become of its suggestions since', () => {
  const since: ((scene: ReturnType<typeof room>) => void)[] = [
    ({ back }) => back(1),
    ({ back, say }) => {
      back(1)
      say([1], 'declined')
    },
    ({ back, say }) => {
      back(1)
      say([1], 'declined')
      back(1)
    },
    ({ replace, editor, back }) => {
      replace(editor, 'XYZ')
      back(1)
    },
    ({ replace, bo, say, back }) => {
      replace(bo, 'cXYZg')
      say([3], 'adopted')
      back(1, 3)
    },
  ]
  for (const happens of since) {
    const scene = room()
    const { world, an, bo, replace, add, say, back, see, version } = scene
    replace(an, 'def', 'XYZ')
    add(bo, 'ABC', '!')
    say([1], 'adopted')
    const goBack = version()
    const agreed = 'abcXYZghijklmno¶ABCDEFGHIJKL‖'
    expect(see()[0]).toBe(agreed)
    happens(scene)
    goBack()
    expect(see()[0]).toBe(agreed)
    expect(world.record.suggestions[2]?.status).toBe('open')
    expect(world.words('current').match(/X|Y|Z/g)).toHaveLength(3)
    // once more, and nothing changes
    goBack()
    expect(see()[0]).toBe(agreed)
    if (world.record.suggestions[1]?.status === 'declined') back(1)
    expect(see()[0]).toBe(agreed)
    expect(world.findings()).toEqual([])
  }
})
