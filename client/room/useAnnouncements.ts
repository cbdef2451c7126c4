import { useEffect, useRef } from 'react'
import { useWords } from '../locale/words.tsx'
import { announce, verbositySetting } from '../ui/announce.tsx'
import type { Present } from './presence.ts'

/**
 * Tells a screen reader who comes, goes and where people write, as much as the person has asked
 * for: all of it, only what happens in their own section, or nothing.
 */
export function useAnnouncements(
  present: readonly Present[],
  current: string | null,
  fieldLabel: (field: string) => string,
): void {
  const words = useWords()
  const before = useRef<readonly Present[] | null>(null)
  useEffect(() => {
    const last = before.current
    before.current = present
    if (!last || last === present) return
    const verbosity = verbositySetting.get()
    if (verbosity === 'off') return
    const said: string[] = []
    for (const { person, field } of present) {
      const known = last.find((one) => one.person.id === person.id)
      if (!known && verbosity === 'all') said.push(words.announce.joined(person.name))
      const moved = field !== null && known?.field !== field
      if (moved && (verbosity === 'all' || field === current)) {
        said.push(words.announce.writing(person.name, fieldLabel(field)))
      }
    }
    if (verbosity === 'all') {
      for (const { person } of last) {
        const stays = present.some((one) => one.person.id === person.id)
        if (!stays) said.push(words.announce.left(person.name))
      }
    }
    if (said.length > 0) announce(said.join(' · '))
  }, [present, current, fieldLabel, words])
}
