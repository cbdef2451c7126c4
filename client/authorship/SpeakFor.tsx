import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { PersonView } from '../../shared/protocol.ts'
import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { announce } from '../ui/announce.tsx'
import { Hint, IconButton } from '../ui/Button.tsx'
import { fetched } from '../ui/fetched.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { nextSpeaker, withSpeaker } from './speakers.ts'
import { useChord } from './useChord.ts'
import './speakFor.css'

const ChooseSpeaker = fetched(() => import('./ChooseSpeaker.tsx').then((m) => m.ChooseSpeaker))

type SpeakForProps = {
  replica: Pick<Replica, 'speakFor'>
  plan: string
  me: PersonView
  people: ReadonlyMap<string, PersonView>
  /** For whom the page writes now; null: for the person themselves. */
  onBehalfOf: string | null
  /** The key that goes round, as shown. */
  keys: string
}

/** For whom a scribe writes: always in sight while it is somebody else, and changed with one key. */
export function SpeakFor(props: SpeakForProps) {
  const { replica, plan, me, people, onBehalfOf, keys } = props
  const texts = authorshipWords[useWords().locale].speak
  const [recent, setRecent] = useState<readonly PersonView[]>([])
  const [choosing, setChoosing] = useState(false)
  const speaker =
    onBehalfOf === null
      ? null
      : (people.get(onBehalfOf) ?? recent.find(({ id }) => id === onBehalfOf) ?? null)

  const speak = (next: PersonView | null) => {
    if ((next?.id ?? null) === onBehalfOf) return
    replica.speakFor(next?.id ?? null)
    if (next) setRecent(withSpeaker(recent, next))
    announce(next ? texts.now(next.name) : texts.nowMyself)
  }
  useChord('speaker', () => {
    if (recent.length === 0) setChoosing(true)
    else speak(nextSpeaker(recent, onBehalfOf))
  })

  return (
    <>
      {onBehalfOf === null ? (
        <IconButton
          icon="speak"
          label={texts.button}
          keys={keys}
          onPress={() => setChoosing(true)}
        />
      ) : (
        <span className="speaker" data-sector={speaker?.sector}>
          <Hint label={texts.button} keys={keys}>
            <AriaButton className="speaker-name" onPress={() => setChoosing(true)}>
              {speaker && <SectorMark sector={speaker.sector} size={13} />}
              {texts.chip(speaker?.name ?? '')}
            </AriaButton>
          </Hint>
          <Hint label={texts.myself}>
            <AriaButton
              className="speaker-end"
              aria-label={texts.myself}
              onPress={() => speak(null)}
            >
              <Icon name="close" size={16} />
            </AriaButton>
          </Hint>
        </span>
      )}
      {choosing && (
        <ChooseSpeaker
          plan={plan}
          me={me}
          recent={recent}
          onChoose={(next) => {
            speak(next)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
