import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Template } from '../../shared/commitment/template.ts'
import { cellOf, fieldFor } from '../../shared/commitment/template.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { type CheckWords, checkWords } from '../locale/checks.ts'
import { useWords } from '../locale/words.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import type { Checking, Found, Question } from './checking.ts'
import { DismissDialog } from './DismissDialog.tsx'
import { useFound } from './useFound.ts'
import './checks.css'
import { isComposed } from '../ui/composing.ts'

type ChecksPanelProps = {
  checking: Checking
  commitment: string
  template: Template
  people: ReadonlyMap<string, PersonView>
  mayDismiss: boolean
  fieldLabel: (field: string) => string
  /** Shows the words in the text and puts the caret there. */
  onGo: (place: Pick<Question, 'field' | 'from' | 'to'>) => void
  onClose: () => void
}

/** What the check asks, by section, beside the text; what is still open; what was set aside and why. */
export function ChecksPanel(props: ChecksPanelProps) {
  const { checking, commitment, template, people, mayDismiss, fieldLabel, onGo, onClose } = props
  const words = useWords()
  const texts = checkWords[words.locale]
  const found = useFound(checking)
  const chosen = useSyncExternalStore(checking.subscribe, checking.chosen)
  const [dismissing, setDismissing] = useState<Question | null>(null)
  const panel = useRef<HTMLElement>(null)

  useEffect(() => {
    if (!chosen) return
    const card = panel.current?.querySelector(`[data-card="${CSS.escape(chosen)}"]`)
    card?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  return (
    <aside
      ref={panel}
      className="checks no-print"
      aria-label={texts.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isComposed(event.nativeEvent)) onClose()
      }}
    >
      <div className="checks-head">
        <h2>{texts.title}</h2>
        <IconButton icon="close" label={words.actions.close} onPress={onClose} />
      </div>
      <p className="quiet small">{texts.lead}</p>
      <StillOpen open={found.open} fieldLabel={fieldLabel} texts={texts} onGo={onGo} />
      {found.tooLong && <p role="status">{texts.tooLong}</p>}
      {found.questions.length === 0 && !found.tooLong && (
        <p>
          {texts.none} <span className="quiet">{texts.noneLead}</span>
        </p>
      )}
      {bySection(found, template).map(([section, questions]) => (
        <section key={section} aria-label={texts.inSection(fieldLabel(section))}>
          <h3>{fieldLabel(section)}</h3>
          <ul>
            {questions.map((question) => (
              <li
                key={question.id}
                data-card={question.id}
                className={question.id === chosen ? 'check check-chosen' : 'check'}
              >
                <p>{question.question[words.locale]}</p>
                {question.quote && <blockquote dir="auto">{shortened(question.quote)}</blockquote>}
                <p className="quiet small">
                  <span className="visually-hidden">{texts.source}: </span>
                  {question.source}
                </p>
                <div className="check-actions">
                  <Button
                    onPress={() => {
                      checking.choose(question.id)
                      onGo(checking.placeOf(question))
                    }}
                  >
                    {texts.go}
                  </Button>
                  {mayDismiss && (
                    <Button look="plain" onPress={() => setDismissing(question)}>
                      {texts.dismiss}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <SetAside found={found} people={people} texts={texts} />
      {dismissing && (
        <DismissDialog
          commitment={commitment}
          question={dismissing}
          onClose={() => setDismissing(null)}
        />
      )}
    </aside>
  )
}

type StillOpenProps = Pick<ChecksPanelProps, 'fieldLabel' | 'onGo'> & {
  open: readonly string[]
  texts: CheckWords
}

function StillOpen({ open, fieldLabel, texts, onGo }: StillOpenProps) {
  return (
    <section className="checks-open" aria-label={texts.stillOpen}>
      <h3>{texts.stillOpen}</h3>
      {open.length === 0 && <p className="quiet small">{texts.stillOpenNone}</p>}
      <ul>
        {open.map((field) => (
          <li key={field}>
            <Button look="plain" onPress={() => onGo({ field, from: 0, to: 0 })}>
              {fieldLabel(field)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

type SetAsideProps = Pick<ChecksPanelProps, 'people'> & { found: Found; texts: CheckWords }

function SetAside({ found, people, texts }: SetAsideProps) {
  const words = useWords()
  if (found.aside.length === 0) return null
  return (
    <details className="checks-aside">
      <summary>{texts.aside(found.aside.length)}</summary>
      <ul>
        {found.aside.map(({ question, by }) => (
          <li key={question.id} className="check">
            <p>{question.question[words.locale]}</p>
            <blockquote dir="auto">{by.reason}</blockquote>
            <p className="quiet small">
              {texts.asideBy(
                people.get(by.person)?.name ?? texts.somebody,
                words.format.moment(by.at),
              )}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What is still open stands in a list of its own, so a question that only says so is left out. */
function bySection({ questions, open }: Found, template: Template) {
  const table = fieldFor(template, 'milestones')?.name
  const sections = new Map<string, Question[]>()
  for (const question of questions) {
    if (question.rule === 'S1' && open.includes(question.field)) continue
    const section = (cellOf(question.field) && table) || question.field
    sections.set(section, [...(sections.get(section) ?? []), question])
  }
  return [...sections]
}

/** Enough of a quote to know it again, in characters. */
const longest = 90

function shortened(quote: string): string {
  return quote.length > longest ? `${quote.slice(0, longest)}…` : quote
}
