import { useCallback, useState } from 'react'
import { Link } from 'wouter'
import type { Commitment, Plan } from '../../shared/api.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { api, failureWords } from '../api.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { NewCommitment } from './NewCommitment.tsx'

export function Commitments({ plan, facilitates }: { plan: Plan; facilitates: boolean }) {
  const words = useWords()
  const [loaded] = useLoad(useCallback(() => api.commitments(plan.id), [plan.id]))
  const [creating, setCreating] = useState(false)
  const commitments = loaded.state === 'ready' ? loaded.value.commitments : []
  return (
    <section className="plan-section" aria-label={words.plan.commitments}>
      <div className="plan-bar">
        <p className="quiet">
          {loaded.state === 'ready' && words.plan.commitmentCount(commitments.length)}
        </p>
        {facilitates && (
          <Button look="solid" icon="plus" onPress={() => setCreating(true)}>
            {words.plan.create}
          </Button>
        )}
      </div>
      {loaded.state === 'failed' && (
        <p className="problem" role="alert">
          {failureWords(loaded.failure, words.locale)}
        </p>
      )}
      {loaded.state === 'ready' && commitments.length === 0 && (
        <div className="plan-none">
          <h2>{words.plan.none}</h2>
          <p className="quiet">{facilitates ? words.plan.noneLead : words.plan.noneReader}</p>
        </div>
      )}
      <ul className="commitment-list">
        {commitments.map((commitment) => (
          <li key={commitment.id}>
            <Row commitment={commitment} />
          </li>
        ))}
      </ul>
      {creating && <NewCommitment plan={plan} onClose={() => setCreating(false)} />}
    </section>
  )
}

function Row({ commitment }: { commitment: Commitment }) {
  const words = useWords()
  const { id, title, locale, state, template, templateVersion } = commitment
  const form = templateOf(template, templateVersion)
  return (
    <Link href={`/c/${id}`} className="commitment-row">
      <span className="commitment-title" lang={locale}>
        {title}
      </span>
      <StateBadge state={state} />
      <span className="commitment-facts quiet small">
        {form && <span>{form.name[words.locale]}</span>}
        <time
          dateTime={new Date(commitment.changedAt).toISOString()}
          title={words.format.moment(commitment.changedAt)}
        >
          {words.plan.lastActivity(words.format.ago(commitment.changedAt))}
        </time>
        {commitment.openSuggestions > 0 && (
          <span>{words.plan.openSuggestions(commitment.openSuggestions)}</span>
        )}
      </span>
    </Link>
  )
}
