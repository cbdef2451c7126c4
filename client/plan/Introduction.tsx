import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Commitment, Plan } from '../../shared/api.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { CommitmentRow, type Told } from './CommitmentRow.tsx'

/** The form of what stands before a plan's commitments; a document like any other. */
export const introductionForm = 'plan-introduction'

type IntroductionProps = {
  plan: Plan
  written: Commitment | null
  tellOf: (id: string) => Told | null
  facilitates: boolean
}

/** The plan's introduction, or for facilitators a way to begin it. */
export function Introduction({ plan, written, tellOf, facilitates }: IntroductionProps) {
  const words = useWords()
  const texts = planHomeWords[words.locale]
  const [, navigate] = useLocation()
  const [failure, setFailure] = useState<Failure | null>(null)
  if (written) {
    return (
      <div className="commitment-list">
        <CommitmentRow commitment={written} told={tellOf(written.id)} />
      </div>
    )
  }
  if (!facilitates) return null
  const begin = async () => {
    const { title, locale } = plan
    const answer = await api.createCommitment(plan.id, {
      template: introductionForm,
      title,
      locale,
    })
    if (answer.ok) navigate(`/c/${answer.value.id}`)
    else setFailure(answer.failure)
  }
  return (
    <div className="plan-introduction">
      <p className="quiet">{texts.introductionLead}</p>
      <Button onPress={begin}>{texts.beginIntroduction}</Button>
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
    </div>
  )
}
