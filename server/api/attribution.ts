import { attribution, stamps } from '../../shared/apiRecord.ts'
import { peopleIn, reportOf } from '../authorship/report.ts'
import { inCommitment, type Parts, type Route, refuse } from './route.ts'
import { fieldsOf } from './text.ts'

export const attributionRoutes: readonly Route[] = [
  inCommitment('read')({
    method: 'get',
    path: '/api/commitments/:commitment/attribution',
    summary: 'Who brought in every character, for whom, when and how; shares by person and sector.',
    answer: attribution,
    async handle({ commitment }, { rooms, ledgers, access }: Parts) {
      const room = await rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      const ledger = await ledgers.current(commitment.id)
      const now = room.read()
      const people = await access.people.views(peopleIn(now.record))
      return reportOf(now, ledger, fieldsOf(commitment, now.doc), people)
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: '/api/commitments/:commitment/stamps',
    summary: 'When every identity of the text came in.',
    answer: stamps,
    async handle({ commitment }, { ledgers }: Parts) {
      const ledger = await ledgers.current(commitment.id)
      return { seq: ledger.seq, stamps: ledger.stamps().map((stamp) => [...stamp]) }
    },
  }),
]
