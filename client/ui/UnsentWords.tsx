import { templateOf } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { useWords } from '../locale/words.tsx'
import type { Words } from '../sync/state.ts'
import { announce } from './announce.tsx'
import { Button } from './Button.tsx'
import './tray.css'

export type FieldLabel = (field: string) => string

/** What the form of a commitment calls its fields; nothing where the form is not known. */
export function fieldLabels(record: CommitmentRecord | null, locale: Locale): FieldLabel {
  const form = record && templateOf(record.template, record.templateVersion)
  return (field) => form?.fields.find(({ name }) => name === field)?.label[locale] ?? ''
}

type UnsentWordsProps = {
  words: readonly Words[]
  title: string
  lead: string
  fieldLabel: FieldLabel
  /** They are somebody else's: they go out of sight again, and stay where they are. */
  onHide?: (() => void) | undefined
}

/** Words that the others have not got, each to be copied. */
export function UnsentWords({ words, title, lead, fieldLabel, onHide }: UnsentWordsProps) {
  const { actions } = useWords()
  if (words.length === 0) return null
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    announce(actions.copied)
  }
  return (
    <section className={onHide ? 'tray no-print' : 'tray unsent no-print'} aria-label={title}>
      <h2 className="tray-head">{title}</h2>
      <p className="quiet small" role="alert">
        {lead}
      </p>
      <ul className="tray-list">
        {words.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            <p className="quiet small">{fieldLabel(field)}</p>
            <blockquote dir="auto">{text}</blockquote>
            <Button icon="copy" onPress={() => copy(text)}>
              {actions.copy}
            </Button>
          </li>
        ))}
      </ul>
      {onHide && (
        <p className="tray-actions">
          <Button icon="close" onPress={onHide}>
            {actions.close}
          </Button>
        </p>
      )}
    </section>
  )
}
