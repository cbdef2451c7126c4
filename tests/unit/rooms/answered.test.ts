import { expect, test } from 'vitest'
import { agreedIn } from '../../../server/filing/agreed.ts'
import { restore } from '../../../server/filing/restore.ts'
import { reopen } from '../../../server/rooms/reopening.ts'
import { plainOf, recordIn } from '../../../shared/record/plain.ts'
import { smallRoom as room } from '../../support/smallRoom.ts'
import { copyOf, unitsOf, type World } from '../../support/textWorld.ts'

test.each([true, false])(
  'T50 an editor moves words while the room adopts that they go: they go at their new place, too (in one update: %s)',
  (together) => {
    const { world, editor, striker, replace, move, answer, words, waits, settle } = room()
    replace(striker, 'def')
    settle()
    move(editor, 'cdefg', 'a', 'b', together)
    answer(1, 'adopted')
    settle()
    expect(words()).toEqual(Array(2).fill('abhijklmno¶ABCDEFGHIJKL‖cg'))
    expect(waits()).toEqual([])
    for (const { doc } of world.people)
      expect(unitsOf(doc, 'b').map(({ key }) => key)).toEqual(['c', 'g'])
  },
)

test('T50 what somebody has typed into the moved words stays, and so do words that nobody struck', () => {
  const { editor, striker, replace, move, add, answer, words, settle } = room()
  replace(striker, 'def')
  settle()
  move(editor, 'def')
  add(editor, 'de', '!', 'b')
  answer(1, 'adopted')
  settle()
  expect(words()).toEqual(Array(2).fill('abcghijklmno¶ABCDEFGHIJKL‖!'))
})

test('T50 a paragraph that was moved meanwhile goes with its last word, one in which somebody wrote stays', () => {
  for (const [typed, left] of [
    ['', 'xy'],
    ['!', 'xy¶!'],
  ]) {
    const { world, editor, striker, replace, move, add, answer, words, settle } = room()
    editor.replace('b', 0, 0, [{ text: 'xy' }])
    settle()
    replace(striker, 'ABCDEFGHIJKL')
    settle()
    move(editor, '¶ABCDEFGHIJKL')
    if (typed) add(editor, 'L', typed, 'b')
    // back from a time without a network a page brings all at once
    world.resync(editor)
    answer(1, 'adopted')
    settle()
    expect(words()).toEqual(Array(2).fill(`abcdefghijklmno‖${left}`))
  }
})

test('T50 undoing the move, or a deletion that came too late, brings back nothing that an answer took out', () => {
  const { world, editor, other, striker, replace, move, answer, words, settle } = room()
  replace(striker, 'def')
  settle()
  move(editor, 'cdefg')
  replace(other, 'bcdefgh')
  answer(1, 'adopted')
  settle()
  editor.undo.undo()
  other.undo.undo()
  settle()
  const stands = world.words('current')
  expect(stands).not.toMatch(/[def]/)
  expect(stands).toMatch(/b.*h/)
  expect(words()).toEqual(Array(2).fill(stands))
})

test('T50 twice moved, or moved by two at once: it goes wherever it arrives', () => {
  const { editor, other, striker, replace, move, answer, world, settle } = room()
  replace(striker, 'def')
  settle()
  move(editor, 'def')
  move(editor, 'def', 'b', 'a')
  move(other, 'cde')
  answer(1, 'adopted')
  settle()
  editor.undo.undo()
  settle()
  expect(world.words('current')).toBe('abghijklmno¶ABCDEFGHIJKL‖c')
})

test('T51 an editor moves suggested words while the room declines them: they are not agreed by that', () => {
  const { editor, author, replace, move, add, answer, words, waits, settle } = room()
  add(author, 'abc', 'A proposal')
  settle()
  move(editor, 'cA proposald')
  editor.undo.cut()
  replace(editor, 'A proposal', '', 'b')
  editor.undo.undo()
  answer(1, 'declined')
  settle()
  expect(words()).toEqual(Array(2).fill('abefghijklmno¶ABCDEFGHIJKL‖cd'))
  expect(waits()).toEqual([])
})

test('T51 their author moves suggested words while others adopt that they go, or decline them', () => {
  for (const outcome of ['adopted', 'declined'] as const) {
    const { author, striker, replace, move, add, answer, words, waits, settle } = room()
    add(author, 'abc', 'proposal')
    settle()
    replace(striker, 'proposal')
    settle()
    move(author, 'proposal')
    answer(outcome === 'adopted' ? 2 : 1, outcome)
    settle()
    expect(words()).toEqual(Array(2).fill('abcdefghijklmno¶ABCDEFGHIJKL‖'))
    expect(waits()).toEqual([])
  }
})

test('T51 a suggester who puts agreed words elsewhere meanwhile suggests a copy: that waits for an answer of its own', () => {
  const { author, striker, replace, add, answer, words, waits, settle } = room()
  replace(striker, 'def')
  settle()
  replace(author, 'def')
  add(author, 'jkl', 'def')
  answer(1, 'adopted')
  settle()
  expect(words()).toEqual(['abcghijkldefmno¶ABCDEFGHIJKL‖', 'abcghijklmno¶ABCDEFGHIJKL‖'])
  expect(waits()).toEqual([2])
})

test('T52 what was cut before the answer, and is put in behind it, waits again, struck', () => {
  const { editor, striker, replace, answer, words, world, waits, settle } = room()
  replace(striker, 'def')
  settle()
  editor.undo.cut()
  replace(editor, 'def')
  settle()
  answer(1, 'adopted')
  settle()
  editor.undo.undo()
  settle()
  expect(words()[0]).toBe('abcdefghijklmno¶ABCDEFGHIJKL‖')
  expect(world.words('final')).toBe('abcghijklmno¶ABCDEFGHIJKL‖')
  expect(waits()).toEqual([2])
})

test('T52 whoever types the same words anew says them anew', () => {
  const { editor, striker, replace, move, add, answer, words, settle } = room()
  replace(striker, 'abcdefghijklmno')
  settle()
  move(editor, 'abcdefghijklmno')
  settle()
  answer(1, 'adopted')
  settle()
  add(editor, '', 'abcdefghijklmno', 'b')
  settle()
  expect(words()).toEqual(Array(2).fill('¶ABCDEFGHIJKL‖abcdefghijklmno'))
})

test('T53 going back to a text before the answer puts the words back unstruck, wherever they had gone meanwhile', () => {
  const { world, editor, other, striker, replace, move, answer, words, waits, settle } = room()
  replace(striker, 'def')
  settle()
  const past = { ...agreedIn({ doc: copyOf(world.room, 9, false), record: world.record }), seq: 1 }
  move(editor, 'def')
  answer(1, 'adopted')
  settle()
  const now = { doc: world.room, record: world.record, seq: 2 }
  world.does(restore(now, past, ['a', 'b'], 'we want them'))
  settle()
  const whole = 'abcdefghijklmno¶ABCDEFGHIJKL‖'
  expect(words()).toEqual(Array(2).fill(whole))
  expect(world.words('final')).toBe(whole)
  expect(waits()).toEqual([])
  // and what the room has put back is everybody's to move, delete and undo
  move(editor, 'def')
  editor.undo.undo()
  settle()
  expect(words()).toEqual(Array(2).fill(whole))
  move(other, 'cdef')
  settle()
  expect(words()).toEqual(Array(2).fill('abghijklmno¶ABCDEFGHIJKL‖cdef'))
})

test('T53 reopening puts the words before the room again, and declined they stand unstruck; adopted once more they go', () => {
  for (const outcome of ['declined', 'adopted'] as const) {
    const { world, editor, striker, replace, move, answer, words, waits, settle } = room()
    replace(striker, 'def')
    settle()
    move(editor, 'def')
    answer(1, 'adopted')
    settle()
    const act = reopen(world.room, world.record, 1, 'once more')
    if ('refused' in act) throw new Error(act.refused)
    world.does(act)
    settle()
    expect(words()[0]).toContain('def')
    expect(world.words('final')).not.toContain('def')
    expect(waits()).toEqual([1])
    move(editor, 'def', 'a', 'b')
    answer(1, outcome)
    settle()
    expect(words()[0]?.includes('def')).toBe(outcome === 'declined')
    expect(world.words('final')).toBe(words()[0])
    expect(waits()).toEqual([])
  }
})

test('T59 an answer of before answers kept what they settle is followed by the words that it took out', () => {
  const { world, editor, author, striker, replace, move, add, answer, words, waits, settle } =
    room()
  replace(striker, 'def')
  add(author, 'jkl', 'NEW')
  settle()
  move(editor, 'cdefg')
  move(editor, 'NEW')
  answer(1, 'adopted')
  answer(2, 'declined')
  forgetSettled(world)
  settle()
  expect(words()).toEqual(Array(2).fill('abhijklmno¶ABCDEFGHIJKL‖cg'))
  expect(waits()).toEqual([])
})

/** As a journal of that time has it. */
function forgetSettled(world: World): void {
  const told = JSON.stringify(plainOf(world.record), (key, value) =>
    key === 'settled' ? undefined : value,
  )
  world.record = recordIn(JSON.parse(told))
}
