import { useEffect, useRef } from 'react'
import type { Catalogue } from '../locale/en.ts'
import { useWords } from '../locale/words.tsx'
import { announce, type Verbosity, verbositySetting } from '../ui/announce.tsx'
import type { Present } from './presence.ts'

type People = readonly Present[]

/**
 * Tells a screen reader who comes, goes and where people write, as much as the person has asked
 * for: all of it, only what happens in their own section, or nothing.
 */
export function useAnnouncements(
  present: People,
  current: string | null,
  fieldLabel: (field: string) => string,
): void {
  const words = useWords()
  const before = useRef<People | null>(null)
  useEffect(() => {
    const last = before.current
    before.current = present
    if (!last || last === present) return
    const heard = presenceNews(last, present, verbositySetting.get(), current, words.announce)
    if (heard.length > 0) announce(heard.map((one) => one(fieldLabel)).join(' · '))
  }, [present, current, fieldLabel, words])
}

type Said = (fieldLabel: (field: string) => string) => string

/** What has happened among the others, as far as it is to be told; `current` is one's own field. */
export function presenceNews(
  last: People,
  present: People,
  verbosity: Verbosity,
  current: string | null,
  words: Catalogue['announce'],
): Said[] {
  if (verbosity === 'off') return []
  const said: Said[] = []
  for (const { person, field } of present) {
    const known = last.find((one) => one.person.id === person.id)
    if (!known && verbosity === 'all') said.push(() => words.joined(person.name))
    const moved = field !== null && known?.field !== field
    if (moved && (verbosity === 'all' || field === current)) {
      said.push((fieldLabel) => words.writing(person.name, fieldLabel(field)))
    }
  }
  if (verbosity !== 'all') return said
  for (const { person } of last) {
    const stays = present.some((one) => one.person.id === person.id)
    if (!stays) said.push(() => words.left(person.name))
  }
  return said
}
