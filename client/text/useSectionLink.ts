import { useEffect } from 'react'
import { type Desk, useDesk } from './desk.ts'

/**
 * Goes to the section that the address names. The browser has looked for it before the text had
 * come, so the same address is gone to once more when there is something to find.
 */
export function useSectionLink(desk: Desk): void {
  const ready = useDesk(desk, ({ editors }) => editors().length > 0 && linked() !== null)
  useEffect(() => {
    if (ready) window.location.replace(window.location.href)
  }, [ready])
}

function linked(): HTMLElement | null {
  const name = asRead(window.location.hash.slice(1))
  return name === '' ? null : document.getElementById(name)
}

/** Anybody can write an address: a stray % in it is a sign like any other. */
function asRead(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
