import { useEffect, useState } from 'react'
import { sentences } from '../../shared/locale/locale.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { leftHereWords } from '../locale/leftHere.ts'
import { openerWords } from '../locale/openers.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { draftsOn } from '../sync/draftsKept.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { fieldLabels, UnsentWords } from './UnsentWords.tsx'
import { type RoomHere, type Unsent, useUnsentOf } from './useUnsentOf.ts'

/** Who leaves this device, why, and where the page goes then. */
export type Leaving = {
  /** `other`: somebody else has the device in hand. */
  readonly as: 'leave' | 'other'
  readonly person: Pick<PersonView, 'id' | 'name'>
  readonly to: string
  /** The room that is open around this. */
  readonly room?: RoomHere
}

/**
 * Ends this session on this device; first it tells what the others have not got yet. It is private to
 * whoever wrote it: somebody else is told whose it is, and reads it when they say that they may.
 */
export function LeaveDialog({ as, person, to, room, onClose }: Leaving & { onClose: () => void }) {
  const { locale, actions } = useWords()
  const { leave: texts } = peopleWords[locale]
  const { unsent: told } = leftHereWords[locale]
  const [shown, setShown] = useState(as === 'leave')
  const unsent = useUnsentOf(person.id, room, shown)
  const [drafts] = useState(() => draftsOn(person.id))
  const [failure, setFailure] = useState<Failure | null>(null)

  const leave = async () => {
    const answer = await api.leave()
    // Nobody is known here any more: that is what was asked for.
    if (answer.ok || answer.failure.code === 'no-session') window.location.assign(to)
    else setFailure(answer.failure)
  }
  const whose = person.name || told.others.somebody
  const waits = (unsent?.length ?? 0) + drafts.length > 0

  return (
    <Dialog title={as === 'leave' ? openerWords[locale].leave : texts.other} open onClose={onClose}>
      <p>{as === 'leave' ? texts.lead : texts.leadOf(whose)}</p>
      <Warning unsent={unsent} of={as === 'other' ? whose : null} />
      {as === 'leave' && drafts.length > 0 && <p className="problem">{texts.drafts}</p>}
      {as === 'other' && drafts.length > 0 && <p className="problem">{texts.draftsOf(whose)}</p>}
      {!shown && waits && (
        <p className="tray-actions">
          <Button icon="eye" onPress={() => setShown(true)}>
            {told.others.show(whose)}
          </Button>
        </p>
      )}
      {shown &&
        unsent?.map(({ commitment, words, record }) => (
          <UnsentWords
            key={commitment}
            words={words ?? []}
            title={texts.words}
            lead={as === 'leave' ? texts.copy : told.others.copy(whose)}
            fieldLabel={fieldLabels(record, locale)}
          />
        ))}
      {shown && (
        <UnsentWords
          words={drafts.map((text) => ({ field: '', text }))}
          title={texts.halfWritten}
          lead={texts.copyDrafts}
          fieldLabel={() => ''}
        />
      )}
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

/** That words have not reached the others, as long as it is so. `of`: whose they are, if somebody else's. */
function Warning({ unsent, of }: { unsent: readonly Unsent[] | null; of: string | null }) {
  const { locale } = useWords()
  const { leave: texts } = peopleWords[locale]
  const count = unsent?.length ?? 0
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    if (count > 0) setWaited(true)
  }, [count])
  if (count === 0) return waited && <p role="status">{texts.sent}</p>
  const canCopy = unsent?.some(({ words }) => words !== null && words.length > 0)
  const what = of === null ? texts.unsent(count) : texts.unsentOf(of, count)
  return (
    <p className="problem" role="alert">
      {sentences(locale, what, of === null && (canCopy ? texts.sentOrCopied : texts.onlySent))}
    </p>
  )
}
