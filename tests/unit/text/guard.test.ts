import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { guardBody, pinnedYjs } from '../../../shared/text/guard.ts'

/** A reader that hears of markers around words that somebody else deleted meanwhile. */
function deletionsOnReceiving(guarded: boolean): number {
  const [a, b, reader] = [10, 20, 30].map((client) => {
    const doc = new Y.Doc()
    if (guarded) guardBody(doc)
    doc.clientID = client
    return doc
  }) as [Y.Doc, Y.Doc, Y.Doc]
  a.getText('f:a').insert(0, 'the quick brown fox')
  for (const doc of [b, reader]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(a))
  reader.getText('f:a')
  let deleted = 0
  reader.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'remote') return
    for (const ranges of Y.decodeUpdate(update).ds.clients.values()) deleted += ranges.length
  })
  a.getText('f:a').format(4, 5, { bold: true })
  b.getText('f:a').delete(4, 5)
  for (const doc of [a, b]) Y.applyUpdate(reader, Y.encodeStateAsUpdate(doc), 'remote')
  return deleted
}

test('T13 a guarded replica deletes nothing when it receives, in fields that come later too', () => {
  expect(deletionsOnReceiving(false)).toBeGreaterThan(0)
  expect(deletionsOnReceiving(true)).toBe(0)
})

test('T14 the guard was written against the installed version of Yjs', () => {
  const path = createRequire(import.meta.url).resolve('yjs/package.json')
  expect(JSON.parse(readFileSync(path, 'utf8')).version).toBe(pinnedYjs)
})
