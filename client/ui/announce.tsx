import { useEffect, useState } from 'react'
import { setting } from './setting.ts'

/** How much a screen reader is told about what others do. What one does oneself is always told. */
export const verbosities = ['off', 'section', 'all'] as const
export type Verbosity = (typeof verbosities)[number]

export const verbositySetting = setting<Verbosity>('accord.announce', verbosities, () => 'section')

let show: ((text: string) => void) | null = null

/** Says `text` politely, after what is being read. Repeating the same text says it again. */
export function announce(text: string): void {
  show?.(text)
}

/**
 * The page's one live region. It stands empty from the start, because a region that appears
 * together with its text is not read.
 */
export function Announcer() {
  const [{ text, turn }, setSpoken] = useState({ text: '', turn: 0 })
  useEffect(() => {
    show = (next) => setSpoken((last) => ({ text: next, turn: last.turn + 1 }))
    return () => {
      show = null
    }
  }, [])
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text && <span key={turn}>{text}</span>}
    </div>
  )
}
