import { expect, test } from 'vitest'
import { type Decider, decide, decideTogether } from '../../../server/rooms/decisions.ts'
import { reopen } from '../../../server/rooms/reopening.ts'
import { missingKeys } from '../../../shared/record/keys.ts'
import { bodyRoots, firstBlock, type Kind } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { Passages, wordsOf } from '../../../shared/text/passage.ts'
import { signOf } from '../../../shared/text/sign.ts'
import { smallRoom } from '../../support/smallRoom.ts'
import type { Person } from '../../support/textWorld.ts'

const host: Decider = { person: 'host', alike: new Set(), sector: 'public', facilitates: true }
const official: Decider = { ...host, person: 'official', sector: 'government' }
const activist: Decider = { ...host, person: 'activist', sector: 'civil-society' }
const yes = { outcome: 'adopted', reason: '', override: false } as const

/** A room, with what somebody's page shows of a number and the answer that is given to it. */
function answering() {
  const room = smallRoom()
  const { world } = room
  const passage = (number = 1, { doc, record } = { doc: world.room, record: world.record }) => {
    const suggestion = record.suggestions[number]
    if (!suggestion) throw new Error(`no № ${number}`)
    return new Passages(doc, record).of(suggestion)
  }
  const sign = (number = 1, page?: Pick<Person, 'doc' | 'record'>) => signOf(passage(number, page))
  const adopt = (seen: string | undefined, by: Decider = host, number = 1) => {
    const signs = seen === undefined ? {} : { [number]: seen }
    const act = decide(world.room, world.record, number, by, { ...yes, signs })
    if ('refused' in act) return act.refused
    world.enter(by.person, act.events)
    if (act.write) world.room.transact(act.write)
    return 'done'
  }
  const status = (number = 1) => world.record.suggestions[number]?.status
  return { ...room, passage, sign, adopt, status }
}

test('P123 an answer is given to what its page showed: what has changed since is not adopted', () => {
  const { world, author, editor, add, settle, sign, adopt, status } = answering()
  add(author, 'abc', 'XYZ')
  settle()
  const seen = sign()
  // the room has what the page of whoever answers has not heard of
  add(author, 'X', '!')
  world.take(author, 1)
  expect(sign(1, editor)).toBe(seen)
  expect(adopt(seen)).toBe('changed')
  expect(status()).toBe('open')
  settle()
  expect(sign(1, editor)).not.toBe(seen)
  expect(adopt(sign(1, editor))).toBe('done')
  expect(world.record.suggestions[1]).toMatchObject({ status: 'adopted', added: 'X!YZ' })
  expect(world.record.suggestions[1]?.decisions[0]?.sign).toHaveLength(32)
})

test('P123 whoever changes it: an edit inside, what is struck, a link, the kind of its block, of a proposal', () => {
  const link = ({ doc, ids }: Person) => {
    doc.clientID = ids.editing
    fieldText(doc, 'a').format(3, 2, { link: 'https://elsewhere.example/' })
  }
  const heading = ({ doc, ids }: Person) => {
    doc.clientID = ids.editing
    doc.getMap<Kind>(bodyRoots.kinds).set(firstBlock('a'), 'h1')
  }
  const changes: ((room: ReturnType<typeof answering>) => void)[] = [
    ({ editor, replace }) => replace(editor, 'Y'),
    ({ editor, add }) => add(editor, 'X', 'not'),
    ({ editor, replace }) => replace(editor, 'd'),
    ({ editor }) => link(editor),
    ({ editor }) => heading(editor),
    ({ author, replace }) => replace(author, 'e'),
  ]
  for (const change of changes) {
    const room = answering()
    room.replace(room.author, 'd', 'XYZ')
    room.settle()
    const seen = room.sign()
    change(room)
    room.settle()
    expect(room.sign(), String(change)).not.toBe(seen)
    expect(room.adopt(seen), String(change)).toBe('changed')
  }
  // what is elsewhere is none of it
  const room = answering()
  room.replace(room.author, 'd', 'XYZ')
  room.settle()
  const seen = room.sign()
  room.add(room.editor, 'jk', 'words')
  room.replace(room.editor, 'DEF')
  room.settle()
  expect(room.adopt(seen)).toBe('done')
})

test('P123 one answer to several is for all as they were shown, or for none', () => {
  const { world, author, add, settle, sign } = answering()
  add(author, 'abc', 'XYZ')
  add(author, 'ghi', 'UVW')
  settle()
  const signs = { 1: sign(1), 2: sign(2) }
  add(author, 'U', '!')
  settle()
  const act = decideTogether(world.room, world.record, [1, 2], host, { ...yes, signs })
  expect(act).toEqual({ refused: 'changed', suggestion: 2 })
})

test('P124 a key is for the words that it was given to: for others the second key adopts nothing', () => {
  const { world, editor, author, add, settle, sign, adopt, status } = answering()
  world.enter('host', [{ type: 'two-keys-set', field: null, on: true }])
  add(author, 'abc', 'We shall publish.')
  settle()
  expect(adopt(sign(), official)).toBe('done')
  const held = () => world.record.suggestions[1]?.keys.map(({ person }) => person)
  expect(held()).toEqual(['official'])
  add(editor, 'We shall ', 'not ')
  settle()
  // nothing about it stands in the record; the key opens nothing all the same
  expect(held()).toEqual(['official'])
  expect(adopt(sign(), activist)).toBe('done')
  expect([status(), held()]).toEqual(['open', ['activist']])
  const [first] = Object.values(world.record.suggestions)
  expect(first && missingKeys(world.record, first)).toEqual(['government'])
  expect(adopt(sign(), official)).toBe('done')
  expect(status()).toBe('adopted')
})

test('P125 what nothing is left of is not adopted, whoever took it out and however lately', () => {
  for (const later of [0, 1300]) {
    const { world, editor, author, add, replace, settle, sign, adopt } = answering()
    add(author, 'abc', 'XYZ')
    settle()
    const seen = sign()
    replace(editor, 'XYZ')
    settle()
    expect(adopt(seen)).toBe('changed')
    expect(adopt(sign())).toBe('nothing-left')
    const at = (world.record.suggestions[1]?.changedAt ?? 0) + later
    const signs = { 1: sign() }
    expect(decide(world.room, world.record, 1, host, { ...yes, signs, at })).toEqual({
      refused: 'nothing-left',
    })
  }
})

test('P126 words that others took out of a suggestion are told of, with what its author had suggested', () => {
  const { world, editor, author, add, replace, settle, sign, adopt } = answering()
  add(author, 'abc', 'We do not want secrecy.')
  settle()
  replace(editor, 'not ')
  settle()
  const changed = () => world.record.suggestions[1]?.changed
  expect(changed()).toMatchObject({ by: [editor.name], was: { added: 'We do not want secrecy.' } })
  expect(adopt(sign())).toBe('done')
  expect(world.record.suggestions[1]).toMatchObject({
    ...{ status: 'adopted', added: 'We do want secrecy.' },
    changed: { by: [editor.name] },
  })
})

test('P126 not what its author changes, nor where all of it is back', () => {
  const { world, editor, author, add, replace, settle } = answering()
  add(author, 'abc', 'We do not want secrecy.')
  settle()
  replace(author, 'do ')
  add(editor, 'We ', 'shall ')
  settle()
  expect(world.record.suggestions[1]?.changed).toBeUndefined()
  editor.undo.cut()
  replace(editor, 'secrecy')
  settle()
  expect(world.record.suggestions[1]?.changed?.by).toEqual([editor.name])
  editor.undo.undo()
  settle()
  expect(world.record.suggestions[1]?.added).toBe('We not want secrecy.')
  expect(world.record.suggestions[1]?.changed).toBeUndefined()
})

test('P127 where a suggestion is in several places its words are told apart, with what stands between', () => {
  const { world, author, replace, settle, passage, adopt, sign } = answering()
  replace(author, 'cdefghijkl', 'XY')
  settle()
  // the beginning is added, the end struck: what joined them is taken back
  author.doc.clientID = author.ids.suggesting
  replace(author, 'XY', 'XY')
  settle()
  expect(Object.keys(world.record.suggestions)).toEqual(['1'])
  const struck = Object.values(world.record.suggestions)[0]?.deleted ?? []
  expect(struck.length).toBeGreaterThan(0)
  const { doc } = author
  const deletions = doc.getArray<number[]>(bodyRoots.deletions)
  const [client = 0, clock = 0] = deletions.get(0) ?? []
  doc.clientID = author.ids.suggesting
  doc.transact(() => {
    deletions.delete(0, deletions.length)
    deletions.push([
      [client, clock, 2],
      [client, clock + 8, 2],
    ])
  })
  world.take(author, 9)
  settle()
  const parts = passage().parts.map(({ what, text }) => `${what} ${text}`)
  expect(parts.filter((each) => each.startsWith('between'))).toEqual(['between efghij'])
  expect(wordsOf(passage(), 'removed')).toBe('cd … kl')
  expect(adopt(sign())).toBe('done')
  expect(world.record.suggestions[1]?.removed).toBe('cd … kl')
})

test('P130 an answer is taken back by who has seen it, and no later one with it', () => {
  const { world, author, add, settle, adopt, sign } = answering()
  add(author, 'abc', 'XYZ')
  settle()
  expect(adopt(sign())).toBe('done')
  expect(reopen(world.room, world.record, 1, 'again', 0)).toEqual({ refused: 'changed' })
  expect(reopen(world.room, world.record, 1, 'again', 2)).toEqual({ refused: 'changed' })
  expect(reopen(world.room, world.record, 1, 'again', 1)).toHaveProperty('events')
})
