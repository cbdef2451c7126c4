import { type FormEvent, useState } from 'react'
import type { Member } from '../../shared/api.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type MergeProps = {
  readonly plan: string
  readonly person: Member
  /** Everybody who can turn out to be this person. */
  readonly others: readonly Member[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says which other entry of the plan is this very person, whose name, role and sector stay. */
export function MergePeople({ plan, person, others, onClose, onDone }: MergeProps) {
  const words = useWords()
  const texts = peopleWords[words.locale].merge
  const [chosen, choose] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (chosen === null) return
    const answer = await api.mergePeople(plan, chosen, person.id)
    if (!answer.ok) {
      setFailure(answer.failure)
      return
    }
    announce(texts.done)
    onDone()
  }

  return (
    <Dialog title={texts.title(person.name)} open onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <p className="quiet">{texts.lead(person.name)}</p>
        {others.length === 0 ? (
          <p>{texts.nobody}</p>
        ) : (
          <Choice
            label={texts.which}
            value={chosen}
            onChange={choose}
            options={others.map((one) => ({
              value: one.id,
              label: texts.option(one.name, one.organisation, words.format.moment(one.joinedAt)),
            }))}
          />
        )}
        {failure && (
          <p className="problem" role="alert">
            {failureWords(failure, words.locale)}
          </p>
        )}
        <div className="dialog-actions">
          <Button look="plain" onPress={onClose}>
            {words.actions.cancel}
          </Button>
          <Button type="submit" look="solid" isDisabled={chosen === null}>
            {texts.act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
