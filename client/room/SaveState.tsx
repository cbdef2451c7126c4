import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { useStatus } from '../sync/useReplica.ts'
import { announce } from '../ui/announce.tsx'
import { Hint } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { saveWords } from './saveState.ts'
import { useReach } from './useReach.ts'

/** The save state in words. Said aloud only when it turns to or from a state that asks for care. */
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
  return (
    <Hint label={words.saving.explain}>
      <Button className={`save-state save-${tone}`}>
        <Icon name={icon} size={16} />
        <span>{text}</span>
      </Button>
    </Hint>
  )
}
