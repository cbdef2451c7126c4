import type * as Y from 'yjs'
import { pendingOf } from '../authorship/pending.ts'
import type { CommitmentRecord } from '../record/record.ts'
import type { FieldText, Kind } from './body.ts'
import { IdSet } from './idSet.ts'
import { suggestedDeletions, suggestedKinds } from './proposals.ts'
import { readFields } from './read.ts'

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
  switch (view) {
    case 'current':
      return readFields(doc, fields)
    case 'original': {
      const pendingUnder = pendingOf(record)
      return readFields(doc, fields, (client, clock) => pendingUnder(client, clock).by === null)
    }
    case 'final': {
      const deleted = new IdSet(suggestedDeletions(doc).map(({ range }) => range))
      const kept = readFields(doc, fields, (client, clock) => !deleted.has(client, clock))
      return withKinds(kept, new Map(suggestedKinds(doc).map(({ block, kind }) => [block, kind])))
    }
  }
}

function withKinds(fields: readonly FieldText[], kinds: ReadonlyMap<string, Kind>): FieldText[] {
  return fields.map(({ name, blocks }) => ({
    name,
    blocks: blocks.map((block) => ({ ...block, kind: kinds.get(block.id) ?? block.kind })),
  }))
}
