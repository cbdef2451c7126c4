import type * as Y from 'yjs'
import { pendingOf } from '../authorship/pending.ts'
import type { CommitmentRecord } from '../record/record.ts'
import type { FieldText, Kind } from './body.ts'
import { IdSet } from './idSet.ts'
import { suggestedDeletions, suggestedKinds } from './proposals.ts'
import { type Keep, readFields } from './read.ts'

/**
 * `current`: all that is live. `original`: without what is only suggested. `final`: as if every
 * suggestion that still waits were adopted; one that was put off ("later") waits, too.
 */
export type View = 'current' | 'original' | 'final'

/** Fields of a body as one of the three views shows them. */
export function textOf(
  doc: Y.Doc,
  view: View,
  record: Pick<CommitmentRecord, 'accepted' | 'origins'>,
  fields: Iterable<string>,
): FieldText[] {
  const read = readFields(doc, fields, keptIn(view, doc, record))
  if (view !== 'final') return read
  return withKinds(
    read,
    new Map(suggestedKinds(doc, record.origins).map(({ block, kind }) => [block, kind])),
  )
}

/** Which units of a body a view shows; undefined: all that are live. */
export function keptIn(
  view: View,
  doc: Y.Doc,
  record: Pick<CommitmentRecord, 'accepted' | 'origins'>,
): Keep | undefined {
  switch (view) {
    case 'current':
      return undefined
    case 'original': {
      const pendingUnder = pendingOf(record)
      return (client, clock) => pendingUnder(client, clock).by === null
    }
    case 'final': {
      const deleted = new IdSet(suggestedDeletions(doc, record.origins).map(({ range }) => range))
      return (client, clock) => !deleted.has(client, clock)
    }
  }
}

function withKinds(fields: readonly FieldText[], kinds: ReadonlyMap<string, Kind>): FieldText[] {
  return fields.map(({ name, blocks }) => ({
    name,
    blocks: blocks.map((block) => ({ ...block, kind: kinds.get(block.id) ?? block.kind })),
  }))
}
