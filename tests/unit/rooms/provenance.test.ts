import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { findOrigins } from '../../../server/rooms/provenance.ts'
import { rootsOf } from '../../../shared/authorship/pending.ts'
import type { Origin } from '../../../shared/record/origin.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import type { IdRange } from '../../../shared/text/ranges.ts'

const old = '每年公布兩次採購資料'

const takenOutBy = (person: string) => () => ({
  value: person,
  offset: 0,
  until: Number.POSITIVE_INFINITY,
})

const all = (range: IdRange) => [range]

/** A document in which 100 wrote `old`; then `deleted` of it went, and 200 wrote `fresh` at the end. */
function scene(deleted: IdRange | null, fresh: string) {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 100
  fieldText(doc, 'f').insert(0, old)
  doc.clientID = 200
  if (deleted) fieldText(doc, 'f').delete(deleted[1], deleted[2])
  fieldText(doc, 'f').insert(fieldText(doc, 'f').length, fresh)
  return {
    doc,
    inserted: [[200, 0, fresh.length]] as IdRange[],
    deleted: [] as IdRange[],
    deletedBefore: [] as IdRange[],
    person: 'bo',
    takenOutBy: takenOutBy('bo'),
    notTakenOut: () => [] as IdRange[],
    roots: rootsOf([]),
    origins: [],
    isOwn: (client: number) => client === 200,
    personOf: (client: number) => (client === 200 ? 'bo' : 'cy'),
    answered: () => [],
    agreed: () => [],
  }
}

const claim = (how: Origin['how'], length: number, clock = 0): Origin => ({
  to: [200, 0, length],
  from: [100, clock],
  how,
})

test('W9 an undo is believed when the same characters were deleted there', () => {
  const past = scene([100, 0, 4], old.slice(0, 4))
  expect(findOrigins(past, [claim('undo', 4)])).toEqual([claim('undo', 4)])
})

test('W9 a claim about other characters, living ones, or ones never written is not believed', () => {
  expect(findOrigins(scene([100, 0, 4], '別的文字'), [claim('undo', 4)])).toEqual([])
  expect(findOrigins(scene(null, old.slice(0, 4)), [claim('undo', 4)])).toEqual([])
  expect(findOrigins(scene([100, 0, 4], old.slice(0, 4)), [claim('undo', 4, 900)])).toEqual([])
})

test('W9 a claim about characters that the update did not bring is not believed', () => {
  const past = { ...scene([100, 0, 4], old.slice(0, 4)), inserted: [] }
  expect(findOrigins(past, [claim('undo', 4)])).toEqual([])
})

test('W10 bringing back what somebody else deleted is a copy, with its placer', () => {
  const past = {
    ...scene([100, 0, 6], old.slice(0, 6)),
    takenOutBy: takenOutBy('an'),
    notTakenOut: all,
  }
  expect(findOrigins(past, [claim('undo', 6)])).toEqual([claim('copied', 6)])
})

test.each([
  ['that died before the room was opened', undefined],
  ['that the room took out itself', ''],
] as const)('W59 nobody puts letters %s together into what their author never said', (_, first) => {
  const known = { value: first, offset: 0, until: Number.POSITIVE_INFINITY }
  const forged = '公開採購'
  const past = {
    ...scene([100, 0, old.length], forged),
    takenOutBy: () => known,
    notTakenOut: all,
  }
  const letters = [...forged].flatMap((letter, at): Origin[] => {
    const clock = old.indexOf(letter)
    return clock < 0 ? [] : [{ to: [200, at, 1], from: [100, clock], how: 'undo' }]
  })
  expect(letters.length).toBeGreaterThan(2)
  expect(findOrigins(past, letters)).toEqual([])
  const back = { ...past, ...scene([100, 0, 6], old.slice(0, 6)), takenOutBy: () => known }
  const whole = claim('undo', 6)
  expect(findOrigins({ ...back, notTakenOut: all }, [whole])).toEqual([
    first === undefined ? whole : { ...whole, how: 'copied' },
  ])
})

test('W11 nobody can put a short word into another’s mouth by calling it a copy', () => {
  expect(findOrigins(scene(null, old.slice(0, 4)), [claim('copied', 4)])).toEqual([])
  expect(findOrigins(scene(null, old.slice(0, 5)), [claim('copied', 5)])).toEqual([
    claim('copied', 5),
  ])
})

test('W93 a word left out of another’s sentence parts it: a short part is its placer’s, a blank or a comma may be left out', () => {
  const said = 'I do not, of course, want secrecy in any contract'
  const placed = (text: string, parts: readonly string[]) => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = 100
    fieldText(doc, 'f').insert(0, said)
    doc.clientID = 200
    fieldText(doc, 'f').insert(said.length, text)
    let at = 0
    const claims = parts.map((part): Origin => {
      const from = said.indexOf(part)
      at += part.length
      return { to: [200, at - part.length, part.length], from: [100, from], how: 'copied' }
    })
    const past = { ...scene(null, ''), doc, inserted: [[200, 0, text.length]] as IdRange[] }
    return findOrigins(past, claims).map(({ to }) => text.slice(to[1], to[1] + to[2]))
  }
  const long = 'want secrecy in any contract'
  expect(placed(`I ${long}`, ['I ', long])).toEqual([long])
  expect(placed(`do ${long}`, ['do ', long])).toEqual([long])
  expect(placed(`of course${long}`, ['of course', long])).toEqual(['of course', long])
  expect(placed('not of course', ['not', ' of course'])).toEqual([])
  expect(placed('I do not of course want', ['I do not', ' of course', ' want'])).toEqual([
    ...['I do not', ' of course', ' want'],
  ])
})

test('W12 words that a stock client moves in one update are found without a claim', () => {
  const past = {
    ...scene([100, 4, 4], `新增${old.slice(4, 8)}`),
    deleted: [[100, 4, 4]] as IdRange[],
  }
  expect(findOrigins(past, [])).toEqual([{ to: [200, 2, 4], from: [100, 4], how: 'moved' }])
})

test('W12 a short word typed again belongs to whoever typed it', () => {
  const past = { ...scene([100, 0, 2], old.slice(0, 2)), deletedBefore: [[100, 0, 2]] as IdRange[] }
  expect(findOrigins(past, [])).toEqual([])
})

test('W13 text from outside is marked as pasted only where it is new', () => {
  const outside: Origin = { to: [200, 0, 5], how: 'pasted' }
  expect(findOrigins(scene(null, 'hello'), [outside])).toEqual([outside])
})

test('W14 only whoever took a suggestion out puts it back as one; from others it is a copy', () => {
  const roots = rootsOf([])
  const suggesting = 2 ** 32 + 100
  const past = (takenOut: string | null) => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = suggesting
    fieldText(doc, 'f').insert(0, old)
    doc.clientID = 200
    fieldText(doc, 'f').delete(0, old.length)
    fieldText(doc, 'f').insert(0, old)
    const known = { value: takenOut ?? undefined, offset: 0, until: Number.POSITIVE_INFINITY }
    const inserted = [[200, 0, old.length]] as IdRange[]
    const base = scene(null, '')
    return { ...base, doc, inserted, roots, takenOutBy: () => known, notTakenOut: all }
  }
  const undo: Origin = { to: [200, 0, old.length], from: [suggesting, 0], how: 'undo' }
  expect(findOrigins(past('bo'), [undo])).toEqual([undo])
  expect(findOrigins(past('an'), [undo])).toEqual([{ ...undo, how: 'copied' }])
  expect(findOrigins(past(null), [undo])).toEqual([{ ...undo, how: 'copied' }])
})
