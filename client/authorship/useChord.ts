import { useEffect, useEffectEvent } from 'react'

/** The keys of authorship: `Mod-Alt-Shift` and a letter by its place on the keyboard. */
export const chords = {
  view: 'Mod-Alt-Shift-a',
  caret: 'Mod-Alt-Shift-w',
  speaker: 'Mod-Alt-Shift-s',
}

/** Does `act` when `Ctrl` or `⌘`, `Alt`, `Shift` and this key are pressed and nothing is composed. */
export function useChord(code: 'KeyA' | 'KeyW' | 'KeyS', act: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey
    if (event.code !== code || !mod || !event.altKey || !event.shiftKey || event.isComposing) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
