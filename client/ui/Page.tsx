import { type ReactNode, useEffect } from 'react'
import { Aria } from './Aria.tsx'
import { handFocusOn } from './handFocusOn.ts'
import { TopBar } from './TopBar.tsx'

/** Any page but a room's: the band above it, and what React Aria needs around both. */
export function Page({ children }: { children: ReactNode }) {
  useEffect(handFocusOn, [])
  return (
    <Aria>
      <TopBar />
      {children}
    </Aria>
  )
}
