import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { partsBeyond } from '../../../client/sync/parts.ts'
import { seeded } from '../../support/textWorld.ts'

const size = 2000

/** Three writers who have met now and then, with deletions, formats and embeds. */
function played(seed: number): { doc: Y.Doc; vectors: Uint8Array[] } {
  const random = seeded(seed)
  const below = (end: number) => Math.floor(random() * end)
  const docs = [11, 22, 33].map((clientID) => Object.assign(new Y.Doc(), { clientID }))
  const vectors = [Y.encodeStateVector(new Y.Doc())]
  for (let act = 0; act < 900; act++) {
    const doc = docs[below(3)] as Y.Doc
    const text = doc.getText(`f:${below(2)}`)
    const at = below(text.length + 1)
    const chance = random()
    if (chance < 0.6) text.insert(at, '開放政府😀 '.repeat(1 + below(4)))
    else if (chance < 0.7) text.insertEmbed(at, { b: 'p' })
    else if (chance < 0.8) text.delete(at, Math.min(3, text.length - at))
    else if (chance < 0.9) text.format(at, Math.min(5, text.length - at), { bold: true })
    else {
      const other = docs[below(3)] as Y.Doc
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)))
      if (vectors.length < 4 && act > 100 * vectors.length) vectors.push(Y.encodeStateVector(other))
    }
  }
  const [doc, ...others] = docs as [Y.Doc, Y.Doc, Y.Doc]
  for (const other of others) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  return { doc, vectors }
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i', (seed) => {
  test('R20 parts bring the same as one update, and each stands on those before it', () => {
    const { doc, vectors } = played(seed)
    for (const vector of vectors) {
      const known = Y.decodeStateVector(vector)
      const whole = partsBeyond(doc, vector, Number.POSITIVE_INFINITY)
      expect(whole).toEqual([{ update: Y.encodeStateAsUpdate(doc, vector), reach: null }])
      const parts = partsBeyond(doc, vector, size)
      expect(parts.length).toBeGreaterThan(2)
      expect(parts.at(-1)?.reach).toBeNull()
      const standing = new Y.Doc()
      for (const { update } of partsBeyond(doc, Y.encodeStateVector(standing), size)) {
        expect(update.length).toBeLessThan(2 * size)
        Y.applyUpdate(standing, update)
        expect(standing.store.pendingStructs).toBeNull()
        expect(standing.store.pendingDs).toBeNull()
      }
      expect(Y.encodeStateAsUpdate(standing)).toEqual(Y.encodeStateAsUpdate(doc))
      for (const { update, reach } of parts) {
        for (const { id } of Y.decodeUpdate(update).structs) {
          expect(id.clock).toBeGreaterThanOrEqual(known.get(id.client) ?? 0)
        }
        for (const [client, clock] of reach ?? []) known.set(client, clock)
      }
      expect(known).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)))
    }
  })
})
