import { expect, test } from 'vitest'
import { smallRoom as room } from '../../support/smallRoom.ts'

/** Each has one person do this to words of field `a` before the room hears of any of it. */
const twice = {
  'moves twice': ({ move }: ReturnType<typeof room>, person: Mover, word: string) => {
    move(person, word)
    move(person, word, 'b', 'a')
  },
  'moves three times': ({ move }: ReturnType<typeof room>, person: Mover, word: string) => {
    move(person, word)
    move(person, word, 'b', 'b', false)
    move(person, word, 'b', 'a', false)
  },
  'deletes, undoes, redoes and undoes': (
    { replace }: ReturnType<typeof room>,
    person: Mover,
    word: string,
  ) => {
    person.undo.cut()
    replace(person, word)
    person.undo.cut()
    person.undo.undo()
    person.undo.redo()
    person.undo.undo()
  },
}

type Mover = ReturnType<typeof room>['editor']

const ways = Object.keys(twice) as (keyof typeof twice)[]

/** QQQ of the author waits as № 1. */
function proposed() {
  const it = room()
  it.add(it.author, 'abc', 'QQQ')
  it.settle()
  return it
}

const agreed = 'abcdefghijklmno¶ABCDEFGHIJKL‖'

test.each(ways)(
  'T70 somebody %s pending words before the room hears of it: they wait as before',
  (way) => {
    for (const whole of [true, false]) {
      const it = proposed()
      twice[way](it, it.editor, 'QQQ')
      if (whole) it.world.resync(it.editor)
      it.settle()
      expect([whole, it.words()[1]]).toEqual([whole, agreed])
      expect(it.words()[0]).toContain('QQQ')
      expect(it.waits()).toEqual([1])
      it.answer(1, 'declined')
      it.settle()
      expect(it.words()).toEqual([agreed, agreed])
      expect(it.world.findings()).toEqual([])
    }
  },
)

test.each(ways)(
  'T70 somebody %s words while they are answered: the answer holds for them',
  (way) => {
    for (const struck of [true, false]) {
      const it = struck ? room() : proposed()
      if (struck) it.replace(it.striker, 'def')
      it.settle()
      twice[way](it, it.editor, struck ? 'def' : 'QQQ')
      it.world.resync(it.editor)
      it.answer(1, struck ? 'adopted' : 'declined')
      it.settle()
      const left = struck ? agreed.replace('def', '') : agreed
      expect(it.words()).toEqual([left, left])
      expect(it.waits()).toEqual([])
      expect(it.world.findings()).toEqual([])
    }
  },
)

test.each(ways)('T70 their author %s words while they are declined: they stay declined', (way) => {
  const it = proposed()
  twice[way](it, it.author, 'QQQ')
  it.world.resync(it.author)
  it.answer(1, 'declined')
  it.settle()
  expect(it.words()).toEqual([agreed, agreed])
  expect(it.waits()).toEqual([])
  expect(it.world.findings()).toEqual([])
})

test('T70 what the room has known only as deleted is followed when it comes back in a later update', () => {
  const it = proposed()
  const { editor, move, replace, world } = it
  move(editor, 'QQQ')
  editor.undo.cut()
  replace(editor, 'QQQ', '', 'b')
  world.resync(editor)
  it.settle()
  expect(it.words()).toEqual([agreed, agreed])
  editor.undo.undo()
  it.settle()
  expect(it.words()).toEqual([`${agreed}QQQ`, agreed])
  expect(it.waits()).toEqual([1])
  expect(world.findings()).toEqual([])
})

test('T70 agreed words that were moved twice offline stay their author’s', () => {
  const it = room()
  it.add(it.editor, 'abc', 'xyz')
  it.settle()
  twice['moves twice'](it, it.other, 'xyz')
  it.world.resync(it.other)
  it.settle()
  const authors = ['x', 'y', 'z'].map((key) => it.authorOf(key))
  expect(authors).toEqual(Array(3).fill(it.editor.name))
})
