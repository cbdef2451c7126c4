import type * as Y from 'yjs'
import type { RefusalCode } from '../../shared/protocol.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { bodyRoots } from '../../shared/text/body.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { isSuggesting } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { parseProposalKey, suggestedDeletions } from '../../shared/text/proposals.ts'
import { fieldNames, readBlocks } from '../../shared/text/read.ts'
import { sectionState } from './sections.ts'

/**
 * Which identities in `doc` a refusal with this code can be about, as the record stands now: what
 * stands in sections that do not take it, what only editors may write, what was deleted. Null when the code and the
 * record do not tell.
 */
export function suspects(doc: Y.Doc, code: RefusalCode, record: CommitmentRecord): IdSet | null {
  switch (code) {
    case 'section-closed':
      return inSections(doc, record, (field) => sectionState(record, field))
    case 'not-allowed':
      return inSections(doc, record, () => 'suggesting')
    case 'accepted':
    case 'foreign-suggestion':
      return deletedIn(doc)
    default:
      return null
  }
}

/** All that a section of this state does not take. */
function inSections(
  doc: Y.Doc,
  record: CommitmentRecord,
  stateOf: (field: string) => SectionState,
): IdSet {
  const ids = new IdSet()
  const fields = fieldNames(doc).filter((field) => stateOf(field) !== 'open')
  const closed = new IdSet()
  const blocks = new Map<string, SectionState>()
  for (const field of fields) {
    const state = stateOf(field)
    for (const { id } of readBlocks(doc, field)) blocks.set(id, state)
    for (const item of itemsOf(fieldText(doc, field))) {
      if (state === 'closed') add(closed, item)
      if (state === 'closed' || item.deleted || !isSuggesting(item.id.client)) add(ids, item)
    }
  }
  for (const [block, item] of doc.getMap(bodyRoots.kinds)._map) {
    if (blocks.has(block)) add(ids, item)
  }
  for (const [key, item] of doc.getMap(bodyRoots.kindProposals)._map) {
    if (blocks.get(parseProposalKey(key)?.block ?? '') === 'closed') add(ids, item)
  }
  if (stateOf(bodyRoots.rows) !== 'open') {
    for (const [, item] of doc.getMap(bodyRoots.rows)._map) add(ids, item)
  }
  const touchesClosed = suggestedDeletions(doc, record.origins).some(({ range: [client, clock] }) =>
    closed.has(client, clock),
  )
  if (touchesClosed) for (const item of itemsOf(doc.getArray(bodyRoots.deletions))) add(ids, item)
  return ids
}

function deletedIn(doc: Y.Doc): IdSet {
  const ids = new IdSet()
  for (const field of fieldNames(doc)) {
    for (const item of itemsOf(fieldText(doc, field))) if (item.deleted) add(ids, item)
  }
  return ids
}

function* itemsOf(type: { readonly _start: Y.Item | null }): Iterable<Y.Item> {
  for (let item = type._start; item; item = item.right) yield item
}

function add(ids: IdSet, { id, length }: Y.Item): void {
  ids.add([id.client, id.clock, length])
}
