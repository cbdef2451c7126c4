import { memo } from 'react'
import type { Template } from '../../shared/commitment/template.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { openerWords } from '../locale/openers.ts'
import { useWords } from '../locale/words.tsx'
import type { Present } from '../presence/presence.ts'
import { sectionsOf } from '../text/form.ts'
import { Avatar } from '../ui/Avatar.tsx'

type OutlineProps = {
  template: Template
  /** Fields that hold words already. */
  written: ReadonlySet<string>
  /** Whether the others are known to hold none: until then nothing is said of them. */
  known: boolean
  /** Where I am. */
  current: string | null
  present: readonly Present[]
  states: Readonly<Record<string, SectionState>>
  /** How many suggestions wait for an answer, by section; none is left out. */
  waiting: ReadonlyMap<string, number>
  onGo?: () => void
}

/**
 * The form at a glance: what still waits for words, where suggestions wait for an answer, what is
 * closed, who is where. Every line is a link.
 */
export const Outline = memo(function Outline(props: OutlineProps) {
  const { template, written, known, current, present, states, waiting, onGo } = props
  const words = useWords()
  const open = template.fields.filter(({ name, optional }) => !optional && !written.has(name))
  return (
    <nav className="outline" aria-label={words.room.outline}>
      {known && written.size > 0 && (
        <p className="outline-open quiet small">
          {openerWords[words.locale].stillOpen(open.length)}
        </p>
      )}
      {sectionsOf(template, words.locale).map(({ heading, fields }) => (
        <section key={fields[0]?.name ?? heading}>
          <h2>{heading}</h2>
          <ul>
            {fields.map(({ name, label }) => (
              <li key={name}>
                <a
                  href={`#${name}`}
                  aria-current={current === name ? 'location' : undefined}
                  onClick={onGo}
                >
                  <span className={written.has(name) ? 'dot dot-written' : 'dot'} />
                  <span className="outline-label">
                    {label[words.locale]}
                    <span className="visually-hidden">
                      {written.has(name)
                        ? `, ${words.room.written}`
                        : known && `, ${words.room.empty}`}
                    </span>
                    <SectionNote state={states[name]} />
                  </span>
                  <Waiting count={waiting.get(name) ?? 0} />
                  <PeopleIn present={present.filter(({ field }) => field === name)} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
})

function Waiting({ count }: { count: number }) {
  const { room } = useWords()
  if (count === 0) return null
  return (
    <span className="outline-waiting" title={room.openSuggestions(count)}>
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{`, ${room.openSuggestions(count)}`}</span>
    </span>
  )
}

/** Avatars beside a line; more than these would leave its words no room. */
const shown = 2

function PeopleIn({ present }: { present: readonly Present[] }) {
  const { room } = useWords()
  if (present.length === 0) return null
  const rest = present.length - shown
  const names = present.map(({ person }) => person.name).join(', ')
  return (
    <span className="outline-people" title={names}>
      {present.slice(0, shown).map(({ person }) => (
        <Avatar key={person.id} person={person} size={18} />
      ))}
      {rest > 0 && <span aria-hidden="true">+{rest}</span>}
      <span className="visually-hidden">{`, ${room.here(present.length)}`}</span>
    </span>
  )
}

function SectionNote({ state }: { state: SectionState | undefined }) {
  const words = useWords()
  if (!state || state === 'open') return null
  return <span className="outline-note">{words.sectionStates[state]}</span>
}
