import { Link } from 'wouter'
import type { Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { useWords } from '../locale/words.tsx'
import { Aria } from '../ui/Aria.tsx'
import { TopBar } from '../ui/TopBar.tsx'

/** Why a room cannot be entered. */
export function NoRoom({ failure }: { failure: Failure }) {
  const words = useWords()
  return (
    <Aria>
      <TopBar />
      <main className="page">
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
        <p>
          <Link href="/">{words.product.name}</Link>
        </p>
      </main>
    </Aria>
  )
}
