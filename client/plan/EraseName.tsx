import { useCallback, useState } from 'react'
import type { Member, NamedPlace } from '../../shared/api.ts'
import { isolated } from '../../shared/text/direction.ts'
import { api } from '../api.ts'
import { nameWords } from '../locale/names.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useLoad } from '../ui/useLoad.ts'

type EraseNameProps = {
  plan: string
  person: Member
  /** What all their entries in this plan are called. */
  names: readonly string[]
  onClose: () => void
  onConfirm: (hide: boolean) => void
}

/** Asks before a name is erased, tells where people wrote it themselves, and offers to hide it there. */
export function EraseName({ plan, person, names, onClose, onConfirm }: EraseNameProps) {
  const words = useWords()
  const { erase } = nameWords[words.locale]
  const { id, name } = person
  const [hide, setHide] = useState(false)
  const [loaded, reload] = useLoad(useCallback(() => api.named(plan, id), [plan, id]))
  const elsewhere = loaded.state === 'ready' ? loaded.value.names : []
  const also = new Set([...names, ...elsewhere])
  also.delete(name)
  const places = loaded.state === 'ready' ? loaded.value.places : []
  return (
    <Dialog title={erase.title} open onClose={onClose}>
      <p>{erase.sure(name)}</p>
      {also.size > 0 && (
        <p>{erase.also(new Intl.ListFormat(words.locale).format([...also].map(isolated)))}</p>
      )}
      <div aria-live="polite">
        {loaded.state === 'loading' && <p className="quiet">{erase.searching}</p>}
        <Failed loaded={loaded} onAgain={reload} />
        {loaded.state === 'ready' && <Places {...loaded.value} />}
      </div>
      {places.some((place) => place.in !== 'text') && (
        <>
          <Check isSelected={hide} onChange={setHide}>
            {erase.hide}
          </Check>
          <p className="quiet small">{erase.hideReach}</p>
        </>
      )}
      <div className="dialog-actions">
        <Button look="plain" onPress={onClose}>
          {words.actions.cancel}
        </Button>
        <Button
          look="danger"
          onPress={() => {
            onConfirm(hide)
            onClose()
          }}
        >
          {erase.action}
        </Button>
      </div>
    </Dialog>
  )
}

function Places({ places, more }: { places: readonly NamedPlace[]; more: number }) {
  const { erase } = nameWords[useWords().locale]
  if (places.length === 0) return <p className="quiet">{erase.nowhere}</p>
  return (
    <>
      <p>{erase.stands(places.length + more)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse reads on in it by keys */}
      <ul className="named-places" tabIndex={0}>
        {places.map(({ in: kind, title, before, words, after }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand in several places
          <li key={index}>
            <span className="quiet small">
              {erase.kinds[kind]} · {title}
            </span>
            <br />
            {before}
            <mark>{words}</mark>
            {after}
          </li>
        ))}
        {more > 0 && <li className="quiet">{erase.more(more)}</li>}
      </ul>
    </>
  )
}
