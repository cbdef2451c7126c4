import { answers, answersRead } from '../../shared/apiAnswers.ts'
import { answersTo } from '../../shared/record/answering.ts'
import { inCommitment, inPlan, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment/answers'

export const answerRoutes: readonly Route[] = [
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/answers',
    heavy: true,
    summary:
      'What became of one’s own suggestions in all commitments of the plan, the last answer first.',
    answer: answers,
    async handle({ plan, person }, { access, rooms }) {
      const found = []
      for (const { id, title } of await access.commitments.of(plan)) {
        const room = await rooms.open(id)
        if (!room) return refuse('going-away')
        const { record } = room.read()
        const upTo = await access.answers.readUpTo(person.id, id)
        for (const { suggestion, last } of answersTo(record, person.id)) {
          const { number, field, added, removed } = suggestion
          const { outcome, reason, person: by, at, seq } = last
          found.push({
            ...{ commitment: id, title, number, field, added, removed },
            ...{ outcome, reason, by, at, seq, unread: seq > upTo },
          })
        }
      }
      return { answers: found.sort((a, b) => b.at - a.at) }
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: at,
    summary: 'Up to which entry one has read what became of one’s own suggestions here.',
    answer: answersRead,
    async handle({ commitment, person }, { access }) {
      return { seq: await access.answers.readUpTo(person.id, commitment.id) }
    },
  }),
  inCommitment('read')({
    method: 'post',
    path: at,
    summary: 'Says that one has read them up to there, on whatever device.',
    body: answersRead,
    answer: null,
    async handle({ commitment, person, body }, { access, rooms }) {
      const room = await rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      const seq = Math.min(body.seq, room.read().record.seq)
      await access.answers.read(person.id, commitment.id, seq)
      return null
    },
  }),
]
