import { useSyncExternalStore } from 'react'

/**
 * What is worth drawing, in pixels below the rail's top: the screen, and one and a half above and
 * below it. Moves in steps of half a screen, so that scrolling seldom renders.
 */
export function useScreen(): readonly [from: number, to: number] {
  const step = useSyncExternalStore(subscribe, stepNow)
  const half = (globalThis.innerHeight || 800) / 2
  return [(step - 3) * half, (step + 6) * half]
}

function stepNow(): number {
  const half = (globalThis.innerHeight || 800) / 2
  return Math.floor((globalThis.scrollY || 0) / half)
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('scroll', changed, { passive: true })
  window.addEventListener('resize', changed)
  return () => {
    window.removeEventListener('scroll', changed)
    window.removeEventListener('resize', changed)
  }
}
