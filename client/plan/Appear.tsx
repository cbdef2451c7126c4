import { type FormEvent, useCallback, useState } from 'react'
import type { Member } from '../../shared/api.ts'
import { appearances } from '../../shared/appearance.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { nameWords } from '../locale/names.ts'
import { useWords, type Words } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useLoad } from '../ui/useLoad.ts'

type Appearance = Member['appearsAs']
type AppearProps = { plan: string; me: PersonView; onClose: () => void }

/** How somebody is named in what is published; theirs to choose, and to change at any time. */
export function Appear({ plan, me, onClose }: AppearProps) {
  const words = useWords()
  const texts = nameWords[words.locale].appear
  const [loaded, reload] = useLoad(useCallback(() => api.people(plan), [plan]))
  const [chosen, choose] = useState<Appearance | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const own =
    loaded.state === 'ready' ? loaded.value.people.find(({ id }) => id === me.id) : undefined
  const value = chosen ?? own?.appearsAs ?? null

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (value === null) return
    const answer = await api.changePerson(plan, me.id, { appearsAs: value })
    if (!answer.ok) {
      setFailure(answer.failure)
      return
    }
    // another entry of theirs may say something more reserved
    announce(texts.saved(shownAs(answer.value.appearsAs, answer.value, words)))
    onClose()
  }

  return (
    <Dialog title={texts.title} open onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <p className="quiet">{texts.lead}</p>
        <Choice
          label={texts.choice}
          value={value}
          onChange={choose}
          options={appearances.map((one) => ({
            value: one,
            label: texts.option(texts[one], shownAs(one, own ?? me, words)),
          }))}
        />
        {failure && (
          <p className="problem" role="alert">
            {failureWords(failure, words.locale)}
          </p>
        )}
        <Failed loaded={loaded} onAgain={reload} />
        <div className="dialog-actions">
          <Button look="plain" onPress={onClose}>
            {words.actions.cancel}
          </Button>
          <Button type="submit" look="solid" isDisabled={value === null}>
            {words.actions.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** As published documents will say it; without an organisation there is only the sector. */
function shownAs(
  appearance: Appearance,
  { name, organisation, sector }: PersonView,
  { sectors }: Words,
): string {
  if (appearance === 'name') return [name, organisation].filter(Boolean).join(' · ')
  if (appearance === 'organisation' && organisation !== '') return organisation
  return sectors[sector]
}
