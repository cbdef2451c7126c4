import { type FormEvent, useState } from 'react'
import type { PersonView } from '../../shared/protocol.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { AutoFocus } from '../ui/AutoFocus.tsx'
import { Button } from '../ui/Button.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'

type AnswersProps = {
  suggestion: Suggestion
  people: ReadonlyMap<string, PersonView>
}

/** Every answer that a suggestion has had, newest first: what, why, by whom, when. */
export function Answers({ suggestion, people }: AnswersProps) {
  const { locale, format } = useWords()
  const words = suggestionWords[locale]
  const { decisions, status } = suggestion
  if (decisions.length === 0) return null
  return (
    <section className="answers" aria-label={words.history.title}>
      {status === 'open' && <p className="small quiet">{words.history.waits}</p>}
      <ol>
        {decisions.toReversed().map(({ outcome, reason, person, at, override, seq }) => {
          const decider = people.get(person)
          return (
            <li key={seq}>
              <p className="answer-line">
                <strong className={`answer answer-${outcome}`}>{words.outcome[outcome]}</strong>
                {decider && <SectorMark sector={decider.sector} />}
                <span className="small">{words.history.by(decider?.name ?? '')}</span>
                <time className="small quiet" dateTime={new Date(at).toISOString()}>
                  {format.moment(at)}
                </time>
              </p>
              {reason && <blockquote>{reason}</blockquote>}
              {override && <p className="small quiet">{words.history.override}</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

type ReopenProps = { onReopen: (reason: string) => void; busy: boolean; problem: string | null }

/** Puts an answered suggestion before the room again; it takes a reason, like every answer. */
export function Reopen({ onReopen, busy, problem }: ReopenProps) {
  const { locale, actions } = useWords()
  const words = suggestionWords[locale]
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  if (!asking) {
    return (
      <Button look="plain" icon="undo" onPress={() => setAsking(true)}>
        {words.history.reopen}
      </Button>
    )
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') onReopen(reason.trim())
  }
  return (
    <form className="decision" onSubmit={send}>
      <AutoFocus>
        <textarea
          aria-label={words.history.reopenReason}
          placeholder={words.history.reopenReason}
          rows={2}
          required
          maxLength={10_000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </AutoFocus>
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
          {words.history.reopen}
        </Button>
      </div>
    </form>
  )
}
