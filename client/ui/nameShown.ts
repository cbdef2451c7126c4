import { erasedWords } from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { isolated } from '../../shared/text/direction.ts'

/**
 * A person's name as pages show it; an erased one is empty, and somebody has to stand there. Nobody: ''.
 * One that runs from right to left is set apart from the words around it.
 */
export function nameShown(
  person: Pick<PersonView, 'name'> | null | undefined,
  locale: Locale,
): string {
  return person ? isolated(person.name) || erasedWords[locale] : ''
}
