import type * as Y from 'yjs'
import { type Binding, tableOf } from '../../shared/record/bindings.ts'
import type { CommitmentRecord, Merge } from '../../shared/record/record.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { charactersOf } from '../../shared/text/items.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { ExportCommitment } from './model.ts'

/**
 * What a journal folds to, as far as it is public: the text that stands, each stretch under its
 * identity; to whom each id was bound; and where re-created words first came from. From it anyone can
 * count again who brought in what. Words that were deleted are not in it, nor how to reach people.
 */
export type PublicFold = {
  readonly commitment: string
  readonly seq: number
  readonly at: number
  readonly people: ExportCommitment['people']
  readonly clients: Readonly<Record<number, Binding>>
  /** Second entries of people, with whose they are and who said so when; ids above stay as they were. */
  readonly merged: Readonly<Record<string, Merge>>
  readonly origins: readonly {
    readonly to: IdRange
    readonly from: readonly [client: number, clock: number] | null
  }[]
  /** `section`: where the form counts it; a milestone's cells count together. */
  readonly fields: readonly {
    readonly name: string
    readonly section: string
    readonly items: readonly (readonly [client: number, clock: number, text: string])[]
  }[]
}

/** `fields`: as the form orders them, milestone cells at the end; `rows`: the section they count in. */
export function publicFold(
  doc: Y.Doc,
  record: CommitmentRecord,
  fields: readonly string[],
  rows: string | null,
): Omit<PublicFold, 'commitment' | 'seq' | 'at' | 'people'> {
  return {
    clients: tableOf(record.clients),
    merged: record.merged ?? {},
    origins: Array.from(record.origins, ({ to, from }) => ({ to, from: from ?? null })),
    fields: fields.map((name) => ({
      name,
      section: name.startsWith('row.') ? (rows ?? name) : name,
      items: itemsOf(doc, name),
    })),
  }
}

function itemsOf(doc: Y.Doc, field: string): [number, number, string][] {
  const items: [number, number, string][] = []
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    const text = item.deleted ? null : charactersOf(item)
    if (text) items.push([item.id.client, item.id.clock, text])
  }
  return items
}
