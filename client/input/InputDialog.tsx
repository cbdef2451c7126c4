import type { ReactNode } from 'react'
import { speakerOf, takenOutBy } from '../../shared/record/answering.ts'
import { withNames } from '../../shared/record/mentions.ts'
import type { Comment, Suggestion, Thread } from '../../shared/record/record.ts'
import { isolated } from '../../shared/text/direction.ts'
import { answersGivenWords } from '../locale/answersGiven.ts'
import { suggestionListWords } from '../locale/suggestionLists.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { ItemId } from '../rail/attention.ts'
import type { Drawable } from '../sync/state.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { SectorMark } from '../ui/SectorMark.tsx'
import { type Fate, fateOf, inputOf } from './input.ts'
import './input.css'

type InputDialogProps = {
  state: Drawable
  fieldLabel: (field: string) => string
  /** A suggestion in one line. */
  titleOf: (suggestion: Suggestion) => string
  /** What others took out of it, where they did. */
  changedIn: (suggestion: Suggestion) => ReactNode
  onShow: (item: ItemId) => void
  onClose: () => void
  /** What of theirs stands, and what they took out of others' words. */
  children?: ReactNode
}

/** What this person suggested and said, and what became of each: answer, reason, by whom, where. */
export function InputDialog(props: InputDialogProps) {
  const { state, fieldLabel, titleOf, changedIn, onShow, onClose, children } = props
  const { locale } = useWords()
  const words = suggestionListWords[locale].input
  const { suggestions, threads, named } = inputOf(state.record, state.me.id)
  const answered = suggestions.filter(({ decisions }) => decisions.length > 0).length
  return (
    <Dialog title={words.title} open wide onClose={onClose}>
      <p className="quiet">{words.lead}</p>
      {suggestions.length + threads.length + named.length === 0 && <p>{words.none}</p>}
      {suggestions.length > 0 && (
        <section className="input">
          <h3>{words.suggestions}</h3>
          <p className="small quiet">{words.answered(answered, suggestions.length)}</p>
          <ol>
            {suggestions.map((suggestion) => (
              <li key={suggestion.number}>
                <OwnSuggestion
                  suggestion={suggestion}
                  title={titleOf(suggestion)}
                  changed={changedIn(suggestion)}
                  {...{ state, fieldLabel, onShow }}
                />
              </li>
            ))}
          </ol>
        </section>
      )}
      {threads.length > 0 && (
        <section className="input">
          <h3>{words.comments}</h3>
          <ol>
            {threads.map((thread) => (
              <li key={thread.id}>
                <OwnThread {...{ thread, state, fieldLabel, onShow }} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {named.length > 0 && (
        <section className="input">
          <h3>{words.mentions}</h3>
          <ol>
            {named.map(({ thread, comment }) => (
              <li key={comment.id}>
                <Naming {...{ thread, comment, state, fieldLabel, onShow }} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {children}
    </Dialog>
  )
}

type OwnProps = Pick<InputDialogProps, 'state' | 'fieldLabel' | 'onShow'>

type OwnSuggestionProps = OwnProps & { suggestion: Suggestion; title: string; changed: ReactNode }

function OwnSuggestion(props: OwnSuggestionProps) {
  const { suggestion, title, changed, state, fieldLabel, onShow } = props
  const { locale, format } = useWords()
  const words = suggestionWords[locale]
  const given = answersGivenWords[locale]
  const fate = fateOf(suggestion, state.doc)
  const last = suggestion.decisions.at(-1)
  const again = suggestion.reopenings.at(-1)
  const decider = last && state.people.get(last.person)
  const takenOut = takenOutBy(suggestion)
  const taker = takenOut && nameShown(state.people.get(takenOut), locale)
  return (
    <article>
      <p className="list-line">
        <span>{words.number(suggestion.number)}</span>
        <span>{fieldLabel(suggestion.field)}</span>
        <time>{format.moment(suggestion.openedAt)}</time>
      </p>
      <p className="input-title" lang={state.record.locale}>
        {title}
      </p>
      {changed}
      {suggestion.status === 'emptied' && (
        <p className="quiet">
          {taker === null ? suggestionListWords[locale].input.takenBack : words.takenOut(taker)}
        </p>
      )}
      {suggestion.status === 'open' && !last && (
        <p className="quiet">{suggestionListWords[locale].input.waiting}</p>
      )}
      {last && (
        <div className="input-answer">
          <p>
            <strong>
              {suggestion.changed && last.outcome === 'adopted'
                ? words.changed
                : words.outcome[last.outcome]}
            </strong>{' '}
            <span className="small">
              {decider && <SectorMark sector={decider.sector} />} {nameShown(decider, locale)} ·{' '}
              {format.moment(last.at)}
            </span>
          </p>
          {last.reason && <blockquote dir="auto">{last.reason}</blockquote>}
          {last.override && <p className="small quiet">{given.override}</p>}
          {suggestion.status === 'open' && <p className="small quiet">{given.waits}</p>}
          {suggestion.status === 'open' && again && (
            <>
              <p>
                <strong>{given.again}</strong>{' '}
                <span className="small">
                  {given.by(nameShown(state.people.get(again.person), locale))} ·{' '}
                  {format.moment(again.at)}
                </span>
              </p>
              <blockquote dir="auto">{again.reason}</blockquote>
            </>
          )}
        </div>
      )}
      {suggestion.status !== 'emptied' && <WhereNow fate={fate} onShow={onShow} />}
    </article>
  )
}

function WhereNow({ fate, onShow }: { fate: Fate; onShow: (item: ItemId) => void }) {
  const { locale } = useWords()
  if (!fate.inText)
    return <p className="small quiet">{suggestionListWords[locale].input.notInText}</p>
  return (
    <Button look="plain" icon="follow" onPress={() => onShow(fate.item)}>
      {suggestionListWords[locale].input.inText(fate.quote)}
    </Button>
  )
}

function itemOf({ anchor, id }: Thread): ItemId {
  return anchor.on === 'suggestion' ? `suggestion:${anchor.suggestion}` : `thread:${id}`
}

function Naming(props: OwnProps & { thread: Thread; comment: Comment }) {
  const { thread, comment, state, onShow } = props
  const { locale, format } = useWords()
  const { people } = state
  return (
    <article>
      <p className="list-line">
        <bdi>{nameShown(people.get(speakerOf(comment)), locale)}</bdi>
        <time>{format.moment(comment.at)}</time>
      </p>
      <blockquote dir="auto">
        {withNames(comment.text, (id) => isolated(nameShown(people.get(id), locale)))}
      </blockquote>
      <Button look="plain" icon="follow" onPress={() => onShow(itemOf(thread))}>
        {suggestionWords[locale].toText}
      </Button>
    </article>
  )
}

function OwnThread({ thread, state, fieldLabel, onShow }: OwnProps & { thread: Thread }) {
  const { locale, format } = useWords()
  const words = suggestionWords[locale]
  const { anchor, comments } = thread
  const said = comments.filter(({ person }) => person === state.me.id)
  const resolver = thread.resolved && state.people.get(thread.resolved.person)
  return (
    <article>
      <p className="list-line">
        <span>
          {anchor.on === 'suggestion' ? words.number(anchor.suggestion) : fieldLabel(anchor.field)}
        </span>
        <span>
          {thread.resolved
            ? suggestionListWords[locale].input.settled
            : suggestionListWords[locale].input.unsettled}
        </span>
        {resolver && <span>{nameShown(resolver, locale)}</span>}
      </p>
      {said.map(({ id, text, at, deleted }) => (
        <p key={id} className="input-title">
          {deleted ? '—' : text} <time className="small quiet">{format.moment(at)}</time>
        </p>
      ))}
      <Button look="plain" icon="follow" onPress={() => onShow(itemOf(thread))}>
        {words.toText}
      </Button>
    </article>
  )
}
