import type * as Y from 'yjs'
import type { CommitmentRecord } from '../record/record.ts'
import type { FieldText, Kind } from './body.ts'
import { isSuggesting } from './identity.ts'
import { IdSet } from './idSet.ts'
import { suggestedDeletions, suggestedKinds } from './proposals.ts'
import { type Keep, readFields } from './read.ts'

/**
 * `current`: all that is live. `original`: without what is only suggested. `final`: as if every
 * open suggestion were adopted.
 */
export type View = 'current' | 'original' | 'final'

/** Fields of a body as one of the three views shows them. */
export function textOf(
  doc: Y.Doc,
  view: View,
  record: Pick<CommitmentRecord, 'accepted'>,
  fields: Iterable<string>,
): FieldText[] {
  switch (view) {
    case 'current':
      return readFields(doc, fields)
    case 'original': {
      const pending = pendingOf(new IdSet(record.accepted))
      return readFields(doc, fields, (client, clock) => !pending(client, clock))
    }
    case 'final': {
      const deleted = new IdSet(suggestedDeletions(doc).map(({ range }) => range))
      const kept = readFields(doc, fields, (client, clock) => !deleted.has(client, clock))
      return withKinds(kept, new Map(suggestedKinds(doc).map(({ block, kind }) => [block, kind])))
    }
  }
}

/** Says of an identity whether it was born as a suggestion and is not accepted. */
export function pendingOf(accepted: Pick<IdSet, 'has'>): Keep {
  return (client, clock) => isSuggesting(client) && !accepted.has(client, clock)
}

function withKinds(fields: readonly FieldText[], kinds: ReadonlyMap<string, Kind>): FieldText[] {
  return fields.map(({ name, blocks }) => ({
    name,
    blocks: blocks.map((block) => ({ ...block, kind: kinds.get(block.id) ?? block.kind })),
  }))
}
