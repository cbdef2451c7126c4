import { type FormEvent, useState } from 'react'
import { FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components'
import { useLocation } from 'wouter'
import type { Invited } from '../../shared/api.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { type Sector, sectors } from '../../shared/roles.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { api, type Failure, standFor } from '../api.ts'
import { failureWords, unseenWords } from '../failureWords.ts'
import { outsideWords } from '../locale/outside.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { TextInput } from '../ui/Field.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'

type JoinFormProps = {
  code: string
  invited: Invited
  /** Somebody whom this device knows from another plan: they need not type again. */
  known: PersonView | null
  /** Where they wanted to go. */
  to?: string | null
}

/** Name, organisation, sector; nothing else stands between a person and the text. */
export function JoinForm({ code, invited, known, to = null }: JoinFormProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [, navigate] = useLocation()
  const [name, setName] = useState(known?.name ?? '')
  const [organisation, setOrganisation] = useState(known?.organisation ?? '')
  const [sector, setSector] = useState<Sector | null>(invited.sector ?? known?.sector ?? null)
  const [tried, setTried] = useState(false)
  const [joining, setJoining] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const nameMissing = !saysSomething(name)

  const join = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setFailure(null)
    if (nameMissing || unseenWords(organisation, words.locale) || !sector) return
    setJoining(true)
    const answer = await api.join({ code, name, organisation, sector, locale: words.locale })
    if (answer.ok) {
      standFor(answer.value.person.id)
      navigate(await openTo(answer.value.plan.id, to))
      return
    }
    setJoining(false)
    setFailure(answer.failure)
  }

  return (
    <form className="stack join-form" onSubmit={join} noValidate>
      <p className="quiet">{outside.join.lead}</p>
      <TextInput
        label={outside.join.name}
        placeholder={outside.join.namePlaceholder}
        error={
          unseenWords(name, words.locale) ??
          (tried && nameMissing ? outside.join.errors.name : undefined)
        }
        value={name}
        onChange={setName}
        autoComplete="name"
        name="name"
        maxLength={200}
      />
      <TextInput
        label={outside.join.organisation}
        hint={outside.join.organisationHint}
        error={unseenWords(organisation, words.locale)}
        value={organisation}
        onChange={setOrganisation}
        autoComplete="organization"
        name="organisation"
        maxLength={200}
      />
      {invited.sector ? (
        <p className="join-fixed">
          <SectorMark sector={invited.sector} size={16} />
          {outside.join.sectorFixed(words.sectors[invited.sector])}
        </p>
      ) : (
        <SectorChoice
          value={sector}
          error={tried && !sector ? outside.join.errors.sector : undefined}
          onChange={setSector}
        />
      )}
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      <Button type="submit" look="solid" isDisabled={joining}>
        {joining ? outside.join.joining : outside.join.submit}
      </Button>
    </form>
  )
}

/** Where this code has led them: there, if it belongs to its plan, else to the plan. */
async function openTo(plan: string, to: string | null): Promise<string> {
  const home = `/plans/${plan}`
  if (to === null || to.split('#')[0] === home) return to ?? home
  const commitment = /^\/c\/([^/#]+)/.exec(to)?.[1]
  return commitment && (await api.commitment(commitment)).ok ? to : home
}

type SectorChoiceProps = {
  value: Sector | null
  error: string | undefined
  onChange: (sector: Sector) => void
}

function SectorChoice({ value, error, onChange }: SectorChoiceProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  return (
    <RadioGroup
      className="field"
      name="sector"
      value={value}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      onChange={(chosen) => {
        const sector = sectors.find((one) => one === chosen)
        if (sector) onChange(sector)
      }}
    >
      <Label>{outside.join.sector}</Label>
      <div className="sector-choice">
        {sectors.map((sector) => (
          <Radio key={sector} value={sector} className="sector-option">
            <SectorMark sector={sector} size={16} />
            {words.sectors[sector]}
          </Radio>
        ))}
      </div>
      <Text slot="description">{outside.join.sectorHint}</Text>
      <FieldError>{error}</FieldError>
    </RadioGroup>
  )
}
