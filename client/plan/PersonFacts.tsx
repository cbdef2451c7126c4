import type { Member } from '../../shared/api.ts'
import { outsideWords } from '../locale/outside.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'

type PersonFactsProps = {
  person: Member
  isMe: boolean
  /** Another's name looks the same. */
  alike: boolean
}

/** Name, organisation, sector and role of somebody in a list. */
export function PersonFacts({ person, isMe, alike }: PersonFactsProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  return (
    <>
      <p>
        <strong>
          <bdi>{person.name}</bdi>
        </strong>
        {isMe && <span className="quiet"> ({outside.people.you})</span>}
      </p>
      <p className="quiet small facts">
        {person.organisation && <bdi>{person.organisation}</bdi>}
        <span className="with-mark">
          <SectorMark sector={person.sector} />
          {words.sectors[person.sector]}
        </span>
        <span>{words.roles[person.role]}</span>
        {person.muted && <span>{outside.people.muted}</span>}
        {person.verified && (
          <span className="with-mark">
            <Icon name="check" size={14} />
            {peopleWords[words.locale].verified.is}
          </span>
        )}
        {alike && <strong>{peopleWords[words.locale].alike}</strong>}
      </p>
    </>
  )
}
