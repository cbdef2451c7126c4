import type { SuggestionContent } from '../../shared/record/events.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { joinedWords } from '../../shared/text/passage.ts'
import type { Piece } from '../../shared/text/pending.ts'

/** Its content as the text has it now. */
export function contentOf(
  suggestion: Suggestion,
  pieces: readonly Pick<Piece, 'what' | 'range' | 'text' | 'index'>[],
): SuggestionContent {
  const of = (what: Piece['what']) => pieces.filter((piece) => piece.what === what)
  return {
    field: suggestion.field,
    inserted: of('inserted').map(({ range }) => range),
    deleted: of('deleted').map(({ range }) => range),
    kinds: suggestion.kinds,
    added: joinedWords(pieces, 'inserted'),
    removed: joinedWords(pieces, 'deleted'),
  }
}

/** Its content as the record has it. */
export function wordsOf(suggestion: Suggestion): SuggestionContent {
  const { field, inserted, deleted, kinds, added, removed } = suggestion
  return { field, inserted, deleted, kinds, added, removed }
}
