import { useCallback, useState } from 'react'
import type { Failure } from '../api.ts'
import { planApi } from '../apiPlan.ts'
import { failureWords } from '../failureWords.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { Check } from '../ui/Check.tsx'
import { useLoad } from '../ui/useLoad.ts'

/** Whether both sectors must agree in every commitment of the plan; facilitators choose. */
export function TwoKeys({ plan, facilitates }: { plan: string; facilitates: boolean }) {
  const { locale } = useWords()
  const texts = planHomeWords[locale]
  const [loaded, reload] = useLoad(useCallback(() => planApi.twoKeys(plan), [plan]))
  const [failure, setFailure] = useState<Failure | null>(null)
  if (loaded.state !== 'ready') return null
  const { on } = loaded.value
  if (!facilitates) return on && <p className="quiet small">{texts.twoKeysOn}</p>
  const ask = async (wanted: boolean) => {
    const answer = await planApi.askTwoKeys(plan, wanted)
    setFailure(answer.ok ? null : answer.failure)
    reload()
  }
  return (
    <div className="plan-two-keys">
      <Check isSelected={on} onChange={ask}>
        {texts.twoKeys}
      </Check>
      <p className="quiet small">{texts.twoKeysHint}</p>
      {failure && (
        <p className="problem small" role="alert">
          {failureWords(failure, locale)}
        </p>
      )}
    </div>
  )
}
