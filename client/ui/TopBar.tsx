import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useWords } from '../locale/words.tsx'
import { Logo } from './Logo.tsx'
import { Preferences } from './Preferences.tsx'
import './topbar.css'

/** The band above every page but the editor's. */
export function TopBar({ children }: { children?: ReactNode }) {
  const words = useWords()
  return (
    <header className="topbar">
      <Link href="/" className="topbar-home">
        <Logo />
        <span>{words.product.name}</span>
      </Link>
      <div className="topbar-middle">{children}</div>
      <Preferences />
    </header>
  )
}
