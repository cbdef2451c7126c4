import type { Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { outsideWords } from '../locale/outside.ts'
import { unsentWords } from '../locale/unsent.ts'
import { useWords } from '../locale/words.tsx'
import { CodeForm } from './CodeForm.tsx'
import { wasKnown } from './known.ts'
import { addressHere, opensWithCode } from './pointing.ts'

/** Why a page does not open for whoever is here, and the way in where an invitation opens it. */
export function NotOpen({ failure }: { failure: Failure }) {
  const { locale } = useWords()
  const { ended, again } = unsentWords[locale].signedOut
  const out = failure.code === 'no-session' && wasKnown()
  return (
    <>
      <p className="problem" role="alert">
        {out ? ended : failureWords(failure, locale)}
      </p>
      {out && <p>{again}</p>}
      {opensWithCode(failure) && (
        <>
          <p>{outsideWords[locale].landing.codeFor}</p>
          <CodeForm to={addressHere()} />
        </>
      )}
    </>
  )
}
