import { Link } from 'wouter'
import { useWords } from '../locale/words.tsx'
import { Logo } from './Logo.tsx'
import { Preferences } from './Preferences.tsx'
import './topbar.css'

/** The band above every page but the editor's. */
export function TopBar() {
  const words = useWords()
  return (
    <header className="topbar">
      <Link href="/" className="topbar-home">
        <Logo />
        <span>{words.product.name}</span>
      </Link>
      <Preferences />
    </header>
  )
}
