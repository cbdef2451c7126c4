import { useState } from 'react'
import { Link } from 'wouter'
import type { Template } from '../../shared/commitment/template.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { failureWords } from '../failureWords.ts'
import { facilitatorWords } from '../locale/facilitator.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SectionRules } from './SectionRules.tsx'
import { StateForm } from './StateForm.tsx'
import type { Send } from './send.ts'
import './facilitator.css'

type FacilitatorPanelProps = {
  plan: string
  commitment: string
  template: Template
  record: Pick<CommitmentRecord, 'state' | 'sections' | 'twoKeys'>
  onClose: () => void
}

/** What only a facilitator does: the commitment's state, what each section takes, and two keys. */
export function FacilitatorPanel(props: FacilitatorPanelProps) {
  const { plan, commitment, template, record, onClose } = props
  const words = useWords()
  const texts = facilitatorWords[words.locale]
  const [problem, setProblem] = useState<string | null>(null)
  const send: Send = async (asked) => {
    const answer = await asked
    setProblem(answer.ok ? null : failureWords(answer.failure, words.locale))
    if (answer.ok) announce(texts.saved)
    return answer.ok
  }
  return (
    <Dialog title={texts.title} open onClose={onClose} wide>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <StateForm commitment={commitment} state={record.state} send={send} />
      <SectionRules commitment={commitment} template={template} record={record} send={send} />
      <section className="facilitator-part">
        <h3>{texts.ways}</h3>
        <ul className="facilitator-links">
          <li>
            <Link href={`/plans/${plan}#people`}>{texts.people}</Link>
          </li>
          <li>
            <Link href={`/plans/${plan}#invitations`}>{texts.invitations}</Link>
          </li>
        </ul>
      </section>
    </Dialog>
  )
}
