import type { Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { leftHereWords } from '../locale/leftHere.ts'
import { outsideWords } from '../locale/outside.ts'
import { partWords } from '../locale/parts.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from './Button.tsx'
import { CodeForm } from './CodeForm.tsx'
import { mayPass } from './Failed.tsx'
import { wasKnown } from './known.ts'
import { addressHere, opensWithCode } from './pointing.ts'

/** Why a page does not open for whoever is here, and the way in where an invitation opens it. */
export function NotOpen({ failure, onAgain }: { failure: Failure; onAgain: () => void }) {
  const { locale } = useWords()
  const { ended, again } = leftHereWords[locale].signedOut
  const out = failure.code === 'no-session' && wasKnown()
  return (
    <>
      <p className="problem" role="alert">
        {out ? ended : failureWords(failure, locale)}
      </p>
      {out && <p>{again}</p>}
      {mayPass(failure) && <Button onPress={onAgain}>{partWords[locale].again}</Button>}
      {opensWithCode(failure) && (
        <>
          <p>{outsideWords[locale].landing.codeFor}</p>
          <CodeForm to={addressHere()} />
        </>
      )}
    </>
  )
}
