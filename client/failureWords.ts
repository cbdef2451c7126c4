import { errorWords } from '../shared/locale/errors.ts'
import type { Locale } from '../shared/locale/locale.ts'
import { saysSomething } from '../shared/text/characters.ts'
import type { Failure } from './api.ts'
import { catalogues } from './locale/words.tsx'

/** What to tell a person about a failure, in their language of this moment. */
export function failureWords({ code }: Failure, locale: Locale): string {
  const { failures } = catalogues[locale]
  if (code === 'network' || code === 'silent' || code === 'unanswered') return failures[code]
  // a newer server may fail in ways that this page has no words for
  if (code === 'unreadable' || !Object.hasOwn(errorWords, code)) return failures.other
  return errorWords[code][locale]
}

/** What to tell a person who typed a name, title or label that nobody can see; before it is sent. */
export function unseenWords(typed: string, locale: Locale): string | undefined {
  const isUnseen = typed.trim() !== '' && !saysSomething(typed)
  return isUnseen ? errorWords['shows-nothing'][locale] : undefined
}
