import * as Y from 'yjs'
import { IdSet } from '../../shared/text/idSet.ts'
import { fieldNames, readBlocks } from '../../shared/text/read.ts'
import type { Line } from './line.ts'

/** Words and where they stood. */
export type Words = { readonly field: string; readonly text: string }

/** Answers the words that could not be carried over. */
export function carryOver(from: Line, _into: Line, _without: IdSet): Words[] {
  return wordsOf(from.doc, new IdSet(from.ledger.unacknowledged(from.reach())))
}

/** The words of these identities that `doc` still shows, by field; blocks are lines. */
export function wordsOf(doc: Y.Doc, ids: IdSet): Words[] {
  return fieldNames(doc).flatMap((field) => {
    const blocks = readBlocks(doc, field, (client, clock) => ids.has(client, clock))
    const text = blocks
      .map(({ runs }) => runs.map((run) => run.text).join(''))
      .join('\n')
      .trim()
    return text === '' ? [] : [{ field, text }]
  })
}

/** The identities that an update brings in or deletes. */
export function addIdsOf(update: Uint8Array, ids: IdSet): void {
  const { structs, ds } = Y.decodeUpdate(update)
  for (const { id, length } of structs) ids.add([id.client, id.clock, length])
  for (const [client, deletes] of ds.clients) {
    for (const { clock, len } of deletes) ids.add([client, clock, len])
  }
}
