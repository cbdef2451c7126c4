import { type ReactNode, useEffect, useRef } from 'react'

/**
 * Puts the focus into what it holds when that appears: for forms that a person has just asked for.
 * The page does not scroll.
 */
export function AutoFocus({ on = true, children }: { on?: boolean; children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!on) return
    const field = place.current?.querySelector<HTMLElement>('input, textarea, select, button')
    field?.focus({ preventScroll: true })
  }, [on])
  return (
    <span ref={place} style={{ display: 'contents' }}>
      {children}
    </span>
  )
}
