import type { Suggestion } from '../../shared/record/record.ts'
import type { Passage } from '../../shared/text/passage.ts'
import { signOf } from '../../shared/text/sign.ts'
import type { Drawable } from '../sync/state.ts'
import { passageOf } from './passages.ts'

/** What an answer says of the suggestions that it is given to: of each what its card has shown. */
export function signsOf(
  state: Drawable,
  suggestions: readonly Suggestion[],
  shown: readonly (Passage | undefined)[],
): string[] {
  return suggestions.map((each, at) => signOf(shown[at] ?? passageOf(state, each)))
}

/** Whether this page would still give the same signs. */
export function holds(
  state: Drawable,
  suggestions: readonly Suggestion[],
  signs: readonly string[],
): boolean {
  return suggestions.every(({ number }, at) => {
    const now = state.record.suggestions[number]
    return now !== undefined && signOf(passageOf(state, now)) === signs[at]
  })
}
