import { useEffect, useEffectEvent } from 'react'
import { means } from '../ui/keys.ts'

/** Does `act` when this key of the authorship view is pressed. */
export function useChord(name: 'authors' | 'authorAtCaret' | 'speaker', act: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (!means(event, name)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
