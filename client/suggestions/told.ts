import type { Locale } from '../../shared/locale/locale.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import type { Drawable } from '../sync/state.ts'
import { describe } from './described.ts'
import { passageOf } from './passages.ts'
import { titleOf } from './title.ts'

/** A suggestion in one line, as this page has it now. */
export function toldInLine(
  state: Pick<Drawable, 'doc' | 'record'>,
  suggestion: Suggestion,
  locale: Locale,
): string {
  return titleOf(describe(state.doc, suggestion, passageOf(state, suggestion)), locale)
}
