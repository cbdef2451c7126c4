import * as Y from 'yjs'
import { isWaiting } from '../../shared/record/answering.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { parseBirthId } from '../../shared/text/birthId.ts'
import { bodyRoots, type Kind, type Separator } from '../../shared/text/body.ts'
import { separatorOf } from '../../shared/text/items.ts'
import { type Passage, toldOf, wordsOf } from '../../shared/text/passage.ts'
import type { IdRange } from '../../shared/text/ranges.ts'

/** All that adopting a suggestion does, before it is put in words. */
export type Described = {
  /** Words that come and go, with `\n` for breaks. */
  readonly added: string
  readonly removed: string
  /** The kinds of the blocks that new breaks begin. */
  readonly splits: readonly Kind[]
  /** How many breaks go. */
  readonly joins: number
  /** Blocks that stand already and become something else; `from` is null where that is not known. */
  readonly kinds: readonly { readonly from: Kind | null; readonly to: Kind }[]
}

type Content = Pick<Suggestion, 'added' | 'removed' | 'kinds' | 'inserted' | 'deleted' | 'status'>

/**
 * What adopting the suggestion does, or did. Of a waiting one the text, and so its `passage`, knows more
 * than the record.
 */
export function describe(doc: Y.Doc, suggestion: Content, passage?: Passage): Described {
  const stands = passage !== undefined && passage.parts.length > 0
  const added = stands ? wordsOf(passage, 'added') : told(suggestion, 'added', 'inserted')
  const removed = stands ? wordsOf(passage, 'removed') : told(suggestion, 'removed', 'deleted')
  const now = isWaiting(suggestion) ? doc.getMap<Kind>(bodyRoots.kinds) : null
  const proposed = new Map(Object.entries(suggestion.kinds))
  const begun = separatorsIn(doc, suggestion.inserted)
  const splits = begun.map(({ b, k }): Kind => {
    const kind = (proposed.get(b) as Kind | undefined) ?? now?.get(b) ?? k ?? 'p'
    proposed.delete(b)
    return kind
  })
  for (let left = breaksIn(added) - splits.length; left > 0; left--) splits.push('p')
  const kinds = [...proposed].map(([block, to]) => ({
    from: now ? (now.get(block) ?? bornAs(doc, block)) : null,
    to: to as Kind,
  }))
  const joins = Math.max(separatorsIn(doc, suggestion.deleted).length, breaksIn(removed))
  return { added, removed, splits, joins, kinds }
}

/** The record's words; of one that was taken back it has kept the beginning only. */
function told(
  suggestion: Content,
  words: 'added' | 'removed',
  ranges: 'inserted' | 'deleted',
): string {
  const text = suggestion[words]
  return suggestion.status === 'emptied' ? toldOf(text, suggestion[ranges]) : text
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1
}

function bornAs(doc: Y.Doc, block: string): Kind {
  const birth = parseBirthId(block)
  const [separator] = birth ? separatorsIn(doc, [[birth.client, birth.clock, 1]]) : []
  return separator?.k ?? 'p'
}

/** The separators among these identities, in the text or not. */
function separatorsIn({ store }: Y.Doc, ranges: readonly IdRange[]): Separator[] {
  return ranges.flatMap(([client, clock, length]) => {
    const found: Separator[] = []
    const end = Math.min(clock + length, Y.getState(store, client))
    for (let at = clock; at < end; ) {
      const struct: Y.Item | Y.GC = Y.getItem(store, Y.createID(client, at))
      const separator = struct instanceof Y.Item ? separatorOf(struct) : null
      if (separator) found.push(separator)
      at = struct.id.clock + struct.length
    }
    return found
  })
}
