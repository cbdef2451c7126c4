import { useCallback, useState } from 'react'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Mode } from '../text/useMode.ts'
import { toast } from '../ui/Toast.tsx'
import type { Sheet } from './useRoomKeys.ts'

/** What lies over the room, one at a time. Who suggests hears that a link cannot be, before typing one. */
export function useSheet(first: Sheet | null, mode: Mode) {
  const { locale } = useWords()
  const [sheet, setSheet] = useState(first)
  const open = useCallback(
    (wanted: Sheet) => {
      if (wanted !== 'link' || mode !== 'suggest') setSheet(wanted)
      else toast(suggestionWords[locale].inexpressible.formatting)
    },
    [mode, locale],
  )
  const close = useCallback(() => setSheet(null), [])
  return [sheet, open, close] as const
}
