import { type FormEvent, useState } from 'react'
import { awaitsAnswer, speakerOf } from '../../shared/record/answering.ts'
import { may } from '../../shared/roles.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { suggestionListWords } from '../locale/suggestionLists.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { Button } from '../ui/Button.tsx'
import { useDraft } from '../ui/drafts.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { countBy } from './filters.ts'
import type { Decisions } from './useDecisions.ts'

type DeclineAllProps = { state: Drawable; decisions: Decisions }

/**
 * For facilitators: what one person has brought too much of is declined in one step, with one reason,
 * when answering each of them is no conversation any more.
 */
export function DeclineAll({ state, decisions }: DeclineAllProps) {
  const { locale } = useWords()
  const { declineAll: texts } = suggestionListWords[locale]
  const { decide } = suggestionWords[locale]
  const [person, setPerson] = useState('')
  const { text: reason, write, drop } = useDraft('decline-all')
  const waiting = Object.values(state.record.suggestions).filter(
    (each) => awaitsAnswer(each) && speakerOf(each) !== state.me.id && each.person !== state.me.id,
  )
  const counts = [...countBy(waiting, speakerOf)].filter(([, count]) => count > 1)
  const facilitates = state.role !== null && may(state.role, 'facilitate')
  if (!facilitates || counts.length === 0 || state.record.state === 'final') return null
  const nameOf = (id: string) => {
    const known = state.people.get(id)
    return known ? nameShown(known, locale) : id
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const why = reason.trim()
    if (person === '' || !saysSomething(why)) return
    void decisions.declineAllOf(person, nameOf(person), why).then((done) => {
      if (!done) return
      setPerson('')
      drop()
    })
  }
  return (
    <details className="decline-all">
      <summary>{texts.title}</summary>
      <form className="decision" onSubmit={send}>
        <label className="list-filter">
          <span>{texts.person}</span>
          <select required value={person} onChange={({ target }) => setPerson(target.value)}>
            <option value="">{texts.choose}</option>
            {counts.map(([id, count]) => (
              <option key={id} value={id}>
                {`${nameOf(id)} (${count})`}
              </option>
            ))}
          </select>
        </label>
        <textarea
          dir="auto"
          aria-label={decide.reason}
          placeholder={decide.reason}
          rows={2}
          required
          maxLength={10_000}
          value={reason}
          onChange={({ target }) => write(target.value)}
        />
        {decisions.problem && (
          <p className="problem small" role="alert">
            {decisions.problem}
          </p>
        )}
        <div className="decision-actions">
          <Button type="submit" isDisabled={decisions.busy}>
            {person === '' ? texts.none : texts.act(nameOf(person))}
          </Button>
        </div>
      </form>
    </details>
  )
}
