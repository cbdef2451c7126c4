import { useEffect, useEffectEvent } from 'react'
import type { Desk } from '../text/desk.ts'
import { type Mode, modes } from '../text/useMode.ts'
import { learnLayout } from '../ui/keyLayout.ts'
import { means } from '../ui/keys.ts'

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

/** The room's own keys. None fires while an input method composes. */
export function useRoomKeys(desk: Desk, open: (sheet: Sheet) => void, acts: RoomActs): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const act = actionFor(event)
    if (!act) return
    event.preventDefault()
    act()
  })
  const actionFor = (event: KeyboardEvent): (() => void) | null => {
    if (means(event, 'find')) return () => open('find')
    if (means(event, 'help') || means(event, 'helpAnywhere')) return () => open('shortcuts')
    if (means(event, 'link') && desk.active()?.isFocused) return () => open('link')
    if (means(event, 'comment')) return acts.comment
    if (means(event, 'toRail')) return acts.toRail
    const mode = modes.find((one) => means(event, one))
    return mode ? () => acts.setMode(mode) : null
  }
  useEffect(learnLayout, [])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
