import { type ReactNode, useState } from 'react'
import { awaitsAnswer, takenOutBy } from '../../shared/record/answering.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { type Outcome, outcomes } from '../../shared/record/states.ts'
import { sectors as allSectors, may } from '../../shared/roles.ts'
import { suggestionListWords } from '../locale/suggestionLists.ts'
import { type SuggestionWords, suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { fetched } from '../ui/fetched.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { SectorMark } from '../ui/SectorMark.tsx'
import { DeclineAll } from './DeclineAll.tsx'
import { countBy, type Filters, filtered, noFilters } from './filters.ts'
import { Changed } from './Particulars.tsx'
import { Reopen } from './Reopen.tsx'
import { toldInLine } from './told.ts'
import type { Decisions } from './useDecisions.ts'
import './list.css'

const Answers = fetched(() => import('./Answers.tsx').then((m) => m.Answers))
const AlsoAbout = fetched(() => import('./Alternatives.tsx').then((m) => m.AlsoAbout))

type SuggestionListProps = {
  state: Drawable
  decisions: Decisions
  /** A field of the form for each field, in words and in the form's order. */
  sectionOf: (field: string) => string
  fieldLabel: (field: string) => string
  onShow: (number: number) => void
  /** What was said about a suggestion; also when it has been answered. */
  discussion: (number: number) => ReactNode
  onClose: () => void
}

/** Everything ever suggested and what became of it, with filters and their counts. */
export function SuggestionList(props: SuggestionListProps) {
  const { state, decisions, sectionOf, fieldLabel, onShow, discussion, onClose } = props
  const { locale, sectors } = useWords()
  const words = suggestionWords[locale]
  const lists = suggestionListWords[locale]
  const [filters, setFilters] = useState<Filters>(noFilters)
  const all = Object.values(state.record.suggestions)
  const sectorOf = (person: string) => state.people.get(person)?.sector
  const known = { me: state.me.id, sectorOf, sectionOf }
  const shown = filtered(all, filters, known)
  const count = (change: Partial<Filters>) => filtered(all, { ...filters, ...change }, known).length
  const sections = [...countBy(all, ({ field }) => sectionOf(field)).keys()]
  const statuses = ['open', ...outcomes, 'emptied'] as const

  return (
    <Dialog title={lists.list.title} open wide onClose={onClose}>
      <p className="quiet">{lists.list.lead}</p>
      <div className="list-filters">
        <Filter
          label={lists.list.show}
          value={filters.show}
          options={(['all', 'waiting', 'mine'] as const).map((value) => ({
            value,
            label: { all: lists.list.any, waiting: lists.list.openOnly, mine: lists.list.mine }[
              value
            ],
            count: count({ show: value }),
          }))}
          onChange={(show) => setFilters({ ...filters, show })}
        />
        <Filter
          label={lists.list.section}
          value={filters.section ?? ''}
          options={[
            { value: '', label: lists.list.any, count: count({ section: null }) },
            ...sections.map((value) => ({
              value,
              label: fieldLabel(value),
              count: count({ section: value }),
            })),
          ]}
          onChange={(section) => setFilters({ ...filters, section: section || null })}
        />
        <Filter
          label={lists.list.sector}
          value={filters.sector ?? ''}
          options={[
            { value: '' as const, label: lists.list.any, count: count({ sector: null }) },
            ...allSectors.map((value) => ({
              value,
              label: sectors[value],
              count: count({ sector: value }),
            })),
          ]}
          onChange={(sector) => setFilters({ ...filters, sector: sector || null })}
        />
        <Filter
          label={lists.list.status}
          value={filters.status ?? ''}
          options={[
            { value: '' as const, label: lists.list.any, count: count({ status: null }) },
            ...statuses.map((value) => ({
              value,
              label: statusWords(value, words),
              count: count({ status: value }),
            })),
          ]}
          onChange={(status) => setFilters({ ...filters, status: status || null })}
        />
      </div>
      <DeclineAll state={state} decisions={decisions} />
      <p role="status">{lists.list.count(shown.length, all.length)}</p>
      {shown.length === 0 && all.length > 0 && <p className="quiet">{lists.list.none}</p>}
      <ol className="list">
        {shown.map((suggestion) => (
          <li key={suggestion.number}>
            <ListItem {...{ suggestion, state, decisions, fieldLabel, onShow, discussion }} />
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

type ListItemProps = Omit<SuggestionListProps, 'sectionOf' | 'onClose'> & {
  suggestion: Suggestion
}

function ListItem(props: ListItemProps) {
  const { suggestion, state, decisions, fieldLabel, onShow, discussion } = props
  const { locale, format, sectors } = useWords()
  const words = suggestionWords[locale]
  const { number, status, field, changedAt } = suggestion
  const speaker = state.people.get(suggestion.onBehalfOf ?? suggestion.person)
  const waits = awaitsAnswer(suggestion)
  const answered = status !== 'emptied' && !waits
  const mayDecide = state.role !== null && may(state.role, 'decide')
  return (
    <article className="list-item" aria-labelledby={`list-${number}`}>
      <p className="list-line">
        <span>{words.number(number)}</span>
        {speaker && (
          <span>
            <SectorMark sector={speaker.sector} /> {nameShown(speaker, locale)} ·{' '}
            {sectors[speaker.sector]}
          </span>
        )}
        <span>{fieldLabel(field)}</span>
        <time dateTime={new Date(changedAt).toISOString()}>{format.moment(changedAt)}</time>
        <span className="chip">
          {takenOutBy(suggestion) !== null
            ? words.status.takenOut
            : status === 'adopted' && suggestion.changed
              ? words.changed
              : statusWords(status, words)}
        </span>
      </p>
      <h3 className="card-title" id={`list-${number}`} lang={state.record.locale}>
        {toldInLine(state, suggestion, locale)}
      </h3>
      {waits && <AlsoAbout record={state.record} number={number} />}
      <Changed suggestion={suggestion} people={state.people} />
      {suggestion.decisions.length > 0 && <Answers suggestion={suggestion} people={state.people} />}
      {discussion(number)}
      {waits && (
        <Button look="plain" icon="follow" onPress={() => onShow(number)}>
          {words.toText}
        </Button>
      )}
      {answered && mayDecide && state.record.state !== 'final' && (
        <Reopen
          number={number}
          busy={decisions.busy}
          problem={decisions.problem}
          onReopen={(reason) => decisions.reopen(suggestion, reason)}
        />
      )}
    </article>
  )
}

type FilterProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string; count: number }[]
  onChange: (value: Value) => void
}

function Filter<Value extends string>({ label, value, options, onChange }: FilterProps<Value>) {
  return (
    <label className="list-filter">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {`${option.label} (${option.count})`}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A status in words, for chips and filters. */
export function statusWords(status: Suggestion['status'], words: SuggestionWords): string {
  if (status === 'open' || status === 'emptied') return words.status[status]
  return words.outcome[status satisfies Outcome]
}
