import { Link } from 'wouter'
import type { Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { useWords } from '../locale/words.tsx'
import { Page } from '../ui/Page.tsx'

/** Why a room cannot be entered. */
export function NoRoom({ failure }: { failure: Failure }) {
  const words = useWords()
  return (
    <Page>
      <main className="page">
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
        <p>
          <Link href="/">{words.product.name}</Link>
        </p>
      </main>
    </Page>
  )
}
