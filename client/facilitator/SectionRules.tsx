import type { Template } from '../../shared/commitment/template.ts'
import { sentences } from '../../shared/locale/locale.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { type SectionState, sectionStates } from '../../shared/record/states.ts'
import { planApi } from '../apiPlan.ts'
import { facilitatorWords } from '../locale/facilitator.ts'
import { useWords } from '../locale/words.tsx'
import { Check } from '../ui/Check.tsx'
import { Choice } from '../ui/Choice.tsx'
import type { Send } from './send.ts'

type SectionRulesProps = {
  commitment: string
  template: Template
  record: Pick<CommitmentRecord, 'sections' | 'twoKeys'>
  send: Send
}

/** The record's name for two keys in every section. */
const everywhere = '*'

/** What each section takes, and whether a suggestion there needs both sectors. At once, and recorded. */
export function SectionRules({ commitment, template, record, send }: SectionRulesProps) {
  const words = useWords()
  const texts = facilitatorWords[words.locale]
  const inAll = record.twoKeys.includes(everywhere)
  const options = sectionStates.map((value) => ({ value, label: words.sectionStates[value] }))
  return (
    <section className="facilitator-part">
      <h3>{texts.sections}</h3>
      <p className="quiet small">
        {sentences(words.locale, texts.sectionsLead, texts.twoKeysLead)}
      </p>
      <Check isSelected={inAll} onChange={(on) => send(planApi.setTwoKeys(commitment, null, on))}>
        {texts.twoKeysAll}
      </Check>
      <ul className="section-rules">
        {template.fields.map(({ name, label }) => {
          const section = label[words.locale]
          return (
            <li key={name}>
              <span>{section}</span>
              <Choice<SectionState>
                label={texts.sectionOf(section)}
                value={record.sections[name] ?? 'open'}
                options={options}
                onChange={(state) => send(planApi.setSection(commitment, name, state, ''))}
              />
              <Check
                label={texts.twoKeysOf(section)}
                isSelected={inAll || record.twoKeys.includes(name)}
                isDisabled={inAll}
                onChange={(on) => send(planApi.setTwoKeys(commitment, name, on))}
              >
                {texts.twoKeys}
              </Check>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
