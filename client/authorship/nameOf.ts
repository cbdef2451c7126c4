import type { Attribution } from '../../shared/authorship/attribution.ts'
import { importedPerson, templatePerson } from '../../shared/authorship/attribution.ts'
import { isolated } from '../../shared/text/direction.ts'
import type { AuthorshipWords } from '../locale/authorship.ts'
import type { Words } from '../locale/words.tsx'
import type { Authorship } from './authorship.ts'
import { speakerOf } from './tones.ts'

/** A person's name; what stands in its place where there is none. */
export function nameOf(id: string, authorship: Authorship, words: AuthorshipWords): string {
  if (id === templatePerson) return words.template
  if (id === importedPerson) return words.imported
  const person = authorship.person(id)
  return person ? isolated(person.name) || words.erased : words.unknown
}

/** How words came here, besides by whom: one remark each. */
export function remarksOn(
  attribution: Attribution,
  authorship: Authorship,
  words: AuthorshipWords,
): string[] {
  const { person, onBehalfOf, how, placedBy, suggestion, pending } = attribution
  return [
    words.how[how],
    suggestion !== null && words.suggestion(suggestion),
    pending && words.pending,
    onBehalfOf !== null && words.forOther(nameOf(person, authorship, words)),
    placedBy !== null && words.placedBy(nameOf(placedBy, authorship, words)),
  ].filter((remark) => remark !== false)
}

/** The same in one breath, for a screen reader. */
export function whoInWords(
  attribution: Attribution,
  authorship: Authorship,
  words: AuthorshipWords,
  { sectors, format }: Pick<Words, 'sectors' | 'format'>,
): string {
  const speaker = speakerOf(attribution)
  const person = authorship.person(speaker)
  return [
    nameOf(speaker, authorship, words),
    person?.organisation,
    person && sectors[person.sector],
    attribution.how !== 'template' && format.moment(attribution.at),
    ...remarksOn(attribution, authorship, words),
  ]
    .filter(Boolean)
    .join(' · ')
}
