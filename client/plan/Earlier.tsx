import { useCallback, useState } from 'react'
import type { Plan } from '../../shared/api.ts'
import { api, type Failure } from '../api.ts'
import { planApi } from '../apiPlan.ts'
import { failureWords } from '../failureWords.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useLoad } from '../ui/useLoad.ts'

/** No plan's id is so short. */
const none = '-'

/** The earlier plan that the check compares with; facilitators choose it among the plans they are in. */
export function Earlier({ plan, facilitates }: { plan: Plan; facilitates: boolean }) {
  const words = useWords()
  const texts = planHomeWords[words.locale]
  const [earlier, reload] = useLoad(useCallback(() => planApi.previous(plan.id), [plan.id]))
  const [me] = useLoad(api.me)
  const [failure, setFailure] = useState<Failure | null>(null)
  if (earlier.state === 'failed') return <Failed loaded={earlier} onAgain={reload} />
  if (earlier.state !== 'ready' || me.state !== 'ready') return null
  const named = earlier.value.plan
  const mine = me.value.plans.filter(({ id }) => id !== plan.id)
  if (!facilitates || mine.length === 0) {
    return named && <p className="quiet small">{texts.comparedWith(named.title)}</p>
  }
  const follow = async (chosen: string) => {
    const answer = await planApi.follow(plan.id, chosen === none ? null : chosen)
    setFailure(answer.ok ? null : answer.failure)
    reload()
  }
  return (
    <div className="plan-earlier">
      <Choice
        label={texts.compare}
        hint={texts.compareHint}
        error={failure ? failureWords(failure, words.locale) : undefined}
        value={named?.id ?? none}
        options={[
          { value: none, label: texts.compareNone },
          ...mine.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={follow}
      />
    </div>
  )
}
