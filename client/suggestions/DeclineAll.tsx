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
import { Unkept } from '../ui/Unkept.tsx'
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
  const { text: reason, kept, write, drop } = useDraft('decline-all')
  const [all, setAll] = useState(false)
  const [everybody, setEverybody] = useState(false)
  const brought = broughtBy(state)
  const facilitates = state.role !== null && may(state.role, 'facilitate')
  if (!facilitates || brought.length === 0 || state.record.state === 'final') return null
  const nameOf = (id: string) => {
    const known = state.people.get(id)
    return known ? nameShown(known, locale) : id
  }
  const act = everybody
    ? all
      ? texts.actAllEverybody
      : texts.actEverybody
    : all
      ? texts.actAll
      : texts.act
  const send = (event: FormEvent) => {
    event.preventDefault()
    const why = reason.trim()
    if (person === '' || !saysSomething(why)) return
    void decisions.declineAllOf(person, nameOf(person), why, { all, everybody }).then((done) => {
      if (!done) return
      setPerson('')
      setAll(false)
      setEverybody(false)
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
            {brought.map(({ id, waiting, said }) => (
              <option key={id} value={id}>
                {texts.option(nameOf(id), waiting, said)}
              </option>
            ))}
          </select>
        </label>
        <label className="decision-reason">
          <input type="checkbox" checked={all} onChange={({ target }) => setAll(target.checked)} />
          <span>{texts.all}</span>
        </label>
        <label className="decision-reason">
          <input
            type="checkbox"
            checked={everybody}
            onChange={({ target }) => setEverybody(target.checked)}
          />
          <span>{texts.everybody}</span>
        </label>
        {all && <p className="quiet small">{texts.allHint}</p>}
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
        <Unkept unless={kept} />
        {decisions.problem && (
          <p className="problem small" role="alert">
            {decisions.problem}
          </p>
        )}
        <div className="decision-actions">
          <Button type="submit" isDisabled={decisions.busy}>
            {person === '' ? texts.none : act(nameOf(person))}
          </Button>
        </div>
      </form>
    </details>
  )
}

/** Who has brought more than one of something, the most first, but for oneself. */
function broughtBy({ record, me }: Drawable) {
  const waiting = countBy(
    Object.values(record.suggestions).filter((each) => awaitsAnswer(each) && each.person !== me.id),
    speakerOf,
  )
  const said = new Map<string, number>()
  const comments = Object.values(record.threads).flatMap((thread) => thread.comments)
  for (const { person } of [...comments.filter(({ deleted }) => !deleted), ...record.dismissals])
    said.set(person, (said.get(person) ?? 0) + 1)
  return [...new Set([...waiting.keys(), ...said.keys()])]
    .filter((id) => id !== me.id)
    .map((id) => ({ id, waiting: waiting.get(id) ?? 0, said: said.get(id) ?? 0 }))
    .filter((one) => one.waiting > 1 || one.said > 1)
    .sort((a, b) => b.waiting + b.said - a.waiting - a.said)
}
