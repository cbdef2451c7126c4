import { Button } from 'react-aria-components'
import type { CommitmentState } from '../../shared/record/states.ts'
import { openerWords } from '../locale/openers.ts'
import { useWords } from '../locale/words.tsx'
import { Hint } from '../ui/Button.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import './facilitator.css'

/** The commitment's state; a facilitator presses it to change what they look after. */
export function StateButton({ state, onPress }: { state: CommitmentState; onPress: () => void }) {
  const texts = openerWords[useWords().locale]
  return (
    <Hint label={texts.lookAfter}>
      <Button className="state-button" aria-haspopup="dialog" onPress={onPress}>
        <StateBadge state={state} />
      </Button>
    </Hint>
  )
}
