import { useCallback, useState } from 'react'
import type { Plan } from '../../shared/api.ts'
import { checkPlan } from '../../shared/commitment/checks/check.ts'
import { api } from '../api.ts'
import { planApi } from '../apiPlan.ts'
import { outsideWords } from '../locale/outside.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { CommitmentRow } from './CommitmentRow.tsx'
import { Earlier } from './Earlier.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { Introduction, introductionForm } from './Introduction.tsx'
import { NewCommitment } from './NewCommitment.tsx'
import { TwoKeys, VerifiedOnly } from './PlanRules.tsx'

/** Everything that is written in a plan: its introduction, then its commitments. */
export function Commitments({ plan, facilitates }: { plan: Plan; facilitates: boolean }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const texts = planHomeWords[words.locale]
  const [loaded, reload] = useLoad(useCallback(() => api.commitments(plan.id), [plan.id]))
  const [overview] = useLoad(useCallback(() => planApi.overview(plan.id), [plan.id]))
  const [open, setOpen] = useState<'new' | 'import' | null>(null)
  const all = loaded.state === 'ready' ? loaded.value.commitments : []
  const commitments = all.filter(({ template }) => template !== introductionForm)
  const tells = overview.state === 'ready' ? overview.value.commitments : []
  const tellOf = (id: string) => tells.find((one) => one.id === id) ?? null
  return (
    <section className="plan-section" aria-label={outside.plan.commitments}>
      <div className="plan-bar">
        <p className="quiet">
          {loaded.state === 'ready' && outside.plan.commitmentCount(commitments.length)}
        </p>
        {facilitates && (
          <div className="plan-actions">
            <Button onPress={() => setOpen('import')}>{texts.import}</Button>
            <Button look="solid" icon="plus" onPress={() => setOpen('new')}>
              {outside.plan.create}
            </Button>
          </div>
        )}
      </div>
      <Failed loaded={loaded} onAgain={reload} />
      {loaded.state === 'ready' && (
        <Introduction
          plan={plan}
          written={all.find(({ template }) => template === introductionForm) ?? null}
          tellOf={tellOf}
          facilitates={facilitates}
        />
      )}
      {loaded.state === 'ready' && commitments.length === 0 && (
        <div className="plan-none">
          <h2>{outside.plan.none}</h2>
          <p className="quiet">{facilitates ? outside.plan.noneLead : outside.plan.noneReader}</p>
        </div>
      )}
      {checkPlan(commitments.length).map(({ rule, question, source }) => (
        <p key={rule} className="plan-question">
          {question[words.locale]} <span className="quiet small">{source}</span>
        </p>
      ))}
      <ul className="commitment-list">
        {commitments.map((commitment) => (
          <li key={commitment.id}>
            <CommitmentRow commitment={commitment} told={tellOf(commitment.id)} />
          </li>
        ))}
      </ul>
      {loaded.state === 'ready' && <Earlier plan={plan} facilitates={facilitates} />}
      {loaded.state === 'ready' && <TwoKeys plan={plan.id} facilitates={facilitates} />}
      {loaded.state === 'ready' && <VerifiedOnly plan={plan.id} facilitates={facilitates} />}
      {open === 'new' && <NewCommitment plan={plan} onClose={() => setOpen(null)} />}
      {open === 'import' && (
        <ImportDialog plan={plan.id} onClose={() => setOpen(null)} onImported={reload} />
      )}
    </section>
  )
}
