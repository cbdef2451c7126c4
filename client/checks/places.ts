import type * as Y from 'yjs'
import type { Origin } from '../../shared/record/origin.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { suggestedDeletions } from '../../shared/text/proposals.ts'
import { readBlocks } from '../../shared/text/read.ts'

/** What is proposed to go: the check does not read it, the page still shows it. */
export function goingIn(doc: Y.Doc, origins: Iterable<Origin>): IdSet {
  return new IdSet(suggestedDeletions(doc, origins).map(({ range }) => range))
}

/**
 * For each character that the check reads of a field, and for the end behind the last, its index
 * in the text as the page shows it.
 */
export function shownIndices(doc: Y.Doc, field: string, going: IdSet): readonly number[] {
  const indices: number[] = []
  let index = 0
  readBlocks(doc, field, (client, clock) => {
    const stays = !going.has(client, clock)
    if (stays) indices.push(index)
    index += 1
    return stays
  })
  return [...indices, index]
}
