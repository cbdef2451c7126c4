import { type FormEvent, useState } from 'react'
import { type Role, roles, type Sector, sectors } from '../../shared/roles.ts'
import { api, type Failure } from '../api.ts'
import { serverNow } from '../clock.ts'
import { failureWords, unseenWords } from '../failureWords.ts'
import { outsideWords } from '../locale/outside.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { roleMeaning } from '../locale/roleMeaning.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextInput } from '../ui/Field.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'

const expiries = ['never', 'day', 'week', 'month'] as const
type Expiry = (typeof expiries)[number]

const days = { day: 1, week: 7, month: 28 }

/** In milliseconds. */
const day = 24 * 60 * 60 * 1000

type NewInvitationProps = { plan: string; onClose: () => void; onMade: () => void }

export function NewInvitation({ plan, onClose, onMade }: NewInvitationProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const texts = planHomeWords[words.locale]
  const [role, setRole] = useState<Role>('co-author')
  const [sector, setSector] = useState<Sector | 'any'>('any')
  const [label, setLabel] = useState('')
  const [uses, setUses] = useState('')
  const [expiry, setExpiry] = useState<Expiry>('never')
  const [failure, setFailure] = useState<Failure | null>(null)

  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (unseenWords(label, words.locale)) return
    const answer = await api.invite(plan, {
      role,
      ...(sector === 'any' ? {} : { sector }),
      ...(label.trim() ? { label } : {}),
      ...(uses ? { uses: Number(uses) } : {}),
      ...(expiry === 'never' ? {} : { expiresAt: serverNow() + days[expiry] * day }),
    })
    if (!answer.ok) return setFailure(answer.failure)
    onMade()
    onClose()
  }

  return (
    <Dialog title={outside.invitations.create} open onClose={onClose}>
      <form className="stack" onSubmit={make} noValidate>
        <Choice
          label={outside.invitations.role}
          hint={roleMeaning[words.locale][role]}
          value={role}
          onChange={setRole}
          options={roles.map((value) => ({ value, label: words.roles[value] }))}
        />
        <Choice
          label={outside.invitations.sector}
          value={sector}
          onChange={setSector}
          options={[
            { value: 'any', label: outside.invitations.anySector },
            ...sectors.map((value) => ({
              value,
              label: words.sectors[value],
              mark: <SectorMark sector={value} size={14} />,
            })),
          ]}
        />
        <TextInput
          label={outside.invitations.label}
          error={unseenWords(label, words.locale)}
          hint={outside.invitations.labelHint}
          value={label}
          onChange={setLabel}
          maxLength={200}
        />
        <TextInput
          label={outside.invitations.uses}
          hint={outside.invitations.usesHint}
          value={uses}
          onChange={(typed) => setUses(typed.replaceAll(/\D/g, '').slice(0, 5))}
          inputMode="numeric"
        />
        <Choice
          label={texts.expires}
          value={expiry}
          onChange={setExpiry}
          options={expiries.map((value) => ({ value, label: texts.expiry[value] }))}
        />
        {failure && (
          <p className="problem" role="alert">
            {failureWords(failure, words.locale)}
          </p>
        )}
        <div className="dialog-actions">
          <Button look="plain" onPress={onClose}>
            {words.actions.cancel}
          </Button>
          <Button type="submit" look="solid">
            {outside.invitations.create}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
