import { type Commitment, commitment, commitments, newCommitment } from '../../shared/api.ts'
import { type Imports, imported, importRequest } from '../../shared/apiPlan.ts'
import { fromData } from '../../shared/commitment/import.ts'
import { fieldFor, templateOf } from '../../shared/commitment/template.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import { asOnePerson } from '../../shared/record/onePerson.ts'
import { isWriting } from '../../shared/record/written.ts'
import type { Role } from '../../shared/roles.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { oneLine } from '../../shared/text/oneLine.ts'
import { readBlocks } from '../../shared/text/read.ts'
import { type CommitmentInfo, isRefused, type Refused } from '../access/access.ts'
import { newestIn } from '../filing/standing.ts'
import type { Journal } from '../journal/journal.ts'
import { openCommitment } from '../opening.ts'
import { breathe } from '../reading.ts'
import type { ActGround } from '../rooms/room.ts'
import { titled } from '../seed.ts'
import { inCommitment, inPlan, type Parts, type Route, refuse } from './route.ts'

export const commitmentRoutes: readonly Route[] = [
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/commitments',
    summary: 'Opens a commitment in one of the forms.',
    body: newCommitment,
    answer: commitment,
    status: 201,
    async handle({ plan, body, person, role }, parts) {
      const template = templateOf(body.template)
      if (!template) return refuse('no-such-template')
      const { title, locale } = body
      const beginning = titled(template, title)
      const info = await openCommitment(parts, {
        ...{ plan, template, title, locale, beginning, source: null },
        by: person.id,
      })
      return present(parts, info, role)
    },
  }),
  inPlan('facilitate')({
    method: 'post',
    path: '/api/plans/:plan/commitments/import',
    summary: 'Opens commitments from published data; says what the form had no place for.',
    body: importRequest,
    answer: imported,
    status: 201,
    async handle({ plan, body, person, role }, parts) {
      const made: Imports['commitments'] = []
      const beginnings = fromData(body.data)
      if (beginnings.some(({ title }) => !saysSomething(title))) return refuse('shows-nothing')
      for (const beginning of beginnings) {
        const template = templateOf(beginning.template, beginning.version)
        if (!template) return refuse('no-such-template')
        const { title, locale } = beginning
        const opening = {
          plan,
          template,
          title,
          locale,
          beginning,
          source: sourceOf(body.data),
          by: person.id,
        }
        const shown = await present(parts, await openCommitment(parts, opening), role)
        if (isRefused(shown)) return shown
        made.push({ commitment: shown, aside: [...beginning.aside] })
      }
      return made.length > 0 ? { commitments: made } : refuse('bad-request')
    },
  }),
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/commitments',
    summary: 'All commitments of a plan, oldest first.',
    answer: commitments,
    handle: ({ plan, role }, parts) =>
      parts.sharing.ask(`commitments ${plan} ${role}`, async () => {
        await breathe()
        const found: Commitment[] = []
        for (const info of await parts.access.commitments.of(plan)) {
          const shown = await present(parts, info, role)
          if (isRefused(shown)) return shown
          found.push(shown)
        }
        return { commitments: found }
      }),
  }),
  inCommitment('read')({
    method: 'get',
    path: '/api/commitments/:commitment',
    summary: 'Title, state, sections, my role and the head of the journal.',
    answer: commitment,
    handle: ({ commitment: info, role }, parts) => present(parts, info, role),
  }),
]

async function present(
  parts: Parts,
  info: CommitmentInfo,
  role: Role,
): Promise<Commitment | Refused> {
  const now = await newestIn(parts, info.id)
  if (!now) return refuse('going-away')
  const { record, seq } = now
  const template = templateOf(info.template, info.templateVersion)
  const fields = template?.fields.map(({ name }) => name) ?? []
  return {
    ...info,
    title: titleOf(now, info),
    state: record.state,
    sections: Object.fromEntries(fields.map((name) => [name, record.sections[name] ?? 'open'])),
    role,
    seq,
    changedAt: await writtenAt(parts.journal, info.id, seq),
    openSuggestions: Object.values(asOnePerson(record).suggestions).filter(
      (each) => each.status !== 'later' && awaitsAnswer(each),
    ).length,
  }
}

/** The text's own title, or the one that the commitment was opened with while it has none. */
function titleOf({ doc }: ActGround, { template, templateVersion, title }: CommitmentInfo): string {
  const form = templateOf(template, templateVersion)
  const field = form && fieldFor(form, 'title')
  const blocks = field ? readBlocks(doc, field.name) : []
  return oneLine(blocks.map(({ runs }) => runs.map(({ text }) => text).join(''))) || title
}

/** When somebody last wrote or answered here, in ms; who opens it, or is corrected, writes nothing. */
async function writtenAt(journal: Journal, id: string, seq: number): Promise<number> {
  let before = seq
  for (let span = 16; before > 0; span *= 2) {
    const after = Math.max(0, before - span)
    let written: number | null = null
    for await (const entry of journal.read(id, after)) {
      if (entry.seq > before) break
      if (isWriting(entry)) written = entry.at
    }
    if (written !== null) return written
    before = after
  }
  return 0
}

/** Where published data says that it is from; empty when it does not. */
function sourceOf(data: unknown): string {
  const source = typeof data === 'object' && data !== null && 'source' in data ? data.source : null
  if (typeof source !== 'object' || source === null) return ''
  const named = 'url' in source ? source.url : 'copy' in source ? source.copy : ''
  return typeof named === 'string' ? named.slice(0, 2000) : ''
}
