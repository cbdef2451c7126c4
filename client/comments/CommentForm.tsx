import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import type { PersonView } from '../../shared/protocol.ts'
import { peopleOnce } from '../../shared/record/onePerson.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { commentWords } from '../locale/comments.ts'
import { useWords } from '../locale/words.tsx'
import { AutoFocus } from '../ui/AutoFocus.tsx'
import { Button } from '../ui/Button.tsx'
import { isComposed } from '../ui/composing.ts'
import { useDraft } from '../ui/drafts.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { mentionAt, suggestedPeople } from './mentions.ts'

type CommentFormProps = {
  /** Under which the words are kept until they are sent. */
  draft: string
  label: string
  people: ReadonlyMap<string, PersonView>
  /** Asked for just now: takes the focus. */
  focus?: boolean
  /** True: it was taken, and the form empties. */
  onSend: (text: string) => Promise<string | null>
  /** It was taken, and this is what has been typed since. */
  onSent?: (rest: string) => void
  onCancel?: () => void
}

/** At most so many names are offered behind an `@`. */
const offered = 6

/**
 * A comment being written. Enter makes a line, Ctrl or ⌘ with Enter sends; an Enter that confirms
 * what an input method offers does neither. `@` offers the people who are here.
 */
export function CommentForm(props: CommentFormProps) {
  const { draft, label, people, focus = false, onSend, onSent, onCancel } = props
  const { locale, actions } = useWords()
  const words = commentWords[locale]
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const { text, write, drop, now } = useDraft(draft)
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const mention = mentionAt(text, caret)
  const offers = mention ? suggestedPeople(mention.typed, peopleOnce(people), offered) : []
  const pick = offers[Math.min(chosen, offers.length - 1)]

  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (!saysSomething(text) || busy) return
    setBusy(true)
    const failed = await onSend(text.trim())
    setBusy(false)
    setProblem(failed)
    if (failed !== null) return
    // what was typed while it was on its way stays
    const typed = now()
    const rest = typed.startsWith(text) ? typed.slice(text.length) : typed
    if (rest === '') drop()
    else write(rest)
    onSent?.(rest)
  }
  const insert = (person: PersonView) => {
    if (!mention) return
    const name = `@${person.name} `
    const at = mention.from + name.length
    write(text.slice(0, mention.from) + name + text.slice(caret))
    setCaret(at)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(at, at)
    })
  }
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposed(event.nativeEvent)) return
    const moved = event.currentTarget.selectionStart !== caret
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
    // what is offered belongs to another place
    else if (moved) return
    else if (pick && (event.key === 'Enter' || event.key === 'Tab')) insert(pick)
    else if (pick && event.key === 'ArrowDown') setChosen((chosen + 1) % offers.length)
    else if (pick && event.key === 'ArrowUp')
      setChosen((chosen + offers.length - 1) % offers.length)
    else if (event.key === 'Escape' && pick) setCaret(0)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <form className="comment-form" onSubmit={send}>
      <AutoFocus on={focus}>
        <textarea
          dir="auto"
          ref={area}
          aria-label={label}
          aria-describedby={`${id}-hint`}
          aria-controls={pick ? `${id}-people` : undefined}
          aria-activedescendant={pick ? `${id}-${pick.id}` : undefined}
          placeholder={label}
          rows={text === '' && !focus ? 1 : 3}
          maxLength={10_000}
          value={text}
          onChange={({ target }) => {
            write(target.value)
            setCaret(target.selectionStart)
            setChosen(0)
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={pressed}
        />
      </AutoFocus>
      <span id={`${id}-hint`} className="visually-hidden">
        {words.mentionHint}
      </span>
      {pick && (
        <div className="mention-list" role="listbox" id={`${id}-people`} aria-label={words.people}>
          {offers.map((person) => (
            <div
              key={person.id}
              id={`${id}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={person === pick}
              onMouseDown={(event) => {
                event.preventDefault()
                insert(person)
              }}
            >
              <SectorMark sector={person.sector} />
              <bdi>{person.name}</bdi> <bdi className="quiet">{person.organisation}</bdi>
            </div>
          ))}
        </div>
      )}
      {problem && (
        <p className="problem small" role="alert">
          {problem}
        </p>
      )}
      {(text !== '' || focus) && (
        <div className="decision-actions">
          {onCancel && (
            <Button look="plain" onPress={onCancel}>
              {actions.cancel}
            </Button>
          )}
          <Button type="submit" isDisabled={busy || !saysSomething(text)}>
            {words.send}
          </Button>
        </div>
      )}
    </form>
  )
}
