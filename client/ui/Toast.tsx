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

/** Says for a moment, to the eye and to a screen reader, why nothing happened, or what just did. */
export function toast(text: string, options: ToastOptions = {}): void {
  announce(options.act ? `${text} ${options.act.label}` : text)
  show?.({ text, ...options })
}

/** The place of what `toast` says; a screen reader hears it from the page's one live region. */
export function Toaster() {
  const [said, setSaid] = useState<Said | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    show = (next) => {
      clearTimeout(timer)
      setSaid(next)
      timer = setTimeout(() => setSaid(null), next.stays ?? usual)
    }
    return () => {
      clearTimeout(timer)
      show = null
    }
  }, [])
  if (!said) return null
  const { text, act } = said
  return (
    <div className="toast no-print">
      <span aria-hidden="true">{text}</span>
      {act && (
        <button
          type="button"
          className="toast-act"
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
