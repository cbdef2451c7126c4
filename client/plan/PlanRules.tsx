import { useCallback, useState } from 'react'
import type { Answer, Failure } from '../api.ts'
import { planApi } from '../apiPlan.ts'
import { failureWords } from '../failureWords.ts'
import { peopleWords } from '../locale/people.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { Check } from '../ui/Check.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useLoad } from '../ui/useLoad.ts'

type Props = { readonly plan: string; readonly facilitates: boolean }

/** Whether both sectors must agree in every commitment of the plan. */
export function TwoKeys(props: Props) {
  const { twoKeys, twoKeysHint, twoKeysOn } = planHomeWords[useWords().locale]
  const texts = { label: twoKeys, hint: twoKeysHint, told: twoKeysOn }
  return <PlanRule {...props} texts={texts} load={planApi.twoKeys} ask={planApi.askTwoKeys} />
}

/** Whether only people whose identity was checked answer suggestions. */
export function VerifiedOnly(props: Props) {
  const { only } = peopleWords[useWords().locale].verified
  return <PlanRule {...props} texts={only} load={planApi.verified} ask={planApi.askVerified} />
}

type On = { readonly on: boolean }

type PlanRuleProps = Props & {
  /** `told`: what stands there for those who do not choose. */
  readonly texts: { readonly label: string; readonly hint: string; readonly told: string }
  readonly load: (plan: string) => Promise<Answer<On>>
  readonly ask: (plan: string, on: boolean) => Promise<Answer<On>>
}

/** Something that a plan asks for or not; facilitators choose. */
function PlanRule({ plan, facilitates, texts, load, ask }: PlanRuleProps) {
  const { locale } = useWords()
  const [loaded, reload] = useLoad(useCallback(() => load(plan), [load, plan]))
  const [failure, setFailure] = useState<Failure | null>(null)
  if (loaded.state !== 'ready') return <Failed loaded={loaded} onAgain={reload} />
  const { on } = loaded.value
  if (!facilitates) return on && <p className="quiet small">{texts.told}</p>
  const choose = async (wanted: boolean) => {
    const answer = await ask(plan, wanted)
    setFailure(answer.ok ? null : answer.failure)
    reload()
  }
  return (
    <div className="plan-two-keys">
      <Check isSelected={on} onChange={choose}>
        {texts.label}
      </Check>
      <p className="quiet small">{texts.hint}</p>
      {failure && (
        <p className="problem small" role="alert">
          {failureWords(failure, locale)}
        </p>
      )}
    </div>
  )
}
