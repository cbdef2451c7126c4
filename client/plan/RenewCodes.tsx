import { useCallback, useState } from 'react'
import type { Invitation, Member } from '../../shared/api.ts'
import { may } from '../../shared/roles.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { renew } from './renew.ts'

type RenewCodesProps = { plan: string; removed: Member; onClose: () => void }

/** Somebody was removed, and may come in again under another name with a code that they know. */
export function RenewCodes({ plan, removed, onClose }: RenewCodesProps) {
  const words = useWords()
  const { codes } = peopleWords[words.locale]
  const [loaded, reload] = useLoad(useCallback(() => api.invitations(plan), [plan]))
  const [failure, setFailure] = useState<Failure | null>(null)
  const known =
    loaded.state === 'ready' ? loaded.value.invitations.filter((one) => knows(removed, one)) : []
  if (loaded.state === 'failed') return <Failed loaded={loaded} onAgain={reload} />
  if (loaded.state !== 'ready' || known.length === 0) return null

  const renewAll = async () => {
    for (const invitation of known) {
      const done = await renew(plan, invitation)
      if (!done.ok) {
        setFailure(done.failure)
        reload()
        return
      }
    }
    announce(codes.done)
    onClose()
  }

  return (
    <Dialog title={codes.title} open onClose={onClose}>
      <p>{codes.lead(removed.name)}</p>
      <ul>
        {known.map(({ id, label, role, sector }) => (
          <li key={id}>
            {label || words.roles[role]}
            {sector && ` · ${words.sectors[sector]}`}
          </li>
        ))}
      </ul>
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      <div className="dialog-actions">
        <Button look="plain" onPress={onClose}>
          {codes.leave}
        </Button>
        <Button look="solid" onPress={renewAll}>
          {codes.renew(known.length)}
        </Button>
      </div>
    </Dialog>
  )
}

/** A facilitator has seen all of them; others the one that they made or came with. */
function knows({ id, role, cameBy }: Member, { closed, by, ...invitation }: Invitation): boolean {
  if (closed) return false
  return may(role, 'facilitate') || by === id || cameBy === invitation.id
}
