import * as Y from 'yjs'
import type { CommitmentRecord } from '../record/record.ts'
import { bodyRoots } from '../text/body.ts'
import { IdSet } from '../text/idSet.ts'
import { charactersOf, separatorOf } from '../text/items.ts'
import type { IdRange } from '../text/ranges.ts'
import type { Attribute } from './attribution.ts'
import type { Deletion } from './ledger.ts'

/** Somebody's words that another person took out of the text. */
export type TakenOut = {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly field: string
  /** Whose words they were. */
  readonly from: string
  /** `\n` for a block separator. */
  readonly text: string
}

/**
 * What `person` deleted, or had deleted by a scribe, of others' words, oldest first. `doc` still has
 * deleted text. Moved words were not deleted, and those that undo brought back stand again; what left
 * the text by a decision is told with the suggestion.
 */
export function takenOutBy(
  person: string,
  doc: Y.Doc,
  deletions: readonly Deletion[],
  { origins, suggestions }: Pick<CommitmentRecord, 'origins' | 'suggestions'>,
  attribute: Attribute,
): TakenOut[] {
  const back = new IdSet()
  for (const { how, from, to } of origins) {
    if (from && (how === 'undo' || how === 'moved')) back.add([from[0], from[1], to[2]])
  }
  const decided = new Set<number | null>(
    Object.values(suggestions)
      .filter(({ status }) => status === 'declined' || status === 'out-of-scope')
      .map(({ number }) => number),
  )
  const found: TakenOut[] = []
  for (const deletion of deletions) {
    if ((deletion.onBehalfOf ?? deletion.person) !== person) continue
    const before = found.length
    for (const range of deletion.ranges.flatMap((each) => back.missing(each))) {
      for (const piece of piecesOf(doc, range, attribute)) {
        if (piece.from === person || decided.has(piece.suggestion)) continue
        const last = found.length > before ? found.at(-1) : undefined
        const { field, from, text } = piece
        if (last?.field === field && last.from === from)
          found[found.length - 1] = { ...last, text: last.text + text }
        else found.push({ at: deletion.at, field, from, text })
      }
    }
  }
  return found
}

/** The words of a range that stood in a field, by author. */
function* piecesOf(
  doc: Y.Doc,
  [client, start, length]: IdRange,
  attribute: Attribute,
): Generator<Omit<TakenOut, 'at'> & { readonly suggestion: number | null }> {
  for (let clock = start; clock < start + length; ) {
    const item: unknown = Y.getItem(doc.store, Y.createID(client, clock))
    if (!(item instanceof Y.Item)) return
    const { attribution, until } = attribute(client, clock)
    const end = Math.min(start + length, item.id.clock + item.length, until)
    const field = fieldOf(item)
    const units = separatorOf(item) ? '\n' : charactersOf(item)
    const text = units?.slice(clock - item.id.clock, end - item.id.clock) ?? ''
    const from = attribution.onBehalfOf ?? attribution.person
    if (field !== null && text !== '')
      yield { field, from, text, suggestion: attribution.suggestion }
    clock = end
  }
}

function fieldOf({ parent }: Y.Item): string | null {
  if (!(parent instanceof Y.AbstractType) || parent._item !== null) return null
  const root = Y.findRootTypeKey(parent)
  return root.startsWith(bodyRoots.field) ? root.slice(bodyRoots.field.length) : null
}
