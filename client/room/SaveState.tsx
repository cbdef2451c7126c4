import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { sentences } from '../../shared/locale/locale.ts'
import { partWords } from '../locale/parts.ts'
import { unsentWords } from '../locale/unsent.ts'
import { useWords, type Words } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { useStatus } from '../sync/useReplica.ts'
import { announce } from '../ui/announce.tsx'
import { Icon } from '../ui/Icon.tsx'
import { saveWords } from './saveState.ts'
import { useReach } from './useReach.ts'

/**
 * The save state in words. Said aloud only when it turns to or from a state that asks for care. While
 * this is out of sight, on a phone, and not everything is saved, the same stands below the tools: for
 * the eye, as ears find it here.
 */
export function SaveState({ replica }: { replica: Replica }) {
  const words = useWords()
  const status = useStatus(replica)
  const { text, tone, icon } = saveWords(status, words, useReach(replica))
  const careful = tone === 'care'
  const wasCareful = useRef(careful)
  useEffect(() => {
    if (careful || (wasCareful.current && tone === 'calm')) announce(text)
    if (tone !== 'wait') wasCareful.current = careful
  }, [careful, tone, text])
  const [explained, setExplained] = useState(false)
  const shown = useRef<HTMLButtonElement>(null)
  const away = useOutOfSight(shown)
  return (
    <>
      <Button
        className={`save-state save-${tone}`}
        ref={shown}
        aria-expanded={explained}
        onPress={() => setExplained(!explained)}
        onBlur={() => setExplained(false)}
        onKeyDown={({ key }) => key === 'Escape' && setExplained(false)}
      >
        <Icon name={icon} size={16} />
        <span>{text}</span>
      </Button>
      <span aria-live="polite">
        {explained && <span className="save-explained">{savedWhere(replica, words)}</span>}
      </span>
      {away && tone !== 'calm' && (
        <p className={`save-strip strip-${tone} no-print`} aria-hidden="true">
          <Icon name={icon} size={16} />
          <span>{text}</span>
        </p>
      )}
    </>
  )
}

/** What the state means, and what of the words that are not with the server yet is on this device. */
function savedWhere({ state }: Replica, { saving, locale }: Words): string {
  const kept = state.keeping === 'memory' ? unsentWords[locale].unkept : partWords[locale].kept
  return sentences(locale, saving.explain, kept)
}

/** Whether something has been scrolled away. */
function useOutOfSight(of: RefObject<HTMLElement | null>): boolean {
  const [away, setAway] = useState(false)
  useEffect(() => {
    if (!of.current || !('IntersectionObserver' in globalThis)) return
    const watch = new IntersectionObserver((seen) => setAway(seen.at(-1)?.isIntersecting === false))
    watch.observe(of.current)
    return () => watch.disconnect()
  }, [of])
  return away
}
