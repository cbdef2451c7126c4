import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { type Outcome, outcomes } from '../../shared/record/states.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { answerFormWords, reasonsOftenGiven } from '../locale/answerForm.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { AutoFocus } from '../ui/AutoFocus.tsx'
import { Button } from '../ui/Button.tsx'
import { isComposed } from '../ui/composing.ts'
import { useDraft } from '../ui/drafts.tsx'
import { Unkept } from '../ui/Unkept.tsx'
import type { Answer } from './useDecisions.ts'

type DecisionFormProps = {
  /** Under which one's own words are kept until they are sent. */
  draft: string
  /** How many suggestions get this one answer. */
  count: number
  first: Outcome
  /** A facilitator may pass over a missing key. */
  mayOverride: boolean
  problem: string | null
  busy: boolean
  /** Somebody else has answered meanwhile: the words can only become a comment. */
  late?: boolean
  /** True when it was taken. */
  onSend: (answer: Answer) => Promise<boolean>
  onCancel: () => void
}

/**
 * An answer with its reason: picked from those often given, or in one's own words. Everything by
 * keyboard: arrows choose, Enter sends.
 */
export function DecisionForm(props: DecisionFormProps) {
  const { draft, count, first, mayOverride, problem, busy, late = false, onSend, onCancel } = props
  const { locale, actions } = useWords()
  const words = suggestionWords[locale]
  const form = answerFormWords[locale]
  const name = useId()
  const [outcome, setOutcome] = useState(first)
  const [picked, setPicked] = useState<string | null>(null)
  const { text: own, kept, write, drop, now } = useDraft(draft)
  const [override, setOverride] = useState(false)
  const [missing, setMissing] = useState(false)
  const reasons = late ? [] : reasonsOftenGiven[locale][outcome]
  const reason = picked ?? own
  const needed = outcome !== 'adopted' || override

  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (late) return onCancel()
    if (needed && !saysSomething(reason)) return setMissing(true)
    const taken = await onSend({ outcome, reason: reason.trim(), override })
    if (taken && picked === null && now() === own) drop()
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposed(event.nativeEvent))
      send()
  }

  return (
    <form
      className="decision"
      onSubmit={send}
      onKeyDown={pressed}
      aria-label={words.decide.title(count)}
    >
      {!late && (
        <label className="decision-outcome">
          <span>{form.outcome}</span>
          <select
            value={outcome}
            onChange={({ target }) => {
              setOutcome(outcomes.find((each) => each === target.value) ?? outcome)
              setPicked(null)
            }}
          >
            {outcomes.map((each) => (
              <option key={each} value={each}>
                {words.act[each]}
              </option>
            ))}
          </select>
        </label>
      )}
      {!late && outcome === 'adopted-in-part' && <p className="small quiet">{form.inPart}</p>}
      <AutoFocus>
        <fieldset aria-describedby={missing ? `${name}-missing` : undefined}>
          <legend>{late ? words.decide.kept : needed ? words.decide.reason : form.optional}</legend>
          {reasons.map((each) => (
            <label key={each} className="decision-reason">
              <input
                type="radio"
                name={name}
                checked={picked === each}
                onChange={() => setPicked(each)}
              />
              {each}
            </label>
          ))}
          <textarea
            dir="auto"
            aria-label={reasons.length > 0 ? form.own : words.decide.reason}
            placeholder={reasons.length > 0 ? form.own : ''}
            rows={2}
            maxLength={10_000}
            value={own}
            aria-invalid={missing && !saysSomething(reason)}
            onChange={({ target }) => {
              write(target.value)
              setPicked(null)
            }}
          />
        </fieldset>
      </AutoFocus>
      {mayOverride && !late && (
        <label className="decision-reason">
          <input
            type="checkbox"
            checked={override}
            onChange={({ target }) => setOverride(target.checked)}
          />
          {form.override}
        </label>
      )}
      {missing && !saysSomething(reason) && (
        <p className="problem small" role="alert" id={`${name}-missing`}>
          {form.missing}
        </p>
      )}
      <Unkept unless={kept} />
      {problem && (
        <p className="problem small" role="alert">
          {problem}
        </p>
      )}
      <div className="decision-actions">
        <Button look="plain" onPress={onCancel}>
          {actions.cancel}
        </Button>
        <Button look="solid" type="submit" isDisabled={busy}>
          {late ? form.asComment : busy ? form.sending : form.send}
        </Button>
      </div>
    </form>
  )
}
