import { erasedWords } from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { PersonView } from '../../shared/protocol.ts'

/** A person's name as pages show it; an erased one is empty, and somebody has to stand there. Nobody: ''. */
export function nameShown(
  person: Pick<PersonView, 'name'> | null | undefined,
  locale: Locale,
): string {
  return person ? person.name || erasedWords[locale] : ''
}
