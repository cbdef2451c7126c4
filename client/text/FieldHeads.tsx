import { useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import type { Template, TemplateField } from '../../shared/commitment/template.ts'
import { sentences } from '../../shared/locale/locale.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { milestoneWords } from '../locale/milestones.ts'
import { useWords } from '../locale/words.tsx'
import { Later } from '../ui/Later.tsx'
import { type Heads, labelId } from './fieldView.ts'
import { opensSection } from './form.ts'
import type { TextParts } from './page.ts'

type FieldHeadsProps = {
  heads: Heads
  template: Template
  states: Readonly<Record<string, SectionState>>
  Link: TextParts['SectionLink'] | null
}

/** Fills the places above the fields with the form's own words, in the reader's language. */
export function FieldHeads({ heads, template, states, Link }: FieldHeadsProps) {
  const places = useSyncExternalStore(heads.subscribe, heads.get)
  return template.fields.map((field) => {
    const place = places.get(field.name)
    if (!place) return null
    const opens = opensSection(template, field.name)
    const state = states[field.name] ?? 'open'
    const head = <FieldHead {...{ field, opens, state, Link }} />
    return createPortal(head, place, field.name)
  })
}

type FieldHeadProps = {
  field: TemplateField
  opens: boolean
  state: SectionState
  Link: TextParts['SectionLink'] | null
}

export function FieldHead({ field, opens, state, Link }: FieldHeadProps) {
  const words = useWords()
  const { name, kind, heading, label, guidance, optional } = field
  return (
    <div lang={words.locale}>
      {opens && <h2 className="section-heading">{heading[words.locale]}</h2>}
      <div className="field-title">
        <h3 id={labelId(name)}>{label[words.locale]}</h3>
        {optional && <span className="quiet small">{words.room.optional}</span>}
        {state !== 'open' && <span className="field-state">{words.sectionStates[state]}</span>}
        <span className="field-link no-print">
          {Link && (
            <Later>
              <Link field={name} />
            </Later>
          )}
        </span>
      </div>
      <p className="guidance">
        {sentences(
          words.locale,
          guidance[words.locale],
          kind === 'actors' && milestoneWords[words.locale].actor,
        )}
      </p>
    </div>
  )
}
