import { useEffect, useState } from 'react'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { type Leftovers, leftoversOf } from '../sync/leftovers.ts'
import type { Replica } from '../sync/state.ts'
import { waitingHere } from '../sync/waiting.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { fieldLabels, UnsentWords } from './UnsentWords.tsx'

/** Who leaves this device, why, and where the page goes then. */
export type Leaving = {
  /** `other`: somebody else has the device in hand. */
  readonly as: 'leave' | 'other'
  readonly person: string
  readonly to: string
  /** The room that is open around this. */
  readonly room?: { readonly commitment: string; readonly replica: Replica }
}

/** Ends this session on this device; first it shows what the others have not got yet. */
export function LeaveDialog({ as, person, to, room, onClose }: Leaving & { onClose: () => void }) {
  const { locale, actions } = useWords()
  const texts = peopleWords[locale].leave
  const unsent = useUnsentOf(person, room)
  const [failure, setFailure] = useState<Failure | null>(null)

  const leave = async () => {
    const answer = await api.leave()
    // Nobody is known here any more: that is what was asked for.
    if (answer.ok || answer.failure.code === 'no-session') window.location.assign(to)
    else setFailure(answer.failure)
  }

  return (
    <Dialog title={texts[as]} open onClose={onClose}>
      <p>{texts.lead}</p>
      {unsent && unsent.length > 0 && (
        <p className="problem" role="alert">
          {texts.unsent(unsent.length)}
        </p>
      )}
      {unsent?.map(({ commitment, words, record }) => (
        <UnsentWords
          key={commitment}
          words={words}
          title={texts.words}
          lead={texts.copy}
          fieldLabel={fieldLabels(record, locale)}
        />
      ))}
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, locale)}
        </p>
      )}
      <div className="dialog-actions">
        <Button look="plain" onPress={onClose}>
          {actions.cancel}
        </Button>
        <Button look="danger" isDisabled={unsent === null} onPress={leave}>
          {texts.go}
        </Button>
      </div>
    </Dialog>
  )
}

type Unsent = Leftovers & { readonly commitment: string }

/** By commitment, what of this person waits here; without words where another tab is at it. */
function useUnsentOf(person: string, room: Leaving['room']): readonly Unsent[] | null {
  const [unsent, setUnsent] = useState<readonly Unsent[] | null>(null)
  const commitment = room?.commitment
  const replica = room?.replica
  useEffect(() => {
    let current = true
    const look = async () => {
      const found = new Map<string, Unsent>()
      if (commitment && replica && replica.state.unsent > 0) {
        const words = replica.unsentWords()
        found.set(commitment, { commitment, words, record: replica.state.record })
      }
      for (const slot of await waitingHere()) {
        const other = slot.commitment
        if (slot.person !== person || other === commitment || found.has(other)) continue
        found.set(other, { commitment: other, ...(await leftoversOf(other, person)) })
      }
      if (current) setUnsent([...found.values()])
    }
    void look()
    return () => {
      current = false
    }
  }, [person, commitment, replica])
  return unsent
}
