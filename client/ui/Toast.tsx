import { useEffect, useState } from 'react'
import { announce } from './announce.tsx'
import './toast.css'

/** Long enough to be read twice, in milliseconds. */
const stays = 6000

let show: ((text: string) => void) | null = null

/** Says for a moment, to the eye and to a screen reader, why nothing happened. */
export function toast(text: string): void {
  announce(text)
  show?.(text)
}

/** The place of what `toast` says; a screen reader hears it from the page's one live region. */
export function Toaster() {
  const [text, setText] = useState('')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    show = (next) => {
      clearTimeout(timer)
      setText(next)
      timer = setTimeout(() => setText(''), stays)
    }
    return () => {
      clearTimeout(timer)
      show = null
    }
  }, [])
  if (!text) return null
  return (
    <p className="toast no-print" aria-hidden="true">
      {text}
    </p>
  )
}
