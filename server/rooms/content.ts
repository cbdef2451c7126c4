import type { SuggestionContent } from '../../shared/record/events.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import type { Piece } from '../../shared/text/pending.ts'

/** Its content as the text has it now. */
export function contentOf(
  suggestion: Suggestion,
  pieces: readonly Pick<Piece, 'what' | 'range' | 'text'>[],
): SuggestionContent {
  const of = (what: Piece['what']) => pieces.filter((piece) => piece.what === what)
  const words = (what: Piece['what']) =>
    of(what)
      .map(({ text }) => text)
      .join('')
  return {
    field: suggestion.field,
    inserted: of('inserted').map(({ range }) => range),
    deleted: of('deleted').map(({ range }) => range),
    kinds: suggestion.kinds,
    added: words('inserted'),
    removed: words('deleted'),
  }
}

/** Its content as the record has it. */
export function wordsOf(suggestion: Suggestion): SuggestionContent {
  const { field, inserted, deleted, kinds, added, removed } = suggestion
  return { field, inserted, deleted, kinds, added, removed }
}
