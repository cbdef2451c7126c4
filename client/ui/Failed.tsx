import type { Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { partWords } from '../locale/parts.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from './Button.tsx'
import type { Loaded } from './useLoad.ts'

type FailedProps = {
  loaded: Loaded<unknown>
  /** Asks for it again. */
  onAgain: () => void
}

/** Why something that was asked for did not come, and a button that asks again; nothing if it did. */
export function Failed({ loaded, onAgain }: FailedProps) {
  const { locale } = useWords()
  if (loaded.state !== 'failed') return null
  return (
    <div role="alert">
      <p className="problem">{failureWords(loaded.failure, locale)}</p>
      {mayPass(loaded.failure) && <Button onPress={onAgain}>{partWords[locale].again}</Button>}
    </div>
  )
}

/** What may be otherwise a moment later, with nobody having done anything. */
export function mayPass({ code }: Failure): boolean {
  return [
    'network',
    'silent',
    'unanswered',
    'unreadable',
    'internal',
    'going-away',
    'too-many',
  ].includes(code)
}
