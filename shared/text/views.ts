import type * as Y from 'yjs'
import { pendingOf } from '../authorship/pending.ts'
import type { CommitmentRecord } from '../record/record.ts'
import type { FieldText, Kind } from './body.ts'
import { type Emptied, emptiedBy } from './emptied.ts'
import { IdSet } from './idSet.ts'
import { suggestedDeletions, suggestedKinds } from './proposals.ts'
import { fieldNames, type Keep, readFields } from './read.ts'

/**
 * `current`: all that is live. `original`: without what is only suggested. `final`: as if every
 * suggestion that still waits were adopted by one answer; one that was put off ("later") waits, too.
 */
export type View = 'current' | 'original' | 'final'

/** Fields of a body as one of the three views shows them. */
export function textOf(
  doc: Y.Doc,
  view: View,
  record: Pick<CommitmentRecord, 'accepted' | 'origins'>,
  fields: Iterable<string>,
): FieldText[] {
  if (view !== 'final') return readFields(doc, fields, keptIn(view, doc, record))
  const emptied = allEmptied(doc, record)
  const kinds = new Map(kindsIn(doc, record))
  for (const { first } of emptied) if (first) kinds.set(first.block, first.kind)
  return withKinds(readFields(doc, fields, withoutStruck(doc, record, emptied)), kinds)
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
    case 'final':
      return withoutStruck(doc, record, allEmptied(doc, record))
  }
}

function withoutStruck(
  doc: Y.Doc,
  { origins }: Pick<CommitmentRecord, 'origins'>,
  emptied: readonly Emptied[],
): Keep {
  const gone = new IdSet(suggestedDeletions(doc, origins).map(({ range }) => range))
  for (const { range } of emptied) gone.add(range)
  return (client, clock) => !gone.has(client, clock)
}

/** The paragraphs that go with their last word when everything is adopted. */
function allEmptied(doc: Y.Doc, record: Pick<CommitmentRecord, 'accepted' | 'origins'>): Emptied[] {
  const going = suggestedDeletions(doc, record.origins).map(({ range }) => range)
  return emptiedBy(doc, fieldNames(doc), record, going, kindsIn(doc, record))
}

/** What blocks are when everything is adopted. */
function kindsIn(
  doc: Y.Doc,
  { origins }: Pick<CommitmentRecord, 'origins'>,
): ReadonlyMap<string, Kind> {
  return new Map(suggestedKinds(doc, origins).map(({ block, kind }) => [block, kind]))
}

function withKinds(fields: readonly FieldText[], kinds: ReadonlyMap<string, Kind>): FieldText[] {
  return fields.map(({ name, blocks }) => ({
    name,
    blocks: blocks.map((block) => ({ ...block, kind: kinds.get(block.id) ?? block.kind })),
  }))
}
