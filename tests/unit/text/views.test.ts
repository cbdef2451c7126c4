import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { noOrigins } from '../../../shared/authorship/origins.ts'
import { pendingOf } from '../../../shared/authorship/pending.ts'
import { bodyRoots, type Kind } from '../../../shared/text/body.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { contentHash } from '../../../shared/text/hash.ts'
import { IdSet } from '../../../shared/text/idSet.ts'
import { deletionsByTarget, pendingPieces } from '../../../shared/text/pending.ts'
import { fieldNames, readBlocks } from '../../../shared/text/read.ts'
import { replay } from '../../../shared/text/replay.ts'
import { seedField } from '../../../shared/text/seed.ts'
import { suggestKind, suggestReplace } from '../../../shared/text/suggest.ts'
import { textOf, type View } from '../../../shared/text/views.ts'
import { copyOf, newBody } from '../../support/textWorld.ts'

const suggesting = 2 ** 32 + 5
const suggester = {
  isOwn: (client: number) => client === suggesting,
  isPending: () => true,
  origins: () => [],
}

/** 「ab¶cd」 in field a, of which a suggester replaces 「b¶c」 by 「X」 and makes a heading. */
function suggested(): Y.Doc {
  const doc = newBody(suggesting)
  const blocks = ['ab', 'cd'].map((text) => ({ kind: 'p', runs: [{ text }] }))
  seedField(doc, 'a', blocks, 1)
  doc.transact((transaction) => {
    suggestReplace(transaction, fieldText(doc, 'a'), 1, 4, [{ text: 'X' }], suggester)
    suggestKind(doc, 'a^', 'h1')
  })
  return doc
}

const linesOf = (doc: Y.Doc, view: View, accepted: IdSet = new IdSet()) =>
  textOf(doc, view, { accepted: accepted.ranges(), origins: noOrigins }, ['a']).flatMap(
    ({ blocks }) =>
      blocks.map(({ kind, runs }) => `${kind} ${runs.map(({ text }) => text).join('')}`),
  )

test('T22 original is without suggestions, final with all of them, current shows everything', () => {
  const doc = suggested()
  expect(linesOf(doc, 'original')).toEqual(['p ab', 'p cd'])
  expect(linesOf(doc, 'final')).toEqual(['h1 aXd'])
  expect(linesOf(doc, 'current')).toEqual(['p ab', 'p cXd'])
  expect(linesOf(doc, 'original', new IdSet([[suggesting, 3, 1]]))).toEqual(['p ab', 'p cXd'])
})

test('T34 the final view has no paragraph that goes with its last word', () => {
  const lines = (texts: readonly string[], strikes: readonly (readonly [number, number])[]) => {
    const doc = newBody(suggesting)
    const blocks = texts.map((text) => {
      const [kind = 'p', ...words] = text.split(' ')
      return { kind: kind as Kind, runs: [{ text: words.join(' ') }] }
    })
    seedField(doc, 'a', blocks, 1)
    doc.transact((transaction) => {
      for (const [from, to] of strikes)
        suggestReplace(transaction, fieldText(doc, 'a'), from, to, [], suggester)
    })
    return linesOf(doc, 'final')
  }
  expect(lines(['p ab', 'p cd', 'p ef'], [[3, 5]])).toEqual(['p ab', 'p ef'])
  expect(lines(['p ab', 'h2 cd', 'p'], [[0, 2]])).toEqual(['h2 cd', 'p '])
  expect(lines(['p ab'], [[0, 2]])).toEqual(['p '])
  // however many go together
  expect(lines(['p ab', 'b0 cd', 'b0 ef', 'p gh'], [[3, 8]])).toEqual(['p ab', 'p gh'])
  expect(lines(['h2 ab', 'p cd', 'b1 ef'], [[0, 5]])).toEqual(['b1 ef'])
  expect(lines(['p ab', 'h2 cd', 'p ef'], [[3, 8]])).toEqual(['p ab'])
  // one that is to stay joined, or of which a word stays
  expect(lines(['p ab', 'p cd', 'p ef'], [[3, 6]])).toEqual(['p ab', 'p ef'])
  expect(lines(['p ab', 'p cd'], [[3, 4]])).toEqual(['p ab', 'p d'])
})

test('T23 pending insertions, and what is struck by whom, are found in text order', () => {
  const doc = suggested()
  const pendingUnder = pendingOf({ origins: [], accepted: [] })
  const pieces = pendingPieces(doc, 'a', pendingUnder, deletionsByTarget(doc, []))
  expect(pieces.map(({ what, text, index }) => [what, text, index])).toEqual([
    ['deleted', 'b', 1],
    ['deleted', '\n', 2],
    ['deleted', 'c', 3],
    ['inserted', 'X', 4],
  ])
  expect(pieces.every(({ by }) => by === suggesting)).toBe(true)
})

test('T24 the content hash changes with text, marks, kinds, rows, suggestions and identities', () => {
  const doc = suggested()
  const hashes = new Set([contentHash(doc)])
  const changes: (() => void)[] = [
    () => fieldText(doc, 'a').insert(0, 'x'),
    () => fieldText(doc, 'a').format(0, 1, { bold: true }),
    () => doc.getMap(bodyRoots.kinds).set('a^', 'q'),
    () => doc.getMap(bodyRoots.rows).set('abcdef/start', '2026-01-01'),
    () => doc.getArray(bodyRoots.deletions).push([[1, 0, 1]]),
    () => suggestKind(doc, 'a^', 'h2'),
  ]
  for (const change of changes) {
    change()
    hashes.add(contentHash(doc))
  }
  expect(hashes.size).toBe(changes.length + 1)

  const [one, two] = [newBody(5), newBody(6)]
  for (const each of [one, two]) each.getText('f:a').insert(0, 'same')
  expect(contentHash(one)).not.toBe(contentHash(two))
})

test('T25 a seeded field reads as its blocks, and only an empty one is seeded', () => {
  const doc = newBody(9)
  const link = 'https://example.tw'
  const blocks = [
    { kind: 'h1', runs: [{ text: '目標' }] },
    { kind: 'b0', runs: [{ text: 'see ' }, { text: 'this', marks: { link } }] },
  ]
  seedField(doc, 'b', blocks, 1)
  expect(readBlocks(doc, 'b').map(({ kind, runs }) => ({ kind, runs }))).toEqual(blocks)
  expect(fieldNames(doc)).toEqual(['b'])
  expect(doc.clientID).toBe(9)
  expect(() => seedField(doc, 'b', blocks, 1)).toThrow()
})

test('T26 a replay keeps kinds, rows, suggested deletions and kinds, and follows renamed blocks', () => {
  const room = newBody(2)
  seedField(room, 'a', [{ kind: 'p', runs: [{ text: 'abcdef' }] }], 1)
  const from = copyOf(room, suggesting)
  const own = (client: number) => client === 5 || client >= 2 ** 32
  from.transact((transaction) => {
    suggestReplace(transaction, fieldText(from, 'a'), 2, 4, [{ separator: 'q' }], suggester)
    suggestKind(from, readBlocks(from, 'a')[1]?.id ?? '', 'h2')
  })
  from.clientID = 5
  from.getMap(bodyRoots.kinds).set('a^', 'h1')
  from.getMap(bodyRoots.rows).set('abcdef/start', '2026-01-01')

  const into = copyOf(room, 3)
  const ids = { editing: 7, suggesting: 2 ** 32 + 7 }
  expect(replay(from, into, own, new IdSet(), ids)).toMatchObject({ kept: 1, aside: [] })
  for (const view of ['original', 'final', 'current'] as const) {
    expect(linesOf(into, view)).toEqual(linesOf(from, view))
  }
  expect(into.getMap(bodyRoots.rows).toJSON()).toEqual({ 'abcdef/start': '2026-01-01' })
  expect(Y.encodeStateVector(into)).not.toEqual(Y.encodeStateVector(from))
})
