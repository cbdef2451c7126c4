import { useSyncExternalStore } from 'react'

/**
 * What is worth drawing, in pixels below the rail's top: the screen, and one and a half above and
 * below it. Moves in steps of half a screen, so that scrolling seldom renders.
 */
export function useScreen(): readonly [from: number, to: number] {
  const step = useSyncExternalStore(subscribe, () => lastStep)
  const half = (globalThis.innerHeight || 800) / 2
  return [(step - 3) * half, (step + 6) * half]
}

/** As it was at the last scroll: asking the page where it is makes it lay itself out first. */
let lastStep = 0

function look(): void {
  const half = (globalThis.innerHeight || 800) / 2
  lastStep = Math.floor((globalThis.scrollY || 0) / half)
}

function subscribe(changed: () => void): () => void {
  const moved = () => {
    look()
    changed()
  }
  const frame = requestAnimationFrame(moved)
  window.addEventListener('scroll', moved, { passive: true })
  window.addEventListener('resize', moved)
  return () => {
    cancelAnimationFrame(frame)
    window.removeEventListener('scroll', moved)
    window.removeEventListener('resize', moved)
  }
}
