import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import type { PersonView } from '../../shared/protocol.ts'
import { hasMention, meantIn } from '../../shared/record/mentions.ts'
import { saidWith, unclearIn } from '../../shared/record/naming.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { commentWords } from '../locale/comments.ts'
import { mentionWords } from '../locale/mentions.ts'
import { useWords } from '../locale/words.tsx'
import { AutoFocus } from '../ui/AutoFocus.tsx'
import { Button } from '../ui/Button.tsx'
import { isComposed } from '../ui/composing.ts'
import { useDraft } from '../ui/drafts.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { Unkept } from '../ui/Unkept.tsx'
import { mentionAt, suggestedPeople } from './mentions.ts'
import { isCalled, type Nameable, useNameable } from './useNameable.ts'

type CommentFormProps = {
  /** Under which the words are kept until they are sent. */
  draft: string
  label: string
  /** Whose people can be named; `people`: those whom the page knows already. */
  plan: string
  people: ReadonlyMap<string, PersonView>
  /** Asked for just now: takes the focus. */
  focus?: boolean
  /** True: it was taken, and the form empties. */
  onSend: (text: string, mentions: readonly string[]) => Promise<string | null>
  /** It was taken, and this is what has been typed since. */
  onSent?: (rest: string) => void
  onCancel?: () => void
}

/** At most so many names are offered behind an `@`. */
const offered = 6

/** At most so many people are said to be meant, of those who are called alike. */
const mostMeant = 50

/**
 * A comment being written. Enter makes a line, Ctrl or ⌘ with Enter sends; an Enter that confirms
 * what an input method offers does neither. `@` offers the people of the plan.
 */
export function CommentForm(props: CommentFormProps) {
  const { draft, label, plan, people, focus = false, onSend, onSent, onCancel } = props
  const { locale, actions } = useWords()
  const words = commentWords[locale]
  const naming = mentionWords[locale]
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const { text, meant, kept, write, drop, now } = useDraft(draft)
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const mention = mentionAt(text, caret)
  const [asked, setAsked] = useState<string | null>(null)
  const nameable = useNameable(plan, people, hasMention(text), mention?.typed ?? '')
  const { offers, of } = mention
    ? suggestedPeople(mention.typed, nameable.people, offered)
    : { offers: [], of: 0 }
  const unclear = asked === text ? unclearIn(text, nameable.people, meant)[0] : undefined
  const pick = offers[Math.min(chosen, offers.length - 1)]

  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (!saysSomething(text) || busy) return
    // asked once: whoever sends it all the same names nobody there
    if (asked !== text && unclearIn(text, nameable.people, meant).length > 0) return setAsked(text)
    setBusy(true)
    const said = saidWith(text, nameable.people, meant)
    const failed = await onSend(said.text.trim(), said.mentions.slice(0, mostMeant))
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
    const next = text.slice(0, mention.from) + name + text.slice(caret)
    write(next, [...meantIn(text, next, meant), { at: mention.from, id: person.id }])
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
        {naming.hint}
      </span>
      {pick && (
        <div
          className="mention-list"
          role="listbox"
          id={`${id}-people`}
          aria-label={naming.people}
          ref={intoSight}
        >
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
      {mention && !/[\w.]/.test(text[mention.from - 1] ?? '') && (
        <Offered {...{ nameable, typed: mention.typed, rest: of - offers.length }} />
      )}
      {unclear && (
        <fieldset className="mention-unclear">
          <legend className="problem small" role="alert">
            {naming.unclear(unclear.name, unclear.people.length)}
          </legend>
          {unclear.people.slice(0, offered).map((person) => (
            <Button
              key={person.id}
              onPress={() => {
                write(text, [...meant, { at: unclear.at, id: person.id }])
                area.current?.focus()
              }}
            >
              <SectorMark sector={person.sector} />
              <bdi>{person.name}</bdi> <bdi className="quiet">{person.organisation}</bdi>
            </Button>
          ))}
        </fieldset>
      )}
      <Unkept unless={kept} />
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

type OfferedProps = { nameable: Nameable; typed: string; rest: number }

/** Beside the names that are offered: who else there is, that nobody is called that, or why not all are here. */
function Offered({ nameable, typed, rest }: OfferedProps) {
  const naming = mentionWords[useWords().locale]
  const { known, people, again } = nameable
  const isNobody = known === 'all' && typed !== '' && !people.some(isCalled(typed))
  return (
    <div className="mention-note small quiet" role="status">
      {known === 'asking' && naming.asking}
      {rest > 0 && ` ${naming.more(rest)}`}
      {isNobody && naming.nobody(typed)}
      {known === 'failed' && (
        <>
          {naming.failed}{' '}
          <Button look="plain" onPress={again}>
            {naming.again}
          </Button>
        </>
      )}
    </div>
  )
}

/** What opens below the edge of a sheet is not seen. */
function intoSight(list: HTMLElement | null): void {
  list?.scrollIntoView({ block: 'nearest' })
}
