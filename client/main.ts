import { askEarly, commitmentAt } from './room/entrance.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/forced.css'
import './styles/print.css'
import { unlessStyled } from './ui/styled.ts'
import { applyTheme } from './ui/theme.ts'

/**
 * The page's first file is small and waits for nothing: whoever opens a room has it on its way while
 * React is still being read.
 */
applyTheme(document.documentElement)
unlessStyled((style) => {
  void import('./ui/unstyled.ts').then(({ sayUnstyled }) => sayUnstyled(style))
})
const commitment = commitmentAt(window.location.pathname)
const asked = commitment === null ? null : askEarly(commitment)
if (asked) void import('./room/early.ts').then(({ openEarly }) => openEarly(asked))
try {
  const app = import('./App.tsx')
  // A room that came by way of Suspense would be held back a third of a second, against flicker.
  const room = asked && (await import('./room/RoomPage.tsx').catch(() => null))
  const { mount } = await app
  mount(document.getElementById('root'), room?.RoomPage ?? null)
} catch (error) {
  // The page itself says so, as it does by itself when not even this file has come.
  document.getElementById('not-here')?.classList.add('now')
  throw error
}
