import type { CommitmentState } from '../../shared/record/states.ts'
import { useWords } from '../locale/words.tsx'
import './badge.css'

/** A commitment's state: the words, and a ring that fills step by step. */
export function StateBadge({ state }: { state: CommitmentState }) {
  const words = useWords()
  return (
    <span className="badge">
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.4" />
        {state !== 'draft' && <path d={fillings[state]} fill="currentColor" />}
      </svg>
      {words.states[state]}
    </span>
  )
}

const fillings: Readonly<Record<Exclude<CommitmentState, 'draft'>, string>> = {
  discussion: 'M6 3a3 3 0 0 1 0 6z',
  finalising: 'M6 3a3 3 0 1 1-3 3h3z',
  final: 'M6 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
}
