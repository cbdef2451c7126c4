import { type FormEvent, useState } from 'react'
import type { Member } from '../../shared/api.ts'
import { may, type Role, roles } from '../../shared/roles.ts'
import { isolated } from '../../shared/text/direction.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords, type Words } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type MergeProps = {
  readonly plan: string
  readonly person: Member
  /** It is whoever looks, and somebody else facilitates, who can say it. */
  readonly isMe: boolean
  /** Whoever looks facilitates alone, and says of another entry that it is theirs; this is not their own. */
  readonly isAlone?: boolean
  /** Everybody who can turn out to be this person. */
  readonly others: readonly Member[]
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says which other entry of the plan is this very person, whose name, role and sector stay. */
export function MergePeople(props: MergeProps) {
  const { plan, person, isMe, isAlone = false, others, onClose, onDone } = props
  const words = useWords()
  const texts = peopleWords[words.locale].merge
  const [chosen, choose] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  const other = others.find(({ id }) => id === chosen)

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
        <p>{texts.stays(described(person, words))}</p>
        {isMe && <p>{texts.notOneself}</p>}
        {!isMe && others.length === 0 && (
          <p>{isAlone ? texts.nobodyButYou(person.name) : texts.nobody}</p>
        )}
        {!isMe && others.length > 0 && (
          <Choice
            label={texts.which}
            value={chosen}
            onChange={choose}
            options={others.map((one) => ({
              value: one.id,
              label: texts.option(described(one, words), words.format.moment(one.joinedAt)),
            }))}
          />
        )}
        <p role="status">{other && gained(other, person, words)}</p>
        {failure && (
          <p className="problem" role="alert">
            {failureWords(failure, words.locale)}
          </p>
        )}
        <div className="dialog-actions">
          <Button look="plain" onPress={onClose}>
            {words.actions.cancel}
          </Button>
          <Button type="submit" look="solid" isDisabled={!other || isMe}>
            {texts.act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Name, organisation, sector and role in one line. */
function described({ name, organisation, sector, role }: Member, words: Words): string {
  const facts = [name, organisation, words.sectors[sector], words.roles[role]]
  return facts
    .filter((fact) => fact !== '')
    .map(isolated)
    .join(' · ')
}

/** What `other` may then do and may not now; null: nothing more. */
function gained(other: Member, person: Member, words: Words): string | null {
  const now = allowed(other.role, other.muted)
  const then = allowed(person.role, person.muted || other.muted)
  if (roles.indexOf(then) >= roles.indexOf(now)) return null
  const { gains } = peopleWords[words.locale].merge
  return gains(other.name, now, then, words.roles[then])
}

function allowed(role: Role, muted: boolean): Role {
  return muted && may(role, 'edit') ? 'suggester' : role
}
