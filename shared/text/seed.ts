import type * as Y from 'yjs'
import { type Block, bodyRoots, firstBlock, type Kind } from './body.ts'
import { fieldText } from './guard.ts'
import { insertSeparator, insertText } from './write.ts'

/**
 * Fills an empty field with `blocks`, as template or imported text, under `client`; block ids are
 * drawn anew. Throws if the field has text already. `doc.clientID` is afterwards what it was.
 */
export function seedField(
  doc: Y.Doc,
  field: string,
  blocks: readonly Pick<Block, 'kind' | 'runs'>[],
  client: number,
): void {
  const text = fieldText(doc, field)
  if (text._length > 0) throw new Error(`field ${field} is not empty`)
  const before = doc.clientID
  doc.clientID = client
  try {
    doc.transact((transaction) => {
      blocks.forEach(({ kind, runs }, index) => {
        if (index > 0) insertSeparator(transaction, text, text._length, kind)
        else if (kind !== 'p') doc.getMap<Kind>(bodyRoots.kinds).set(firstBlock(field), kind)
        for (const run of runs) {
          insertText(transaction, text, text._length, run.text, run.marks ?? {})
        }
      })
    })
  } finally {
    doc.clientID = before
  }
}
