import { memo, useCallback, useMemo, useState } from 'react'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import type { Suggestion, Thread } from '../../shared/record/record.ts'
import type { Outcome } from '../../shared/record/states.ts'
import { may } from '../../shared/roles.ts'
import { useThreads } from '../comments/useThreads.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { type Attention, type ItemId, useAttention } from '../rail/attention.ts'
import type { RailKey } from '../rail/keys.ts'
import { Rail, type RailItem } from '../rail/Rail.tsx'
import { draftOf } from '../suggestions/draft.ts'
import { lacksOtherKey, mayDecide, useDecisions } from '../suggestions/useDecisions.ts'
import type { Drawable, Replica } from '../sync/state.ts'
import { useReplicaLater } from '../sync/useReplica.ts'
import type { Desk } from '../text/desk.ts'
import { rowOf } from '../text/place.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useDraftKeys, useDrafts } from '../ui/drafts.tsx'
import { fetched } from '../ui/fetched.tsx'
import { backToText } from './turning.ts'
import { useThreadLink } from './useThreadLink.ts'

const DecisionForm = fetched(() =>
  import('../suggestions/DecisionForm.tsx').then((m) => m.DecisionForm),
)
const SuggestionCard = fetched(() =>
  import('../suggestions/SuggestionCard.tsx').then((m) => m.SuggestionCard),
)
const Discussion = fetched(() => import('../comments/Discussion.tsx').then((m) => m.Discussion))
const ThreadCard = fetched(() => import('../comments/ThreadCard.tsx').then((m) => m.ThreadCard))
const Tray = fetched(() => import('../comments/Tray.tsx').then((m) => m.Tray))
const SameWords = fetched(() => import('../suggestions/Alternatives.tsx').then((m) => m.SameWords))

type ReviewProps = {
  replica: Replica
  commitment: string
  desk: Desk
  attention: Attention
  fieldLabel: (field: string) => string
  onList: () => void
}

type Asking = { readonly number: number; readonly outcome: Outcome } | null

/**
 * The rail of a room: what waits for an answer and what is being discussed, beside its words. It is
 * drawn when nobody waits for anything else: a key that is pressed meanwhile comes first.
 */
export function Review({ replica, ...props }: ReviewProps) {
  const state = useReplicaLater(replica)
  return <Cards state={state} {...props} />
}

const Cards = memo(function Cards(props: Omit<ReviewProps, 'replica'> & { state: Drawable }) {
  const { state, commitment, desk, attention, fieldLabel, onList } = props
  const { locale } = useWords()
  const words = suggestionWords[locale]
  const { record } = state
  const decisions = useDecisions(commitment, state)
  const active = useAttention(attention)
  useThreadLink(attention, record.threads)
  const [asking, setAsking] = useState<Asking>(null)
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [together, setTogether] = useState(false)
  const { open, gone, settled, about } = useThreads(state)
  const suggested = Object.keys(record.suggestions).length
  const waiting = useMemo(
    () => Object.values(record.suggestions).filter(awaitsAnswer),
    [record.suggestions],
  )
  const drafts = useDrafts()
  const drafted = useDraftKeys()
  // Answered by somebody else while this person was writing on its card
  const kept = Object.values(record.suggestions).filter(
    (each) =>
      drafted.has(draftOf(each.number)) &&
      !awaitsAnswer(each) &&
      !decisions.busy &&
      (drafts.get(draftOf(each.number)) !== '' || active === `suggestion:${each.number}`),
  )
  const mayAnswer = state.role !== null && may(state.role, 'decide')
  const chosen = waiting.filter(({ number }) => selected.has(number))

  const select = (number: number, on: boolean) => {
    const others = [...selected].filter((each) => each !== number)
    setSelected(new Set(on ? [...others, number] : others))
  }
  const items: RailItem[] = [
    ...[...waiting, ...kept].map((suggestion) => suggestionItem(suggestion)),
    ...[...open, ...settled.filter(({ id }) => drafted.has(`thread:${id}`))].map((thread) =>
      threadItem(thread),
    ),
  ]

  function suggestionItem(suggestion: Suggestion): RailItem {
    const { number, field } = suggestion
    const speaker = state.people.get(suggestion.onBehalfOf ?? suggestion.person)
    const threads = about(number)
    const own = mayDecide(state, suggestion) === 'own'
    return {
      id: `suggestion:${number}`,
      icon: 'suggest',
      hue: `--sector-${speaker?.sector ?? 'public'}`,
      own,
      section: elementOf(field),
      card: (expanded) => (
        <SuggestionCard
          {...{ suggestion, state, decisions, expanded }}
          comments={threads.reduce((sum, { comments }) => sum + comments.length, 0)}
          discussion={(threads.length > 0 ? threads : [null]).map((thread, at) => (
            <Discussion
              key={thread?.id ?? 'new'}
              {...{ commitment, state, thread }}
              anchor={{ on: 'suggestion', suggestion: number }}
              // one draft on a card: a comment until an answer is asked for, then its reason
              {...(at === 0 && { draft: draftOf(number), elsewhere: asking?.number === number })}
            />
          ))}
          {...(mayDecide(state, suggestion) === 'yes' && {
            selection: {
              selected: selected.has(number),
              onSelect: (on: boolean) => select(number, on),
            },
          })}
          asking={asking?.number === number ? asking.outcome : null}
          onAsk={(outcome) => setAsking(outcome && { number, outcome })}
          onDecided={() => setAsking(null)}
        />
      ),
    }
  }

  function threadItem(thread: Thread): RailItem {
    const [first] = thread.comments
    const author = first && state.people.get(first.person)
    return {
      id: `thread:${thread.id}`,
      icon: 'comment',
      hue: `--sector-${author?.sector ?? 'public'}`,
      own: first?.person === state.me.id,
      section: thread.anchor.on === 'section' ? elementOf(thread.anchor.field) : undefined,
      card: (expanded) => <ThreadCard {...{ commitment, state, thread, expanded, fieldLabel }} />,
    }
  }

  const onKey = (key: RailKey, item: ItemId) => {
    if (key === 'leave') {
      if (asking) setAsking(null)
      else backToText(desk, attention)
      return
    }
    const suggestion = waiting.find(({ number }) => item === `suggestion:${number}`)
    if (!suggestion || mayDecide(state, suggestion) !== 'yes' || decisions.busy) return
    const { number } = suggestion
    attention.turnTo(item, 'rail')
    if (key === 'select') select(number, !selected.has(number))
    if (key === 'decline') setAsking({ number, outcome: 'declined' })
    if (key === 'adopt') {
      if (drafts.get(draftOf(number)).trim() !== '') setAsking({ number, outcome: 'adopted' })
      else decisions.decide([suggestion], { outcome: 'adopted', reason: '', override: false })
    }
  }

  return (
    <>
      <Rail
        ready={state.role !== null}
        items={items}
        attention={attention}
        words={{
          ...words,
          label: words.rail,
          keys: words.railKeys,
          letters: words.railLetters,
        }}
        subscribe={useCallback((changed: () => void) => desk.subscribe(changed), [desk])}
        onKey={onKey}
        onTakeBack={decisions.takeBack}
        head={
          chosen.length > 0 ? (
            <span className="rail-selected">
              <span>{words.selected(chosen.length)}</span>
              <Button look="solid" onPress={() => setTogether(true)}>
                {words.answerThese}
              </Button>
              <IconButton icon="close" label={words.clear} onPress={() => setSelected(new Set())} />
            </span>
          ) : (
            <Button look="plain" icon="outline" onPress={onList}>
              <span>
                {words.showAll.all}
                <span className="rail-what">{words.showAll.what}</span>
                {` (${suggested})`}
              </span>
            </Button>
          )
        }
        empty={items.length + gone.length + settled.length + suggested === 0}
        foot={
          gone.length + settled.length > 0 && (
            <Tray {...{ commitment, state, gone, settled, fieldLabel }} />
          )
        }
      />
      {items.length === 0 && active === null && (
        <p className="rail-empty quiet">{mayAnswer ? words.empty : words.emptySuggest}</p>
      )}
      {together && (
        <Dialog title={words.decide.title(chosen.length)} open onClose={() => setTogether(false)}>
          <SameWords record={record} numbers={chosen.map(({ number }) => number)} />
          <DecisionForm
            draft="together"
            count={chosen.length}
            first="adopted"
            mayOverride={
              state.role !== null &&
              may(state.role, 'facilitate') &&
              chosen.some((each) => lacksOtherKey(state, each))
            }
            busy={decisions.busy}
            problem={decisions.problem}
            onCancel={() => setTogether(false)}
            onSend={async (answer) => {
              if (!(await decisions.decide(chosen, answer))) return false
              setSelected(new Set())
              setTogether(false)
              return true
            }}
          />
        </Dialog>
      )}
    </>
  )
})

/** The element beside which a section's cards stand. */
function elementOf(field: string): string {
  return rowOf(field) ?? field
}
