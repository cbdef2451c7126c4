import type * as Y from 'yjs'
import { pendingOf } from '../../shared/authorship/pending.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import { fieldNames } from '../../shared/text/read.ts'
import { joined } from './ranges.ts'

/** The roots of a body that are tables: the kinds of its blocks, and its rows. */
const tables = [bodyRoots.kinds, bodyRoots.rows] as const

/** What of a text was agreed: plain data, to be told by whoever has folded it. */
export type Agreed = {
  /** By field, in the order of its text. */
  readonly units: ReadonlyMap<string, readonly IdRange[]>
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}

export function agreedIn({
  doc,
  record,
}: {
  readonly doc: Y.Doc
  readonly record: Pick<CommitmentRecord, 'accepted' | 'origins'>
}): Agreed {
  const pending = pendingOf(record)
  const units = new Map<string, readonly IdRange[]>()
  for (const field of fieldNames(doc)) {
    const found: IdRange[] = []
    for (let item = fieldText(doc, field)._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue
      const { client, clock } = item.id
      for (let at = clock; at < clock + item.length; at++)
        if (pending(client, at).by === null) found.push([client, at, 1])
    }
    units.set(field, joined(found))
  }
  return {
    units,
    tables: new Map(tables.map((root) => [root, new Map(doc.getMap(root).entries())])),
  }
}
