import type * as Y from 'yjs'
import { namings } from '../../shared/record/answering.ts'
import type { Comment, CommitmentRecord, Suggestion, Thread } from '../../shared/record/record.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { charactersOf } from '../../shared/text/items.ts'
import type { ItemId } from '../rail/attention.ts'

/** What one person brought in, newest first: suggestions of theirs, threads in which they spoke, and who named them. */
export function inputOf(
  { suggestions, threads }: Pick<CommitmentRecord, 'suggestions' | 'threads'>,
  me: string,
): {
  readonly suggestions: Suggestion[]
  readonly threads: Thread[]
  readonly named: { readonly thread: Thread; readonly comment: Comment }[]
} {
  return {
    suggestions: Object.values(suggestions)
      .filter(({ person, onBehalfOf }) => person === me || onBehalfOf === me)
      .sort((a, b) => b.number - a.number),
    threads: Object.values(threads)
      .filter(({ comments }) => comments.some(({ person }) => person === me))
      .sort((a, b) => (b.comments.at(-1)?.at ?? 0) - (a.comments.at(-1)?.at ?? 0)),
    named: namings({ threads }, me).sort((a, b) => b.comment.at - a.comment.at),
  }
}

/** Whether words of a suggestion stand in today's text, and which. */
export type Fate = { readonly inText: boolean; readonly item: ItemId; readonly quote: string }

/** Characters quoted of what is left. */
const longestQuote = 40

export function fateOf(suggestion: Suggestion, doc: Y.Doc): Fate {
  const item: ItemId = `suggestion:${suggestion.number}`
  const waits = suggestion.status === 'open' || suggestion.status === 'later'
  const ids = new IdSet(suggestion.inserted)
  let quote = ''
  for (let each = fieldText(doc, suggestion.field)._start; each; each = each.right) {
    const text = each.deleted ? null : charactersOf(each)
    if (text === null) continue
    const { client, clock } = each.id
    for (const [from, to] of ids.within(client, clock, clock + each.length)) {
      quote += text.slice(from - clock, to - clock)
    }
    if (quote.length > longestQuote) break
  }
  return {
    item,
    inText: waits || quote !== '',
    quote: quote.length > longestQuote ? `${quote.slice(0, longestQuote)}…` : quote,
  }
}
