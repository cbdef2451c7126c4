import { useEffect } from 'react'
import { type Desk, useDesk } from './desk.ts'

/**
 * Goes to the section that the address names. The browser has looked for it before the text had
 * come, so the same address is gone to once more when there is something to find.
 */
export function useSectionLink(desk: Desk): void {
  const ready = useDesk(desk, ({ editors }) => editors().length > 0)
  useEffect(() => {
    if (ready && window.location.hash) window.location.replace(window.location.href)
  }, [ready])
}
