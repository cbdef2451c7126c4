import { type FormEvent, useState } from 'react'
import { saysSomething } from '../../shared/text/characters.ts'
import { suggestionListWords } from '../locale/suggestionLists.ts'
import { useWords } from '../locale/words.tsx'
import { AutoFocus } from '../ui/AutoFocus.tsx'
import { Button } from '../ui/Button.tsx'
import { useDraft } from '../ui/drafts.tsx'
import { Unkept } from '../ui/Unkept.tsx'

type ReopenProps = {
  number: number
  /** True when it was taken. */
  onReopen: (reason: string) => Promise<boolean>
  busy: boolean
  problem: string | null
}

/** Puts an answered suggestion before the room again; it takes a reason, like every answer. */
export function Reopen({ number, onReopen, busy, problem }: ReopenProps) {
  const { locale, actions } = useWords()
  const words = suggestionListWords[locale].reopen
  const { text: reason, kept, write, drop } = useDraft(`reopen:${number}`)
  const [asking, setAsking] = useState(reason !== '')
  if (!asking) {
    return (
      <Button look="plain" icon="undo" onPress={() => setAsking(true)}>
        {words.act}
      </Button>
    )
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (saysSomething(reason) && (await onReopen(reason.trim()))) drop()
  }
  return (
    <form className="decision" onSubmit={send}>
      <AutoFocus>
        <textarea
          dir="auto"
          aria-label={words.reason}
          placeholder={words.reason}
          rows={2}
          required
          maxLength={10_000}
          value={reason}
          onChange={({ target }) => write(target.value)}
        />
      </AutoFocus>
      <Unkept unless={kept} />
      {problem && (
        <p className="problem small" role="alert">
          {problem}
        </p>
      )}
      <div className="decision-actions">
        <Button look="plain" onPress={() => setAsking(false)}>
          {actions.cancel}
        </Button>
        <Button type="submit" isDisabled={busy}>
          {words.act}
        </Button>
      </div>
    </form>
  )
}
