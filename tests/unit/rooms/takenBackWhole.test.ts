import { expect, test } from 'vitest'
import { deletionEntries } from '../../../shared/text/proposals.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { smallRoom } from '../../support/smallRoom.ts'
import type { Person } from '../../support/textWorld.ts'

/** A small room that tells all that people see, and every number's words. */
function seenRoom() {
  const it = smallRoom()
  const { world } = it
  const see = () => [
    ...(['original', 'current', 'final'] as const).map((view) => world.words(view)),
    ...Object.values(world.record.suggestions).map(
      ({ number, status, added, removed }) => `${number} ${status} +${added} -${removed}`,
    ),
  ]
  const adopt = (...numbers: number[]) => world.answerTogether(numbers, 'adopted')
  const back = (...numbers: number[]) => {
    for (const number of numbers) world.takeBack(number)
  }
  return { ...it, see, adopt, back }
}

test('T81 words that stand in two places, struck in both, come back in both', () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    for (const together of [true, false]) {
      const { editor, other, striker, author, move, replace, settle, see, adopt, back, world } =
        seenRoom()
      move(editor, 'def', 'a', 'b')
      move(other, 'def', 'a', 'a')
      settle()
      replace(striker, 'def', '', 'a')
      replace(author, 'def', '', 'b')
      settle()
      const before = see()
      if (together) adopt(1, 2)
      else for (const number of order) adopt(number)
      back(...order)
      expect(see()).toEqual(before)
      expect(world.findings()).toEqual([])
    }
  }
})

test('T81 also where one number strikes both, and another one of them', () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    const { editor, other, striker, author, move, replace, settle, see, adopt, back, world } =
      seenRoom()
    replace(striker, 'def')
    world.take(striker, striker.out.length)
    move(editor, 'def', 'a', 'a')
    move(other, 'def', 'a', 'a')
    settle()
    replace(author, 'def')
    settle()
    const before = see()
    adopt(1, 2)
    expect(world.words('current')).not.toContain('def')
    back(...order)
    expect(see()).toEqual(before)
    expect(world.findings()).toEqual([])
  }
})

test('T81 a paragraph that went with its last word comes back with it, its break struck by nobody', () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    const { striker, author, add, replace, settle, see, adopt, back, world } = seenRoom()
    replace(striker, 'ABCDEFGHIJKL')
    add(author, 'abc', 'XYZ')
    settle()
    const before = see()
    adopt(1, 2)
    expect(world.words('current')).toBe('abcXYZdefghijklmno‖')
    back(...order)
    expect(see()).toEqual(before)
    adopt(1)
    back(1)
    expect(see()).toEqual(before)
    expect(world.findings()).toEqual([])
  }
})

test('T81 what one number both brings in and strikes comes back once', () => {
  const { editor, striker, author, add, move, replace, settle, see, adopt, back, world } =
    seenRoom()
  add(author, 'abc', 'XYZ')
  settle()
  move(editor, 'XYZ', 'a', 'a')
  settle()
  // as pages did that took words which others had put elsewhere for others' words
  Object.assign(author, { ownsPending: () => false })
  replace(author, 'LXYZ')
  replace(striker, 'XY')
  settle()
  const before = see()
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    adopt(1, 2)
    back(...order)
    expect(see()).toEqual(before)
  }
  expect(world.findings()).toEqual([])
})

test('T81 what its author has taken back does not come back with another’s answer', () => {
  const { striker, author, replace, settle, see, adopt, back, world } = seenRoom()
  replace(striker, 'def')
  settle()
  striker.undo.undo()
  settle()
  replace(author, 'cdefg')
  settle()
  const before = see()
  expect(before).toContain('1 emptied + -def')
  for (let times = 0; times < 2; times++) {
    adopt(2)
    back(2)
    expect(see()).toEqual(before)
  }
  expect(world.findings()).toEqual([])
})

test('T81 nor what its author takes back between two answers to another', () => {
  const { striker, author, replace, settle, see, adopt, back, world } = seenRoom()
  replace(striker, 'defgh')
  replace(author, 'def')
  settle()
  adopt(2)
  back(2)
  settle()
  const entries = deletionEntries(striker.doc).filter(({ by }) => striker.isOwn(by))
  striker.write(() => {
    for (const { index } of entries.toReversed()) striker.doc.getArray('deletions').delete(index, 1)
  })
  settle()
  const before = see()
  adopt(2)
  back(2)
  expect(see()).toEqual(before)
  expect([world.refused, world.findings()]).toEqual([[], []])
})

test('T82 whoever suggested words takes them back where others have put them, and strikes nothing', () => {
  const { editor, author, add, move, replace, settle, words, waits, world } = seenRoom()
  add(author, 'abc', 'XYZ')
  settle()
  move(editor, 'XYZ', 'a', 'a')
  settle()
  replace(author, 'XYZ')
  settle()
  expect(words()).toEqual(['abcdefghijklmno¶ABCDEFGHIJKL‖', 'abcdefghijklmno¶ABCDEFGHIJKL‖'])
  expect(waits()).toEqual([])
  expect([world.refused, world.findings()]).toEqual([[], []])
})

test('T83 when an answer is taken back, words and kinds are their author’s to take back again', () => {
  const { author, add, replace, settle, words, waits, answer, back, world } = seenRoom()
  add(author, 'abc', 'XYZ')
  const block = (person: Person) => readBlocks(person.doc, 'a')[0]?.id ?? ''
  author.setKind(block(author), 'h2')
  settle()
  for (const number of waits()) answer(number, 'adopted')
  // everybody sees that it is agreed, and then that it is not
  settle()
  back(...Object.keys(world.record.suggestions).map(Number))
  settle()
  replace(author, 'XYZ')
  author.setKind(block(author), 'q')
  settle()
  expect(world.refused).toEqual([])
  expect(words()[0]).toBe('abcdefghijklmno¶ABCDEFGHIJKL‖')
  expect(world.findings()).toEqual([])
})

test('T83 also a strike that the room has put forward again, and back again by undo', () => {
  const { author, replace, settle, see, adopt, back, world } = seenRoom()
  replace(author, 'def')
  settle()
  const before = see()
  adopt(1)
  settle()
  back(1)
  settle()
  expect(see()).toEqual(before)
  const own = deletionEntries(author.doc).find(({ by }) => author.isOwn(by))
  author.write(() => author.doc.getArray('deletions').delete(own?.index ?? 0, 1))
  settle()
  expect(world.words('final')).toBe(before[0])
  author.undo.undo()
  settle()
  expect(world.refused).toEqual([])
  expect(see()).toEqual(before)
  expect(world.findings()).toEqual([])
})

test('T81 what others have moved meanwhile is not struck by an answer taken back a second time', () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    const { editor, striker, author, move, replace, settle, see, adopt, back, world } = seenRoom()
    replace(striker, 'def')
    replace(author, 'cdefg')
    for (const person of [striker, author]) world.take(person, person.out.length)
    move(editor, 'def')
    adopt(1, 2)
    back(...order)
    settle()
    const before = see()
    expect(before[0]).toContain('‖def')
    adopt(...order)
    back(...order)
    expect(see()).toEqual(before)
    expect(world.findings()).toEqual([])
  }
})

test('T86 words that two editors have moved at once wait in both places under their numbers when both answers are taken back', () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    const { editor, other, author, add, move, settle, adopt, back, waits, world } = seenRoom()
    add(author, 'abc', 'XYZ')
    settle()
    move(editor, 'XYZ', 'a', 'b')
    move(other, 'XYZ', 'a', 'a')
    settle()
    const open = () => world.open().map(({ number, field, added }) => [number, field, added])
    const before = open()
    expect(before).toEqual([
      [1, 'b', 'XYZ'],
      [2, 'a', 'XYZ'],
    ])
    for (let times = 0; times < 2; times++) {
      adopt(1, 2)
      expect(waits()).toEqual([])
      back(...order)
      expect(open()).toEqual(before)
    }
    expect(world.findings()).toEqual([])
  }
})

test('T87 a kind that has followed a block to two places is answered in each, and comes back in each', () => {
  for (const outcome of ['adopted', 'declined'] as const) {
    for (const numbers of [[1], [2], [1, 2], [2, 1]]) {
      const { editor, other, author, move, settle, back, world } = seenRoom()
      author.setKind(readBlocks(author.doc, 'a')[1]?.id ?? '', 'h2')
      settle()
      move(editor, '¶AB', 'a', 'b')
      move(other, '¶AB', 'a', 'a')
      settle()
      const open = () => world.open().map(({ number, field, kinds }) => [number, field, kinds])
      const kinds = () =>
        ['b', 'a'].map((field) => readBlocks(world.room, field).map(({ kind }) => kind))
      const before = [open(), kinds()]
      expect(open()).toHaveLength(2)
      world.answerTogether(numbers, outcome)
      expect(world.open().map(({ number }) => number)).toEqual(
        [1, 2].filter((number) => !numbers.includes(number)),
      )
      const kindOf = (number: number) =>
        outcome === 'adopted' && numbers.includes(number) ? 'h2' : 'p'
      expect(kinds()).toEqual([
        ['p', kindOf(1)],
        ['p', kindOf(2)],
      ])
      back(...numbers)
      expect([open(), kinds()]).toEqual(before)
      expect(world.findings()).toEqual([])
    }
  }
})

test('T88 what one person strikes in two places stays struck in the one whose answer is taken back last', () => {
  const { editor, other, striker, author, move, replace, settle, see, adopt, back, world } =
    seenRoom()
  replace(striker, 'def')
  settle()
  move(editor, 'def', 'a', 'b')
  move(other, 'def', 'a', 'a')
  settle()
  replace(author, 'def', '', 'b')
  settle()
  const before = see()
  const waits = world.open().map(({ number }) => number)
  expect(waits).toEqual([1, 2, 3])
  for (const left of waits) {
    const some = waits.filter((number) => number !== left)
    for (const order of [some, some.toReversed()]) {
      adopt(...some)
      back(...order)
      expect([left, ...order, ...see()]).toEqual([left, ...order, ...before])
    }
  }
  expect(world.findings()).toEqual([])
})
