import { overview } from '../../shared/apiPlan.ts'
import { attributionOf, importedPerson } from '../../shared/authorship/attribution.ts'
import { attributedRuns } from '../../shared/authorship/runs.ts'
import { sharesOf } from '../../shared/authorship/shares.ts'
import { checkedIn } from '../../shared/commitment/checks/body.ts'
import { completeness } from '../../shared/commitment/completeness.ts'
import { cellOf, fieldFor, templateOf } from '../../shared/commitment/template.ts'
import { type CommitmentInfo, isRefused } from '../access/access.ts'
import { peopleIn } from '../authorship/report.ts'
import { newestIn } from '../filing/standing.ts'
import { breathe } from '../reading.ts'
import { inPlan, type Parts, type Route, refuse } from './route.ts'
import { fieldsOf } from './text.ts'

export const overviewRoutes: readonly Route[] = [
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/overview',
    heavy: true,
    summary: 'Of each commitment: what still waits for words, and which sectors wrote where.',
    answer: overview,
    async handle({ plan }, parts) {
      const commitments = []
      for (const info of await parts.access.commitments.of(plan)) {
        await breathe()
        const told = await tell(info, parts)
        if (isRefused(told)) return told
        commitments.push(told)
      }
      return { commitments }
    },
  }),
]

async function tell(info: CommitmentInfo, parts: Parts) {
  const { access, ledgers } = parts
  const template = templateOf(info.template, info.templateVersion)
  const ledger = await ledgers.current(info.id)
  const now = await newestIn(parts, info.id)
  if (!now || !template) return refuse('going-away')
  const { doc, record } = now
  const { fields, rows } = checkedIn(doc, template, record)
  const attribute = attributionOf(record, ledger)
  const table = fieldFor(template, 'milestones')?.name
  const runs = fieldsOf(info, doc).map((name) => ({
    section: cellOf(name) ? table : name,
    runs: attributedRuns(doc, name, attribute),
  }))
  // the text goes on while people are looked for: nothing of it is read behind this
  const people = await access.people.views(info.plan, peopleIn(record))
  const sectors = new Map<string, string>(people.map(({ id, sector }) => [id, sector]))
  const hands = template.fields.flatMap(({ name }) => {
    const own = runs.filter(({ section }) => section === name)
    // Who wrote here; text that came in from a file is nobody's hand.
    const written = own.flatMap((one) => one.runs.filter(({ person }) => person !== importedPerson))
    const { bySector, total } = sharesOf(written, (person) => sectors.get(person))
    return total > 0 ? [{ field: name, bySector: { ...bySector } }] : []
  })
  return { id: info.id, open: [...completeness(template, fields, rows)], hands }
}
