import { useEffect, useState } from 'react'
import { announce } from './announce.tsx'
import './toast.css'

/** Long enough to be read twice, in milliseconds. */
const usual = 6000

/** How it stays, and what can be done about it meanwhile. */
export type ToastOptions = {
  readonly stays?: number
  readonly act?: { readonly label: string; readonly onPress: () => void }
}

type Said = ToastOptions & { readonly text: string }

let show: ((said: Said) => void) | null = null
let hide: ((said: Said) => void) | null = null

/**
 * Says for a moment, to the eye and to a screen reader, why nothing happened, or what just did. Answers
 * how to take that back before its time is over.
 */
export function toast(text: string, options: ToastOptions = {}): () => void {
  announce(options.act ? `${text} ${options.act.label}` : text)
  const said = { text, ...options }
  show?.(said)
  return () => hide?.(said)
}

/** The place of what `toast` says; a screen reader hears it from the page's one live region. */
export function Toaster() {
  const [said, setSaid] = useState<Said | null>(null)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    show = (next) => {
      setSaid(next)
      setHeld(false)
    }
    hide = (gone) => setSaid((now) => (now === gone ? null : now))
    return () => {
      show = null
      hide = null
    }
  }, [])
  // not from under the hand that is about to press it
  useEffect(() => {
    if (!said || held) return
    const timer = setTimeout(() => setSaid(null), said.stays ?? usual)
    return () => clearTimeout(timer)
  }, [said, held])
  if (!said) return null
  const { text, act } = said
  return (
    <div className="toast no-print">
      <span aria-hidden="true">{text}</span>
      {act && (
        <button
          type="button"
          className="toast-act"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          onClick={() => {
            setSaid(null)
            act.onPress()
          }}
        >
          {act.label}
        </button>
      )}
    </div>
  )
}
