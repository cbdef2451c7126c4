import { type FormEvent, useCallback, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { PersonView } from '../../shared/protocol.ts'
import { type Sector, sectors } from '../../shared/roles.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { api, type Failure } from '../api.ts'
import { failureWords, unseenWords } from '../failureWords.ts'
import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { TextInput } from '../ui/Field.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { useLoad } from '../ui/useLoad.ts'

type ChooseSpeakerProps = {
  plan: string
  me: PersonView
  recent: readonly PersonView[]
  onChoose: (speaker: PersonView) => void
  onClose: () => void
}

/** Whose words are written down: somebody of the plan, or somebody whom nobody has entered yet. */
export function ChooseSpeaker({ plan, me, recent, onChoose, onClose }: ChooseSpeakerProps) {
  const words = useWords()
  const texts = authorshipWords[words.locale].speak
  const [loaded, reload] = useLoad(useCallback(() => api.people(plan), [plan]))
  const [wanted, setWanted] = useState('')
  const [entering, setEntering] = useState(false)
  const known = loaded.state === 'ready' ? loaded.value.people : []
  const ids = new Set(recent.map(({ id }) => id))
  const listed: readonly PersonView[] = [
    ...recent,
    ...known.filter(
      ({ id, name, removed, merged }) => !removed && !merged && name !== '' && !ids.has(id),
    ),
  ].filter(({ id, name, organisation }) => id !== me.id && matches(wanted, name, organisation))

  return (
    <Dialog title={texts.title} open onClose={onClose}>
      <p className="quiet">{texts.lead}</p>
      {entering ? (
        <NewSpeaker plan={plan} name={wanted} onEntered={onChoose} />
      ) : (
        <div className="stack">
          <TextInput
            label={texts.find}
            value={wanted}
            onChange={setWanted}
            type="search"
            autoFocus
          />
          <Failed loaded={loaded} onAgain={reload} />
          <ul className="speakers">
            {listed.map((person) => (
              <li key={person.id}>
                <AriaButton className="speaker-choice" onPress={() => onChoose(person)}>
                  <Avatar person={person} size={32} />
                  <span className="speaker-lines">
                    <strong>
                      <bdi>{person.name}</bdi>
                    </strong>
                    <span className="quiet small">
                      {[person.organisation, words.sectors[person.sector]]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                </AriaButton>
              </li>
            ))}
          </ul>
          <Button icon="plus" onPress={() => setEntering(true)}>
            {texts.somebodyNew}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

type NewSpeakerProps = {
  plan: string
  /** What was looked for and not found. */
  name: string
  onEntered: (speaker: PersonView) => void
}

function NewSpeaker({ plan, name: sought, onEntered }: NewSpeakerProps) {
  const words = useWords()
  const texts = authorshipWords[words.locale].speak
  const [name, setName] = useState(sought)
  const [organisation, setOrganisation] = useState('')
  const [sector, setSector] = useState<Sector>('civil-society')
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const enter = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!saysSomething(name) || unseenWords(organisation, words.locale)) return
    const answer = await api.enterSpeaker(plan, { name, organisation, sector })
    if (answer.ok) onEntered(answer.value)
    else setFailure(answer.failure)
  }

  return (
    <form className="stack" onSubmit={enter} noValidate>
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      <TextInput
        label={texts.name}
        value={name}
        onChange={setName}
        maxLength={200}
        error={
          unseenWords(name, words.locale) ??
          (tried && !saysSomething(name) ? texts.nameMissing : undefined)
        }
        autoFocus
      />
      <TextInput
        label={texts.organisation}
        error={unseenWords(organisation, words.locale)}
        value={organisation}
        onChange={setOrganisation}
        maxLength={200}
      />
      <Choice
        label={texts.sector}
        value={sector}
        onChange={setSector}
        options={sectors.map((value) => ({
          value,
          label: words.sectors[value],
          mark: <SectorMark sector={value} size={14} />,
        }))}
      />
      <div className="dialog-actions">
        <Button type="submit" look="solid">
          {texts.begin}
        </Button>
      </div>
    </form>
  )
}

function matches(wanted: string, ...lines: readonly string[]): boolean {
  const sought = wanted.trim().toLowerCase()
  return lines.some((line) => line.toLowerCase().includes(sought))
}
