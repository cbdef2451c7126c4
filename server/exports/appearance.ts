import type { Member } from '../../shared/api.ts'
import { erasedWords, sectorWords } from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { PersonView } from '../../shared/protocol.ts'

/** How people are named in what is published: as each of them chose. Ids and sectors stay. */
export function appearing(
  members: readonly Pick<Member, 'id' | 'name' | 'organisation' | 'sector' | 'appearsAs'>[],
  locale: Locale,
): PersonView[] {
  return members.map(({ id, name, organisation, sector, appearsAs }) => {
    const sectorOnly = { id, name: sectorWords[sector][locale], organisation: '', sector }
    if (name === '') return { ...sectorOnly, name: erasedWords[locale] }
    if (appearsAs === 'name') return { id, name, organisation, sector }
    if (appearsAs === 'sector' || organisation === '') return sectorOnly
    return { id, name: organisation, organisation: '', sector }
  })
}

/** Everybody by name, for a complete record that only facilitators may have. */
export function unveiled(
  members: readonly Pick<Member, 'id' | 'name' | 'organisation' | 'sector'>[],
  locale: Locale,
): PersonView[] {
  return members.map(({ id, name, organisation, sector }) => {
    return { id, name: name === '' ? erasedWords[locale] : name, organisation, sector }
  })
}
