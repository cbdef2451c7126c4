import { Link } from 'wouter'
import type { Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { useWords } from '../locale/words.tsx'
import { CodeForm } from '../ui/CodeForm.tsx'
import { Page } from '../ui/Page.tsx'
import { addressHere, opensWithCode } from '../ui/pointing.ts'
import { LeftHere } from './Unsent.tsx'

/** Why a room cannot be entered. */
export function NoRoom({ failure, commitment }: { failure: Failure; commitment: string }) {
  const words = useWords()
  return (
    <Page>
      <main className="page">
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
        {opensWithCode(failure) && (
          <>
            <p>{words.landing.codeFor}</p>
            <CodeForm to={addressHere()} />
          </>
        )}
        {failure.code !== 'network' && <LeftHere commitment={commitment} />}
        <p>
          <Link href="/">{words.product.name}</Link>
        </p>
      </main>
    </Page>
  )
}
