import { type Comparison, checks, comparisons } from '../../shared/apiPlan.ts'
import { checkedIn } from '../../shared/commitment/checks/body.ts'
import { type Checked, type Other, textOfPart } from '../../shared/commitment/checks/commitment.ts'
import { dismissalsBy } from '../../shared/commitment/checks/dismissals.ts'
import { completeness } from '../../shared/commitment/completeness.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { preferredLocale } from '../../shared/locale/locale.ts'
import type { Dismissal } from '../../shared/record/record.ts'
import type { CommitmentInfo } from '../access/access.ts'
import { previousFor } from '../access/previous.ts'
import { newestIn } from '../filing/standing.ts'
import { breathe } from '../reading.ts'
import { inCommitment, type Parts, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment'

const codes = { 'too-long': 'check-too-long', 'too-many': 'too-many', busy: 'too-many' } as const

export const checkRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: `${at}/checks`,
    heavy: true,
    summary:
      'Questions about the text as it would read with all open suggestions adopted, and what is still open. No score.',
    answer: checks,
    async handle({ commitment, person, header }, parts) {
      const now = await newestIn(parts, commitment.id)
      const template = templateOf(commitment.template, commitment.templateVersion)
      if (!now || !template) return refuse('going-away')
      const { doc, record, seq } = now
      const checked = checkedIn(doc, template, record)
      const compared = await comparedWith(commitment, person.id, parts)
      const answered = await parts.checker.check(person.id, { checked, ...compared })
      if (answered.is === 'failed') throw new Error(`The check failed: ${answered.detail}`)
      if (answered.is !== 'found') return refuse(codes[answered.is])
      const locale = preferredLocale(header('accept-language'))
      const dismissalOf = dismissalsBy(record.dismissals)
      return {
        seq,
        findings: answered.found.map((finding) => ({
          ...finding,
          question: finding.question[locale],
          dismissed: present(dismissalOf(finding)),
        })),
        open: [...completeness(template, checked.fields, checked.rows)],
      }
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: `${at}/comparisons`,
    heavy: true,
    summary:
      'The texts that the check looks for repetition in: of this plan and of the one before.',
    answer: comparisons,
    async handle({ commitment, person }, parts) {
      const { others, previous } = await comparedWith(commitment, person.id, parts)
      return { others: others.map(comparison), previous: previous.map(comparison) }
    },
  }),
]

/** The commitments that stand beside this one, and those of the plan that its plan follows. */
async function comparedWith({ id, plan }: CommitmentInfo, person: string, parts: Parts) {
  const before = await previousFor(parts.access, plan, person)
  return {
    others: await commitmentsOf(plan, id, parts),
    previous: before ? await commitmentsOf(before.id, id, parts) : [],
  }
}

async function commitmentsOf(plan: string, but: string, parts: Parts) {
  const found: Other[] = []
  for (const info of await parts.access.commitments.of(plan)) {
    const template = templateOf(info.template, info.templateVersion)
    // An introduction sums its plan up: what it repeats, it repeats on purpose.
    if (info.id === but || !template || template.id === 'plan-introduction') continue
    await breathe()
    const now = await newestIn(parts, info.id)
    if (now) found.push(other(checkedIn(now.doc, template, now.record), info))
  }
  return found
}

function other(checked: Checked, { title }: CommitmentInfo): Other {
  const { template, fields } = checked
  return { template, fields, title: textOfPart(checked, 'title').trim() || title }
}

function comparison({ title, template, fields }: Other): Comparison {
  return {
    title,
    template: template.id,
    templateVersion: template.version,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, paragraphs]) => [name, [...paragraphs]]),
    ),
  }
}

function present(dismissal: Dismissal | undefined) {
  if (!dismissal) return null
  const { reason, person, at } = dismissal
  return { reason, person, at }
}
