import * as Y from 'yjs'
import { parseBirthId } from '../../../shared/text/birthId.ts'
import { bodyRoots, firstBlock } from '../../../shared/text/body.ts'
import { parseProposalKey, readEntry } from '../../../shared/text/proposals.ts'

type Step = Y.UndoManager['undoStack'][number]

/**
 * The fields that a step of undo is about, `rows` for the table of milestones. A step that is taken
 * back writes there, so these must take it.
 */
export function fieldsOfStep(doc: Y.Doc, { insertions, deletions }: Step): string[] {
  const fields = new Set<string>()
  const look = (item: Y.Item | Y.GC) => {
    for (const field of item instanceof Y.Item ? fieldsOf(doc, item) : []) fields.add(field)
  }
  doc.transact((transaction) => {
    for (const changes of [insertions, deletions])
      Y.iterateDeletedStructs(transaction, changes, look)
  })
  return [...fields]
}

function fieldsOf(doc: Y.Doc, item: Y.Item): string[] {
  const root = rootOf(doc, item)
  const block = item.parentSub ?? ''
  switch (root) {
    case bodyRoots.rows:
      return [root]
    case bodyRoots.kinds:
      return fieldOfBlock(doc, block)
    case bodyRoots.kindProposals:
      return fieldOfBlock(doc, parseProposalKey(block)?.block ?? '')
    case bodyRoots.deletions: {
      const values = item.content instanceof Y.ContentAny ? item.content.arr : []
      return values.flatMap((value) => {
        const range = readEntry(value, item.id.client)?.range
        return range ? fieldOfIdentity(doc, range[0], range[1]) : []
      })
    }
    default:
      return root.startsWith(bodyRoots.field) ? [root.slice(bodyRoots.field.length)] : []
  }
}

function fieldOfBlock(doc: Y.Doc, block: string): string[] {
  const birth = parseBirthId(block)
  if (birth) return fieldOfIdentity(doc, birth.client, birth.clock)
  const field = block.slice(0, -1)
  return block === firstBlock(field) ? [field] : []
}

function fieldOfIdentity(doc: Y.Doc, client: number, clock: number): string[] {
  if (clock >= Y.getState(doc.store, client)) return []
  const item = Y.getItem(doc.store, Y.createID(client, clock))
  return item instanceof Y.Item ? fieldsOf(doc, item) : []
}

function rootOf(doc: Y.Doc, { parent }: Y.Item): string {
  for (const [root, type] of doc.share) if (type === parent) return root
  return ''
}
