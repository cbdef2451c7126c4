import { Link } from 'wouter'
import type { Commitment } from '../../shared/api.ts'
import type { Overview } from '../../shared/apiPlan.ts'
import { type Template, templateOf } from '../../shared/commitment/template.ts'
import { sectors } from '../../shared/roles.ts'
import { openerWords } from '../locale/openers.ts'
import { outsideWords } from '../locale/outside.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { isLongTitle } from '../ui/longTitle.ts'
import { SectorMark } from '../ui/SectorMark.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'

/** What the server itself writes into a new commitment is there within this time, in ms. */
const opening = 5000

/** What the overview tells of one commitment. */
export type Told = Overview['commitments'][number]

/** A commitment on the plan's home: its state, what it still waits for, and whose hands are in it. */
export function CommitmentRow({ commitment, told }: { commitment: Commitment; told: Told | null }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const { id, title, locale, state, template, templateVersion, createdAt } = commitment
  // whoever opened it has written nothing: until somebody does, it is as old as itself
  const isBegun = told?.hands.length === 0 && commitment.changedAt - createdAt < opening
  const changedAt = isBegun ? createdAt : commitment.changedAt
  const form = templateOf(template, templateVersion)
  return (
    <div className="commitment-row">
      <Link
        href={`/c/${id}`}
        className="commitment-title"
        lang={locale}
        dir="auto"
        data-long={isLongTitle(title.length) || undefined}
      >
        {title}
      </Link>
      <StateBadge state={state} />
      <p className="commitment-facts facts quiet small">
        {form && <span>{form.name[words.locale]}</span>}
        <time dateTime={new Date(changedAt).toISOString()} title={words.format.moment(changedAt)}>
          {outside.plan[isBegun ? 'begun' : 'lastActivity'](words.format.ago(changedAt))}
        </time>
        {commitment.openSuggestions > 0 && (
          <span>{words.room.openSuggestions(commitment.openSuggestions)}</span>
        )}
      </p>
      {form && told && (
        <details className="commitment-sections small">
          <summary>
            <span>{openerWords[words.locale].stillOpen(told.open.length)}</span>
            <Hands bySector={totals(told)} />
          </summary>
          <Sections form={form} told={told} title={title} />
        </details>
      )}
    </div>
  )
}

function Sections({ form, told, title }: { form: Template; told: Told; title: string }) {
  const words = useWords()
  const texts = planHomeWords[words.locale]
  const hands = new Map(told.hands.map(({ field, bySector }) => [field, bySector]))
  return (
    <ul aria-label={texts.bySection(title)}>
      {form.fields.map(({ name, label }) => (
        <li key={name} className="section-line">
          <span>{label[words.locale]}</span>
          <span className="quiet">{told.open.includes(name) ? texts.waits : texts.written}</span>
          <Hands bySector={hands.get(name) ?? {}} brief />
        </li>
      ))}
    </ul>
  )
}

type HandsProps = {
  bySector: Told['hands'][number]['bySector']
  /** One line of many: nobody is a dash. */
  brief?: boolean
}

/** The sectors that have written, by shape, hue and name; no amounts, for they would be read as a score. */
function Hands({ bySector, brief }: HandsProps) {
  const words = useWords()
  const texts = planHomeWords[words.locale]
  const present = sectors.filter((sector) => bySector[sector])
  const unknown = Object.keys(bySector).length > present.length
  if (present.length === 0 && !unknown) {
    if (!brief) return <span className="quiet">{texts.noHands}</span>
    return (
      <span className="quiet nobody">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{texts.noHands}</span>
      </span>
    )
  }
  return (
    <span className="hands">
      <span className="visually-hidden">{texts.hands}: </span>
      {present.map((sector) => (
        <span key={sector} className="with-mark">
          <SectorMark sector={sector} />
          {words.sectors[sector]}
        </span>
      ))}
      {unknown && <span>{texts.unknown}</span>}
    </span>
  )
}

function totals({ hands }: Told): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const { bySector } of hands) {
    for (const [sector, count] of Object.entries(bySector)) sum[sector] = (sum[sector] ?? 0) + count
  }
  return sum
}
