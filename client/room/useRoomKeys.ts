import { useEffect, useEffectEvent } from 'react'
import type { Desk } from './desk.ts'
import { isMod } from './keys.ts'
import type { Mode } from './useMode.ts'

/** What lies over or beside the text; one at a time. */
export type Sheet =
  | 'link'
  | 'find'
  | 'shortcuts'
  | 'outline'
  | 'facilitator'
  | 'list'
  | 'input'
  | 'comment'
  | 'export'
  | 'appear'
  | 'import'

/** What the keys do besides opening sheets. */
export type RoomActs = {
  readonly setMode: (mode: Mode) => void
  readonly comment: () => void
  /** From the text to the card at, or next behind, the caret. */
  readonly toRail: () => void
}

const modeKeys: Readonly<Record<string, Mode>> = { KeyZ: 'edit', KeyX: 'suggest', KeyC: 'view' }

/** The room's own keys. None fires while an input method composes. */
export function useRoomKeys(desk: Desk, open: (sheet: Sheet) => void, acts: RoomActs): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const act = actionFor(event)
    if (!act) return
    event.preventDefault()
    act()
  })
  const actionFor = (event: KeyboardEvent): (() => void) | null => {
    if (event.isComposing) return null
    if (isMod(event, 'f') && !event.shiftKey) return () => open('find')
    if (isMod(event, '/')) return () => open('shortcuts')
    if (isMod(event, 'k') && desk.active()?.isFocused) return () => open('link')
    const mode = modeKeys[event.code]
    if (!(event.ctrlKey || event.metaKey) || !event.altKey) return null
    if (event.shiftKey) return mode ? () => acts.setMode(mode) : null
    if (event.code === 'KeyM') return acts.comment
    return event.code === 'KeyJ' ? acts.toRail : null
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
