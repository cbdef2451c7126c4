import { type FormEvent, useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { type CommitmentState, commitmentStates } from '../../shared/record/states.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { planApi } from '../apiPlan.ts'
import { facilitatorWords } from '../locale/facilitator.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { useDraft } from '../ui/drafts.tsx'
import { TextInput } from '../ui/Field.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { Unkept } from '../ui/Unkept.tsx'
import type { Send } from './send.ts'

type StateFormProps = { commitment: string; state: CommitmentState; send: Send }

/** Moves the commitment from one state to another; the reason stands in the record. */
export function StateForm({ commitment, state, send }: StateFormProps) {
  const words = useWords()
  const texts = facilitatorWords[words.locale]
  const [wanted, setWanted] = useState(state)
  const { text: reason, kept, write, drop } = useDraft('state')
  const [missing, setMissing] = useState(false)

  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (!saysSomething(reason)) return setMissing(true)
    if (await send(planApi.setState(commitment, wanted, reason))) drop()
  }

  return (
    <form className="facilitator-part" onSubmit={change} noValidate>
      <RadioGroup
        className="state-choice"
        value={wanted}
        onChange={(value) => setWanted(commitmentStates.find((one) => one === value) ?? wanted)}
      >
        <Label className="facilitator-label">{texts.state}</Label>
        {commitmentStates.map((one) => (
          <Radio key={one} value={one} className="state-option">
            <StateBadge state={one} />
            <span className="quiet small">{texts.stateMeaning[one]}</span>
          </Radio>
        ))}
      </RadioGroup>
      {wanted !== state && (
        <>
          <TextInput
            label={texts.reason}
            hint={texts.reasonHint}
            error={missing ? texts.reasonMissing : undefined}
            value={reason}
            onChange={(typed) => {
              write(typed)
              setMissing(false)
            }}
            maxLength={2000}
          />
          <Unkept unless={kept} />
          <div className="dialog-actions">
            <Button type="submit" look="solid">
              {texts.change}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
