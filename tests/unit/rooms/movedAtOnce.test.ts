import { expect, test } from 'vitest'
import { smallRoom } from '../../support/smallRoom.ts'
import type { Person, World } from '../../support/textWorld.ts'

/** QQQ of the author waits as № 1. */
function proposed() {
  const it = smallRoom()
  it.add(it.author, 'abc', 'QQQ')
  it.settle()
  return it
}

const agreed = 'abcdefghijklmno¶ABCDEFGHIJKL‖'

test('T71 two who move pending words at once leave them waiting in both places, nowhere agreed', () => {
  for (const into of ['a', 'b']) {
    const { editor, other, move, words, waits, answer, settle, world } = proposed()
    move(editor, 'QQQ', 'a', 'a')
    move(other, 'QQQ', 'a', into)
    settle()
    expect(words()[1]).toBe(agreed)
    expect(words()[0]?.match(/QQQ/g)?.length).toBe(2)
    // one answer is about one section
    expect(waits()).toEqual(into === 'a' ? [1] : [1, 2])
    expect(world.open().map(({ person }) => person)).toEqual(
      waits().map(() => world.people[3]?.name),
    )
    for (const number of waits()) answer(number, 'declined')
    settle()
    expect(words()).toEqual([agreed, agreed])
    expect(world.findings()).toEqual([])
  }
})

test('T71 whoever moves pending words while another editor deletes them keeps them waiting', () => {
  const { editor, other, move, replace, words, waits, settle, world } = proposed()
  replace(editor, 'QQQ')
  move(other, 'QQQ')
  settle()
  expect(words()).toEqual([`${agreed}QQQ`, agreed])
  expect(waits()).toEqual([1])
  expect(world.findings()).toEqual([])
})

test('T71 what its author and an editor move at once waits in both places', () => {
  for (const first of ['author', 'editor'] as const) {
    const { editor, author, move, words, waits, answer, settle, world } = proposed()
    move(author, 'QQQ', 'a', 'a')
    move(editor, 'QQQ')
    const [one] = first === 'author' ? [author] : [editor]
    if (one) world.take(one, one.out.length)
    settle()
    expect([first, ...words()]).toEqual([first, `${agreed.slice(0, -1)}QQQ‖QQQ`, agreed])
    for (const number of waits()) answer(number, 'declined')
    settle()
    expect(words()).toEqual([agreed, agreed])
    expect(world.findings()).toEqual([])
  }
})

test('T72 what its author moves while it is adopted stays where it was adopted, and is not suggested again', () => {
  const { author, move, words, waits, answer, settle, world } = proposed()
  author.undo.cut()
  move(author, 'QQQ', 'a', 'b', false)
  answer(1, 'adopted')
  hearFirst(world, author)
  settle()
  expect(words()).toEqual(Array(2).fill(agreed.replace('abc', 'abcQQQ')))
  expect(waits()).toEqual([])
  expect(world.findings()).toEqual([])
})

test('T72 also when they move it on, and however short it is, before they have heard', () => {
  for (const word of ['QQQ', '好']) {
    const { author, add, move, words, waits, answer, settle, world } = smallRoom()
    add(author, 'abc', word)
    settle()
    author.undo.cut()
    move(author, word, 'a', 'b', false)
    answer(1, 'adopted')
    hearFirst(world, author)
    world.take(author, author.out.length)
    move(author, word, 'b', 'a', false)
    settle()
    expect(words()).toEqual(Array(2).fill(agreed.replace('abc', `abc${word}`)))
    expect(waits()).toEqual([])
    expect(world.findings()).toEqual([])
  }
})

test('T72 the same when an editor has moved it meanwhile; a copy of adopted words that their author strikes waits', () => {
  const { author, editor, replace, move, add, words, waits, answer, settle, world } = proposed()
  move(author, 'QQQ')
  move(editor, 'QQQ', 'a', 'b')
  world.take(editor, editor.out.length)
  answer(1, 'adopted')
  settle()
  expect(words()).toEqual(Array(2).fill(`${agreed}QQQ`))
  expect(waits()).toEqual([])
  replace(author, 'QQQ', '', 'b')
  add(author, 'abc', 'QQQ')
  settle()
  expect(words()).toEqual([`${agreed.replace('abc', 'abcQQQ')}QQQ`, `${agreed}QQQ`])
  expect(waits()).toEqual([2, 3])
  expect(world.findings()).toEqual([])
})

/** A page that comes back says first that it has seen the answer. */
function hearFirst(world: World, person: Person): void {
  const unsent = person.out.splice(0)
  world.give(person, person.in.length)
  person.out.push(...unsent)
}
