import { useCallback, useState } from 'react'
import type { ContributionsBody } from '../../shared/apiRecord.ts'
import { peopleOnce } from '../../shared/record/onePerson.ts'
import { api } from '../api.ts'
import { authorshipWords } from '../locale/authorship.ts'
import { balanceWords } from '../locale/balance.ts'
import { useWords } from '../locale/words.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { type Authorship, useLook } from './authorship.ts'
import { nameOf } from './nameOf.ts'
import './contributions.css'

type ContributedProps = {
  commitment: string
  authorship: Authorship
  /** Whose. */
  person: string
  fieldLabel: (field: string) => string
}

/** One person's contributions; anybody that the room knows can be chosen. */
export function Contributions(props: ContributedProps & { onClose: () => void }) {
  const { authorship, person, onClose } = props
  const words = useWords()
  const texts = authorshipWords[words.locale]
  const [chosen, choose] = useState(person)
  const { people } = useLook(authorship)
  const options = Array.from(peopleOnce(people), ({ id, sector }) => ({
    value: id,
    label: nameOf(id, authorship, texts),
    mark: <SectorMark sector={sector} size={14} />,
  })).sort((a, b) => a.label.localeCompare(b.label, words.locale))
  const { contributions } = balanceWords[words.locale]
  const title = contributions.button(nameOf(chosen, authorship, texts))
  return (
    <Dialog title={title} open onClose={onClose} wide>
      <Choice label={contributions.person} value={chosen} options={options} onChange={choose} />
      <Contributed key={chosen} {...props} person={chosen} />
    </Dialog>
  )
}

/** What stands of somebody's words, in how much they took part, and what they took out, of whom. */
export function Contributed({ commitment, authorship, person, fieldLabel }: ContributedProps) {
  const words = useWords()
  const texts = authorshipWords[words.locale]
  const [loaded, reload] = useLoad(
    useCallback(() => api.contributions(commitment, person), [commitment, person]),
  )
  if (loaded.state === 'loading') return <p className="quiet">{texts.loading}</p>
  if (loaded.state === 'failed') return <Failed loaded={loaded} onAgain={reload} />
  return (
    <div className="contributed">
      <Standing text={loaded.value.text} fieldLabel={fieldLabel} />
      <TakingPart {...loaded.value} />
      <TakenOut
        deletions={loaded.value.deletions}
        fieldLabel={fieldLabel}
        nameOfPerson={(id) => nameOf(id, authorship, texts)}
      />
    </div>
  )
}

function Standing(props: Pick<ContributionsBody, 'text'> & Pick<ContributedProps, 'fieldLabel'>) {
  const texts = balanceWords[useWords().locale].contributions
  const sums = new Map<string, { spoken: number; waits: number; typed: number }>()
  for (const { field, spoken, waiting, typedForOthers } of props.text) {
    const label = props.fieldLabel(field)
    const sum = sums.get(label) ?? { spoken: 0, waits: 0, typed: 0 }
    sums.set(label, {
      spoken: sum.spoken + spoken - waiting,
      waits: sum.waits + waiting,
      typed: sum.typed + typedForOthers,
    })
  }
  return (
    <section>
      <h3>{texts.wrote}</h3>
      {sums.size === 0 && <p className="quiet">{texts.noneWritten}</p>}
      <ul className="contributed-sums">
        {Array.from(sums, ([label, { spoken, waits, typed }]) => (
          <li key={label}>
            <span>{label}</span>
            <span className="quiet">
              {[
                (spoken > 0 || (waits === 0 && typed === 0)) && texts.characters(spoken),
                waits > 0 && texts.waiting(waits),
                typed > 0 && texts.forOthers(typed),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function TakingPart({ suggestions, comments }: ContributionsBody) {
  const texts = balanceWords[useWords().locale]
  const adopted = suggestions.filter(
    ({ status }) => status === 'adopted' || status === 'adopted-in-part',
  )
  const answered = comments.filter(({ replies, resolved }) => replies > 0 || resolved)
  const counts = [
    [texts.balance.suggested, suggestions.length],
    [texts.balance.adopted, adopted.length],
    [texts.balance.commented, comments.length],
    [texts.contributions.answered, answered.length],
  ] as const
  return (
    <section>
      <h3>{texts.contributions.part}</h3>
      <ul className="contributed-sums">
        {counts.map(([label, count]) => (
          <li key={label}>
            <span>{label}</span>
            <span className="quiet">{count}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type TakenOutProps = Pick<ContributionsBody, 'deletions'> &
  Pick<ContributedProps, 'fieldLabel'> & { nameOfPerson: (id: string) => string }

/** Newest first: what one has just asked about was mostly done just now. */
function TakenOut({ deletions, fieldLabel, nameOfPerson }: TakenOutProps) {
  const words = useWords()
  const texts = balanceWords[words.locale].contributions
  return (
    <section>
      <h3>{texts.deleted}</h3>
      <p className="quiet small">
        {deletions.length === 0 ? texts.noneDeleted : texts.deletedLead}
      </p>
      <ol className="contributed-out">
        {deletions.toReversed().map(({ at, field, from, text }) => (
          <li key={`${at} ${field} ${from} ${text}`}>
            <p className="quiet small facts">
              <time>{words.format.moment(at)}</time>
              <span>{fieldLabel(field)}</span>
              <span>{texts.of(nameOfPerson(from))}</span>
            </p>
            <del>{text.trim() === '' ? texts.lineBreak : text.trim()}</del>
          </li>
        ))}
      </ol>
    </section>
  )
}
