import { useState } from 'react'
import type { Member } from '../../shared/api.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Dialog.tsx'

type EntriesProps = {
  readonly plan: string
  readonly person: Member
  readonly everybody: readonly Member[]
  /** The entry of whoever looks; null: not known yet. */
  readonly mine: string | null
  readonly canPart: boolean
  readonly onDone: () => void
}

/** As whom else somebody came in, by whose word; who facilitates, and is none of them or said it, takes it back. */
export function OtherEntries(props: EntriesProps) {
  const { plan, person, everybody, mine, canPart, onDone } = props
  const words = useWords()
  const texts = peopleWords[words.locale].merge
  const [parting, setParting] = useState<Member | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const others = everybody.filter(({ merged }) => merged?.into === person.id)
  const isOwn = [person, ...others].some(({ id }) => id === mine)
  const nameOf = (id: string) => everybody.find((one) => one.id === id)?.name || texts.somebody

  const part = async (other: Member) => {
    const answer = await api.partPeople(plan, other.id)
    setFailure(answer.ok ? null : answer.failure)
    if (answer.ok) announce(texts.parted)
    onDone()
  }

  return (
    <>
      {others.map((other) => (
        <p key={other.id} className="quiet small">
          {other.merged &&
            texts.also(
              other.name || texts.somebody,
              nameOf(other.merged.by),
              words.format.moment(other.merged.at),
            )}{' '}
          {canPart && (!isOwn || (person.id === mine && other.merged?.by === mine)) && (
            <Button
              look="plain"
              aria-label={texts.partOf(person.name, other.name)}
              onPress={() => setParting(other)}
            >
              {texts.part}
            </Button>
          )}
        </p>
      ))}
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      {parting && (
        <Confirm
          title={texts.partOf(person.name, parting.name)}
          lead={texts.sure(person.name, parting.name)}
          action={texts.part}
          open
          onClose={() => setParting(null)}
          onConfirm={() => part(parting)}
        />
      )}
    </>
  )
}
