import { draftWords } from '../locale/drafts.ts'
import { useWords } from '../locale/words.tsx'

/** Below a form: this device does not keep what is being written in it. */
export function Unkept({ unless }: { unless: boolean }) {
  const { locale } = useWords()
  return (
    <div role="status">
      {!unless && <p className="problem small">{draftWords[locale].unkept}</p>}
    </div>
  )
}
