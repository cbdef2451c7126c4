import { useSyncExternalStore } from 'react'

/** How much room there is for cards: beside the text, as signs beside it, or in a sheet over its foot. */
export type RailRoom = 'cards' | 'signs' | 'sheet'

/** The same widths as in rail.css. */
const wide = globalThis.matchMedia?.('(min-width: 68.75rem)')
const middle = globalThis.matchMedia?.('(min-width: 40.01rem)')

export function useRailRoom(): RailRoom {
  return useSyncExternalStore(subscribe, railRoom)
}

function railRoom(): RailRoom {
  if (wide?.matches ?? true) return 'cards'
  return middle?.matches ? 'signs' : 'sheet'
}

function subscribe(changed: () => void): () => void {
  wide?.addEventListener('change', changed)
  middle?.addEventListener('change', changed)
  return () => {
    wide?.removeEventListener('change', changed)
    middle?.removeEventListener('change', changed)
  }
}
