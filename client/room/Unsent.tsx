import { useEffect, useState } from 'react'
import { api } from '../api.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { type Leftovers, leftoversOf } from '../sync/leftovers.ts'
import type { Replica, Words } from '../sync/state.ts'
import { useStatus } from '../sync/useReplica.ts'
import { type FieldLabel, fieldLabels, UnsentWords } from '../ui/UnsentWords.tsx'

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
  const fieldLabel = fieldLabels(record, locale)
  const { title, lead } = peopleWords[locale].unsent.left
  return <UnsentWords words={words} title={title} lead={lead} fieldLabel={fieldLabel} />
}
