import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { partsOf } from '../../../client/sync/parts.ts'
import { seeded } from '../../support/textWorld.ts'

const size = 2000

/** Three writers who have met now and then, with deletions, formats and embeds. */
function played(seed: number): { doc: Y.Doc; earlier: Uint8Array[] } {
  const random = seeded(seed)
  const below = (end: number) => Math.floor(random() * end)
  const docs = [11, 22, 33].map((clientID) => Object.assign(new Y.Doc(), { clientID }))
  const earlier = [Y.encodeStateAsUpdate(new Y.Doc())]
  for (let act = 0; act < 500; act++) {
    const doc = docs[below(3)] as Y.Doc
    const text = doc.getText(`f:${below(2)}`)
    const at = below(text.length + 1)
    const chance = random()
    if (chance < 0.6) text.insert(at, '開放政府 '.repeat(1 + below(4)))
    else if (chance < 0.7) text.insertEmbed(at, { b: 'p' })
    else if (chance < 0.8) text.delete(at, Math.min(3, text.length - at))
    else if (chance < 0.9) text.format(at, Math.min(5, text.length - at), { bold: true })
    else {
      const other = docs[below(3)] as Y.Doc
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)))
      if (earlier.length < 4 && act > 100 * earlier.length) {
        earlier.push(Y.encodeStateAsUpdate(other))
      }
    }
  }
  const [doc, ...others] = docs as [Y.Doc, Y.Doc, Y.Doc]
  for (const other of others) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  return { doc, earlier }
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i', (seed) => {
  test('R20 parts bring the same as one update, and each stands on those before it', () => {
    const { doc, earlier } = played(seed)
    for (const before of earlier) {
      const other = new Y.Doc()
      Y.applyUpdate(other, before)
      const vector = Y.encodeStateVector(other)
      const update = Y.encodeStateAsUpdate(doc, vector)
      expect(partsOf(update, update.length)).toEqual([{ update, reach: null }])
      const parts = partsOf(update, size)
      expect(parts.length).toBeGreaterThan(2)
      const known = Y.decodeStateVector(vector)
      for (const { update: part, reach } of parts) {
        expect(part.length).toBeLessThan(2 * size)
        Y.applyUpdate(other, part)
        expect([other.store.pendingStructs, other.store.pendingDs]).toEqual([null, null])
        for (const [client, clock] of reach ?? []) known.set(client, clock)
        expect(Y.decodeStateVector(Y.encodeStateVector(other))).toEqual(known)
      }
      expect(parts.at(-1)?.reach).toBeNull()
      expect(Y.encodeStateAsUpdate(other)).toEqual(Y.encodeStateAsUpdate(doc))
    }
  })
})

test('R20 a text longer than a part is cut, and no character is torn', () => {
  const doc = new Y.Doc()
  const words = `a${'😀政'.repeat(3000)}`
  doc.getText('f').insert(0, words)
  const other = new Y.Doc()
  const parts = partsOf(Y.encodeStateAsUpdate(doc), size)
  for (const { update } of parts) {
    expect(update.length).toBeLessThan(size + 100)
    Y.applyUpdate(other, update)
    expect(other.getText('f').toString()).not.toContain('\uFFFD')
  }
  expect(other.getText('f').toString()).toBe(words)
  expect(Y.encodeStateVector(other)).toEqual(Y.encodeStateVector(doc))
})
