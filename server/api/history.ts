import { textBody } from '../../shared/api.ts'
import {
  atQuery,
  diff,
  diffQuery,
  history,
  historyQuery,
  newVersion,
  restoring,
} from '../../shared/apiHistory.ts'
import { done } from '../../shared/apiRecord.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { contentHash } from '../../shared/text/hash.ts'
import type { View } from '../../shared/text/views.ts'
import { type CommitmentInfo, isRefused } from '../access/access.ts'
import { hiding } from '../access/hidden.ts'
import { fieldsOf } from '../exports/source.ts'
import { restore } from '../filing/restore.ts'
import { sittingsOf } from '../filing/sittings.ts'
import { type Moment, readAt } from '../filing/standing.ts'
import { acting } from './acting.ts'
import { inCommitment, type Parts, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment'

const tooHeavy = { 'too-long': 'diff-too-long', 'too-many': 'too-many', busy: 'too-many' } as const

export const historyRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: `${at}/history`,
    heavy: true,
    summary: 'Who worked when, sitting by sitting, and the named versions; oldest first.',
    query: historyQuery,
    answer: history,
    async handle({ commitment, query: { after, limit } }, { access, rooms, journal }) {
      const room = await rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      const { record, seq } = room.read()
      const hide = hiding(await access.plans.hidden(commitment.plan)) ?? undefined
      const told = await sittingsOf(journal, commitment.id, after, limit, hide)
      return { head: seq, versions: [...record.versions], ...told }
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: `${at}/at/:seq`,
    heavy: true,
    summary: 'The text as it stood right after an entry of the journal.',
    query: atQuery,
    answer: textBody,
    async handle({ commitment, person, query, param }, parts) {
      const moment = { at: Number(param('seq')), by: person.id }
      const found = await textAt(parts, commitment, moment, query.view)
      return isRefused(found) ? found : { seq: found.seq, fields: found.result }
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: `${at}/diff`,
    heavy: true,
    summary: 'What changed between two entries, field by field and word by word.',
    query: diffQuery,
    answer: diff,
    async handle({ commitment, person, query: { from, to, view } }, parts) {
      const read = (at: number | undefined) =>
        textAt(parts, commitment, { at, by: person.id }, view)
      const old = await read(from)
      if (isRefused(old)) return old
      const now = await read(to)
      if (isRefused(now)) return now
      const texts = { from: old.result, to: now.result, locale: commitment.locale }
      const compared = await parts.checker.compare(person.id, texts)
      if (compared.is === 'failed') throw new Error(`Comparing failed: ${compared.detail}`)
      if (compared.is !== 'found') return refuse(tooHeavy[compared.is])
      return {
        from: old.seq,
        to: now.seq,
        fields: compared.found.map(({ name, parts }) => ({ name, parts: [...parts] })),
      }
    },
  }),
  inCommitment('facilitate')({
    method: 'post',
    path: `${at}/versions`,
    summary: 'Names the text as it stands. A name is given once.',
    body: newVersion,
    answer: done,
    status: 201,
    handle: ({ commitment, person, body: { name } }, parts) =>
      acting(parts, commitment.id, person.id, ({ doc, record }) => {
        if (record.versions.some((version) => version.name === name)) {
          return refuse('version-exists')
        }
        return { events: [{ type: 'version-named', name, hash: contentHash(doc) }] }
      }),
  }),
  inCommitment('facilitate')({
    method: 'post',
    path: `${at}/restore`,
    summary: 'Makes the agreed text what it was, as one more step; open suggestions stay.',
    body: restoring,
    answer: done,
    async handle({ commitment, person, body: { seq, reason } }, parts) {
      const template = templateOf(commitment.template, commitment.templateVersion)
      const moment = { at: seq, by: person.id }
      const found = await readAt(parts, commitment.id, moment, { as: 'agreed' })
      if (!template || !found) return refuse('no-such-version')
      if (isRefused(found)) return found
      const past = { ...found.result, seq }
      return acting(parts, commitment.id, person.id, (now) => {
        const fields = new Set([...past.units.keys(), ...fieldsOf(template, now.doc)])
        return restore(now, past, [...fields], reason)
      })
    },
  }),
]

async function textAt(parts: Parts, info: CommitmentInfo, moment: Moment, view: View) {
  const found = await readAt(parts, info.id, moment, { as: 'text', view, form: info })
  return found ?? refuse('no-such-version')
}
