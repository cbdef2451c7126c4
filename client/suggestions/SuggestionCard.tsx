import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react'
import { awaitsAnswer, isWaiting, takenOutBy } from '../../shared/record/answering.ts'
import { missingKeys } from '../../shared/record/keys.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import type { Outcome } from '../../shared/record/states.ts'
import { may } from '../../shared/roles.ts'
import { commentWords } from '../locale/comments.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { useDrafts } from '../ui/drafts.tsx'
import { fetched } from '../ui/fetched.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { describe } from './described.ts'
import { draftOf } from './draft.ts'
import { usePassage } from './passages.ts'
import { titleOf } from './title.ts'
import { type Decisions, lacksOtherKey, mayDecide } from './useDecisions.ts'
import './suggestions.css'

const DecisionForm = fetched(() => import('./DecisionForm.tsx').then((m) => m.DecisionForm))
const Answers = fetched(() => import('./Answers.tsx').then((m) => m.Answers))
const Particulars = fetched(() => import('./Particulars.tsx').then((m) => m.Particulars))
const AlsoAbout = fetched(() => import('./Alternatives.tsx').then((m) => m.AlsoAbout))

type SuggestionCardProps = {
  suggestion: Suggestion
  state: Drawable
  decisions: Decisions
  expanded: boolean
  /** Comments on it so far. */
  comments: number
  /** The thread about this suggestion. */
  discussion: ReactNode
  /** Absent where this person cannot answer it. */
  selection?: { readonly selected: boolean; readonly onSelect: (selected: boolean) => void }
  /** Which answer is being written; opened from outside by a key. */
  asking: Outcome | null
  onAsk: (outcome: Outcome | null) => void
  onDecided: () => void
}

/** A suggestion in the rail: what, by whom, when; opened, all that was said about it, and the answer. */
export function SuggestionCard(props: SuggestionCardProps) {
  const { suggestion, state, decisions, expanded, comments, discussion, selection } = props
  const { asking, onAsk, onDecided } = props
  const { locale, format, sectors } = useWords()
  const words = suggestionWords[locale]
  const { number, changedAt, status } = suggestion
  const speaker = state.people.get(suggestion.onBehalfOf ?? suggestion.person)
  const scribe = suggestion.onBehalfOf ? state.people.get(suggestion.person) : null
  const [problemOf, setProblemOf] = useState(false)
  const drafts = useDrafts()
  // Here only as long as this person's words are on it
  const answered = !awaitsAnswer(suggestion)
  useEffect(() => {
    if (answered) announce(words.decide.kept)
  }, [answered, words])
  const passage = usePassage(state, suggestion, expanded)
  const { shows } = decisions
  useLayoutEffect(() => shows(number, passage), [shows, number, passage])
  const decide = async (outcome: Outcome, reason = '', override = false) => {
    setProblemOf(true)
    const taken = await decisions.decide([suggestion], { outcome, reason, override })
    if (taken) onDecided()
    return taken
  }
  const takenOut = takenOutBy(suggestion)
  const taker = takenOut && nameShown(state.people.get(takenOut), locale)
  const keysLack = missingKeys(state.record, suggestion)

  return (
    <article className="suggestion" aria-labelledby={`suggestion-${number}`}>
      <header className="card-head">
        {speaker && <Avatar person={speaker} size={28} />}
        <p className="card-who">
          <strong>{nameShown(speaker, locale)}</strong>
          <span className="card-sub">
            {speaker && sectors[speaker.sector]}
            {' · '}
            <time dateTime={new Date(changedAt).toISOString()} title={format.moment(changedAt)}>
              {format.ago(changedAt)}
            </time>
          </span>
        </p>
        <span className="card-number">
          <span aria-hidden="true">{words.number(number)}</span>
          <span className="visually-hidden">{words.spoken(number)}</span>
        </span>
        {selection && (
          <input
            type="checkbox"
            className="card-select"
            aria-label={words.select(number)}
            checked={selection.selected}
            onClick={(event) => event.stopPropagation()}
            onChange={({ target }) => selection.onSelect(target.checked)}
          />
        )}
      </header>
      <h3 className="card-title" id={`suggestion-${number}`} lang={state.record.locale}>
        {titleOf(describe(state.doc, suggestion, passage), locale)}
      </h3>
      {scribe && !suggestion.brought && (
        <p className="small quiet">{words.onBehalf(nameShown(scribe, locale))}</p>
      )}
      {suggestion.brought && (
        <p className="small quiet">
          {words.brought(
            suggestion.brought.source,
            state.people.get(suggestion.person)?.name ?? '',
            suggestion.brought.at === null ? null : format.moment(suggestion.brought.at),
          )}
        </p>
      )}
      {isWaiting(suggestion) && <AlsoAbout record={state.record} number={number} />}
      {taker !== null && <p className="small">{words.takenOut(taker)}</p>}
      {!expanded && (answered || status === 'later' || comments > 0 || keysLack.length === 1) && (
        <p className="card-signs">
          {answered && <span className="chip">{words.decide.kept}</span>}
          {status === 'later' && <span className="chip">{words.outcome.later}</span>}
          {comments > 0 && <span>{commentWords[locale].count(comments)}</span>}
          {keysLack[0] && keysLack.length === 1 && (
            <span className="chip">{words.keys.missing(sectors[keysLack[0]])}</span>
          )}
        </p>
      )}
      {expanded && (
        <>
          <Particulars {...{ suggestion, state, passage }} />
          {suggestion.decisions.length > 0 && (
            <Answers suggestion={suggestion} people={state.people} />
          )}
          {answered && (
            <p className="small">
              <span className="chip">
                {status === 'emptied' || status === 'open'
                  ? words.status[status]
                  : words.outcome[status]}
              </span>{' '}
              {words.decide.kept}
            </p>
          )}
          {discussion}
          {answered && asking === null && (
            <Button look="plain" onPress={() => drafts.drop(draftOf(number))}>
              {words.decide.putAway}
            </Button>
          )}
          {asking === null ? (
            <Actions
              suggestion={suggestion}
              state={state}
              busy={decisions.busy}
              // what was written is asked about: it may be the reason
              onAdopt={() =>
                drafts.get(draftOf(number)).trim() === '' ? decide('adopted') : onAsk('adopted')
              }
              onAsk={onAsk}
            />
          ) : (
            <DecisionForm
              draft={draftOf(number)}
              late={answered}
              count={1}
              first={asking}
              mayOverride={
                lacksOtherKey(state, suggestion) &&
                state.role !== null &&
                may(state.role, 'facilitate')
              }
              busy={decisions.busy}
              problem={decisions.problem}
              onSend={({ outcome, reason, override }) => decide(outcome, reason, override)}
              onCancel={() => onAsk(null)}
            />
          )}
          {asking === null && problemOf && decisions.problem && (
            <p className="problem small" role="alert">
              {decisions.problem}
            </p>
          )}
        </>
      )}
    </article>
  )
}

type ActionsProps = {
  suggestion: Suggestion
  state: Drawable
  busy: boolean
  onAdopt: () => void
  onAsk: (outcome: Outcome) => void
}

const others = ['adopted', 'adopted-in-part', 'later', 'out-of-scope'] as const

function Actions({ suggestion, state, busy, onAdopt, onAsk }: ActionsProps) {
  const { locale } = useWords()
  const words = suggestionWords[locale]
  const may = mayDecide(state, suggestion)
  if (may === 'own') return <p className="small quiet">{words.ownExplained}</p>
  if (may === 'role') return <p className="small quiet">{words.readerExplained}</p>
  if (may === 'final') return <p className="small quiet">{words.finalExplained}</p>
  if (may === 'answered') return null
  return (
    <div className="decision-buttons">
      <Button look="solid" icon="check" isDisabled={busy} onPress={onAdopt}>
        {words.act.adopted}
      </Button>
      <Button icon="close" isDisabled={busy} onPress={() => onAsk('declined')}>
        {words.act.declined}
      </Button>
      <Menu
        label={words.other}
        trigger={<IconButton icon="more" label={words.other} isDisabled={busy} />}
      >
        {others.map((outcome) => (
          <MenuItem key={outcome} onAction={() => onAsk(outcome)}>
            {`${outcome === 'adopted' ? words.decide.withReason : words.act[outcome]}…`}
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}
