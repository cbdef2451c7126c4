import { type FormEvent, useState } from 'react'
import type { Member, MemberChange } from '../../shared/api.ts'
import { type Sector, sectors } from '../../shared/roles.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { unseenWords } from '../failureWords.ts'
import { openerWords } from '../locale/openers.ts'
import { outsideWords } from '../locale/outside.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextInput } from '../ui/Field.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'

type CorrectPersonProps = {
  person: Member
  /** By themselves, who may not choose another sector. */
  own?: boolean
  onClose: () => void
  onSave: (change: MemberChange) => Promise<boolean>
}

/** Puts a name, organisation or sector right. Only what differs is sent, so only that is recorded. */
export function CorrectPerson({ person, own = false, onClose, onSave }: CorrectPersonProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const texts = peopleWords[words.locale]
  const [name, setName] = useState(person.name)
  const [organisation, setOrganisation] = useState(person.organisation)
  const [sector, setSector] = useState<Sector>(person.sector)

  const [tried, setTried] = useState(false)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!saysSomething(name) || unseenWords(organisation, words.locale)) return
    const saved = await onSave({
      ...(name === person.name ? {} : { name }),
      ...(organisation === person.organisation ? {} : { organisation }),
      ...(sector === person.sector ? {} : { sector }),
    })
    if (saved) onClose()
  }

  return (
    <Dialog
      title={own ? openerWords[words.locale].correct : outside.people.edit}
      open
      onClose={onClose}
    >
      <form className="stack" onSubmit={save} noValidate>
        <p className="quiet">{own ? texts.own.lead : outside.people.editLead}</p>
        <TextInput
          label={outside.people.name}
          error={
            unseenWords(name, words.locale) ??
            (tried && !saysSomething(name) ? outside.join.errors.name : undefined)
          }
          value={name}
          onChange={setName}
          maxLength={200}
        />
        <TextInput
          label={outside.people.organisation}
          error={unseenWords(organisation, words.locale)}
          value={organisation}
          onChange={setOrganisation}
          maxLength={200}
        />
        {!own && (
          <Choice
            label={outside.people.sector}
            value={sector}
            onChange={setSector}
            options={sectors.map((value) => ({
              value,
              label: words.sectors[value],
              mark: <SectorMark sector={value} size={14} />,
            }))}
          />
        )}
        {sector !== person.sector && <p className="quiet">{texts.keys}</p>}
        <div className="dialog-actions">
          <Button look="plain" onPress={onClose}>
            {words.actions.cancel}
          </Button>
          <Button type="submit" look="solid">
            {words.actions.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
