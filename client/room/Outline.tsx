import type { Template } from '../../shared/commitment/template.ts'
import type { SectionState } from '../../shared/record/events.ts'
import { useWords } from '../locale/words.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { sectionsOf } from './form.ts'
import type { Present } from './presence.ts'

type OutlineProps = {
  template: Template
  /** Fields that hold words already. */
  written: ReadonlySet<string>
  /** Where I am. */
  current: string | null
  present: readonly Present[]
  states: Readonly<Record<string, SectionState>>
  onGo?: () => void
}

/** The form at a glance: what is written, what is closed, who is where. Every line is a link. */
export function Outline(props: OutlineProps) {
  const { template, written, current, present, states, onGo } = props
  const words = useWords()
  return (
    <nav className="outline" aria-label={words.room.outline}>
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
                      {`, ${written.has(name) ? words.room.written : words.room.empty}`}
                    </span>
                    <SectionNote state={states[name]} />
                  </span>
                  <span className="outline-people">
                    {present
                      .filter(({ field }) => field === name)
                      .map(({ person }) => (
                        <Avatar key={person.id} person={person} size={18} />
                      ))}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function SectionNote({ state }: { state: SectionState | undefined }) {
  const words = useWords()
  if (!state || state === 'open') return null
  return <span className="outline-note">{words.sectionStates[state]}</span>
}
