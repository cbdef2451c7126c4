import { useCallback, useState } from 'react'
import type { Invitation, Plan } from '../../shared/api.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { outsideWords } from '../locale/outside.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Confirm } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { InvitationSheet, OnlyHere } from './InvitationSheet.tsx'
import { NewInvitation } from './NewInvitation.tsx'
import { renew } from './renew.ts'

type Open =
  | { readonly on: 'new' }
  | { readonly on: 'sheet' | 'close' | 'rotate'; readonly of: Invitation }

/** One way in per group. */
export function Invitations({ plan }: { plan: Plan }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const texts = planHomeWords[words.locale]
  const [loaded, reload] = useLoad(useCallback(() => api.invitations(plan.id), [plan.id]))
  const [open, setOpen] = useState<Open | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const invitations =
    loaded.state === 'ready' ? loaded.value.invitations.filter(({ closed }) => !closed) : []
  const done = () => setOpen(null)

  const close = async (invitation: Invitation) => {
    const answer = await api.closeInvitation(plan.id, invitation.id)
    setFailure(answer.ok ? null : answer.failure)
    reload()
  }

  const rotate = async (invitation: Invitation) => {
    const renewed = await renew(plan.id, invitation)
    setFailure(renewed.ok ? null : renewed.failure)
    reload()
  }

  return (
    <section className="plan-section" aria-label={outside.plan.invitations}>
      <div className="plan-bar">
        <p className="quiet">{outside.invitations.lead}</p>
        <Button look="solid" icon="plus" onPress={() => setOpen({ on: 'new' })}>
          {outside.invitations.create}
        </Button>
      </div>
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      <Failed loaded={loaded} onAgain={reload} />
      {loaded.state === 'ready' && invitations.length === 0 && (
        <p className="quiet">{outside.invitations.none}</p>
      )}
      {invitations[0] && <OnlyHere url={invitations[0].url} />}
      <ul className="invitation-list">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="invitation">
            <InvitationFacts invitation={invitation} />
            <div className="invitation-actions">
              <Button onPress={() => setOpen({ on: 'sheet', of: invitation })}>
                {outside.invitations.sheet}
              </Button>
              <CopyLink url={invitation.url} />
              <IconButton
                icon="redo"
                label={texts.rotate}
                onPress={() => setOpen({ on: 'rotate', of: invitation })}
              />
              <IconButton
                icon="trash"
                label={outside.invitations.close}
                onPress={() => setOpen({ on: 'close', of: invitation })}
              />
            </div>
          </li>
        ))}
      </ul>
      {open?.on === 'new' && <NewInvitation plan={plan.id} onClose={done} onMade={reload} />}
      {open?.on === 'sheet' && <InvitationSheet plan={plan} invitation={open.of} onClose={done} />}
      {open?.on === 'rotate' && (
        <Confirm
          title={texts.rotate}
          lead={texts.rotateSure}
          action={texts.rotate}
          open
          onClose={done}
          onConfirm={() => rotate(open.of)}
        />
      )}
      {open?.on === 'close' && (
        <Confirm
          title={outside.invitations.close}
          lead={outside.invitations.closeSure}
          action={outside.invitations.close}
          open
          onClose={done}
          onConfirm={() => close(open.of)}
        />
      )}
    </section>
  )
}

function InvitationFacts({ invitation }: { invitation: Invitation }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const { role, sector, label, uses, used, expiresAt } = invitation
  return (
    <div>
      <p className="invitation-who">
        {sector && <SectorMark sector={sector} size={14} />}
        <strong>{label || words.roles[role]}</strong>
      </p>
      <p className="quiet small facts">
        {label && <span>{words.roles[role]}</span>}
        {sector && <span>{words.sectors[sector]}</span>}
        <span>
          {uses === null
            ? outside.invitations.usedBy(used)
            : outside.invitations.usesLeft(used, uses)}
        </span>
        {expiresAt !== null && (
          <span>{outside.invitations.expires(words.format.moment(expiresAt))}</span>
        )}
      </p>
    </div>
  )
}

function CopyLink({ url }: { url: string }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(url)
    setCopied(true)
    announce(words.actions.copied)
  }
  return (
    <Button onPress={copy} icon={copied ? 'check' : 'copy'}>
      {copied ? words.actions.copied : outside.invitations.copyLink}
    </Button>
  )
}
