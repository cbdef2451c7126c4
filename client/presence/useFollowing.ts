import { useEffect, useState } from 'react'
import { useWords } from '../locale/words.tsx'
import { rowOf } from '../text/place.ts'
import { announce } from '../ui/announce.tsx'
import type { Present } from './presence.ts'

/**
 * Whom this page follows, and a way to change it. The page moves along with them until the person
 * scrolls, presses Escape or the other leaves.
 */
export function useFollowing(
  present: readonly Present[],
  fieldLabel: (field: string) => string,
): readonly [string | null, (person: string | null) => void] {
  const words = useWords()
  const [following, follow] = useState<string | null>(null)
  const followed = present.find(({ person }) => person.id === following)
  const field = followed?.field ?? null
  const name = followed?.person.name

  useEffect(() => {
    if (!following) return
    const stop = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return
      follow(null)
    }
    window.addEventListener('wheel', stop, { passive: true })
    window.addEventListener('touchmove', stop, { passive: true })
    window.addEventListener('keydown', stop)
    return () => {
      window.removeEventListener('wheel', stop)
      window.removeEventListener('touchmove', stop)
      window.removeEventListener('keydown', stop)
    }
  }, [following])

  useEffect(() => {
    if (following && !name) follow(null)
  }, [following, name])

  useEffect(() => {
    if (!name || !field) return
    document.getElementById(rowOf(field) ?? field)?.scrollIntoView({ block: 'center' })
    announce(`${words.room.following(name)} · ${words.room.isIn(fieldLabel(field))}`)
  }, [name, field, fieldLabel, words])

  return [following, follow]
}
