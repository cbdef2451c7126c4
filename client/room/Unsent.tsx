import { useEffect, useState } from 'react'
import { templateOf } from '../../shared/commitment/template.ts'
import { api } from '../api.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { type Leftovers, leftoversOf } from '../sync/leftovers.ts'
import type { Replica, Words } from '../sync/state.ts'
import { useStatus } from '../sync/useReplica.ts'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import './tray.css'

type FieldLabel = (field: string) => string

/** Behind the end of a session: what the others will never hear of, to take elsewhere. */
export function EndedHere({ replica, fieldLabel }: { replica: Replica; fieldLabel: FieldLabel }) {
  const { locale } = useWords()
  const ended = useStatus(replica).type === 'ended'
  const [words, setWords] = useState<readonly Words[]>([])
  useEffect(() => {
    if (!ended) return setWords([])
    const { doc } = replica.state
    const look = () => setWords(replica.unsentWords())
    look()
    doc.on('update', look)
    return () => doc.off('update', look)
  }, [ended, replica])
  const { title, lead } = peopleWords[locale].unsent.ended
  return <UnsentWords words={words} title={title} lead={lead} fieldLabel={fieldLabel} />
}

/** What this device holds of a commitment that its person cannot open any more. */
export function LeftHere({ commitment }: { commitment: string }) {
  const { locale } = useWords()
  const [left, setLeft] = useState<Leftovers>({ words: [], record: null })
  useEffect(() => {
    let current = true
    const look = async () => {
      const me = await api.me()
      const found = await leftoversOf(commitment, me.ok ? me.value.person.id : null)
      if (current) setLeft(found)
    }
    void look()
    return () => {
      current = false
    }
  }, [commitment])
  const { record, words } = left
  const form = record && templateOf(record.template, record.templateVersion)
  const fieldLabel = (field: string) =>
    form?.fields.find(({ name }) => name === field)?.label[locale] ?? ''
  const { title, lead } = peopleWords[locale].unsent.left
  return <UnsentWords words={words} title={title} lead={lead} fieldLabel={fieldLabel} />
}

type UnsentWordsProps = {
  words: readonly Words[]
  title: string
  lead: string
  fieldLabel: FieldLabel
}

function UnsentWords({ words, title, lead, fieldLabel }: UnsentWordsProps) {
  const { actions } = useWords()
  if (words.length === 0) return null
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    announce(actions.copied)
  }
  return (
    <section className="tray unsent no-print" aria-label={title}>
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
    </section>
  )
}
